/*
 * yg-protect makes a table of cells, or records, safe to publish.
 *
 *	yg-aggregate pipelines/relief/aggregate.json masked.arrows |
 *		yg-protect pipelines/relief/protect.json --audit out/private/relief.audit
 */
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "protect/microdata/microdata_audit.h"
#include "protect/microdata/microdata_write.h"
#include "protect/tables.h"

static struct tables_options tables;
static bool is_microdata;

static const struct opt opts[] = {
	{ 0, "audit", OPT_STRING, &tables.audit, "FILE",
	  "write what is suppressed and why to FILE, which is private" },
	{ 0, "with", OPT_LIST, &tables.with, "FILE",
	  "protect the table together with that of FILE; may be given again" },
	{ 0, "history", OPT_STRING, &tables.history, "FILE",
	  "the ledger of all cells ever published, which is private" },
	{ 0, "draft", OPT_STRING, &tables.draft, "FILE",
	  "write what the ledger is to learn of this release to FILE" },
	{ 0, "dataset", OPT_STRING, &tables.dataset, "NAME", "what the ledger calls the table" },
	{ 0, "as-of", OPT_STRING, &tables.as_of, "DATE",
	  "the day of tonight's values, for the ledger" },
	{ 0, "explain", OPT_STRING, &tables.explain, "CELL",
	  "say why CELL is suppressed or held, and write nothing" },
	{ 0, "budget", OPT_STRING, &tables.budget, "FILE",
	  "the private ledger of what noise has spent" },
	{ 0, "microdata", OPT_FLAG, &is_microdata, NULL,
	  "open records instead of cells: k-anonymity, l-diversity, t-closeness" },
	INPUT_OPTS(tables.input),
	OUTPUT_OPTS(tables.output),
	OPT_END
};

static struct program prog = {
	.name = "yg-protect",
	.synopsis = "[options] PROTECT.json [FILE]",
	.summary = "Suppresses what would tell of single persons in tables or in records.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 2,
};

static int protect(const char *policy, const char *path, struct err *err)
{
	struct buf words = BUF_INIT;
	int ret = tables_protect(&tables, policy, path, &words, err);

	if (ret == 0 && words.n > 0)
		fputs(words.p, stdout);
	buf_release(&words);
	return ret;
}

/* Microdata ----------------------------------------------------------------- */

static int read_records(const char *path, const struct microdata_spec *spec, struct records *r,
			struct err *err)
{
	struct reader *in = NULL;
	const struct batch *batch;
	int more = -1;

	if (input_open(path, &tables.input, &in, err) == 0 &&
	    records_init(r, spec, &in->schema, err) == 0)
		while ((more = reader_next(in, &batch, err)) == 1) {
			if (program_check(err) < 0 || records_add(r, batch, err) < 0) {
				more = -1;
				break;
			}
			log_progress("rows", (long long)in->rows);
		}
	log_progress_end();
	reader_close(in);
	return more;
}

static int write_records(const struct microdata *m, struct err *err)
{
	struct output *out = NULL;
	struct schema schema;
	int ret = -1;

	microdata_schema(m, &schema);
	if (output_open(&tables.output, &schema, &out, err) == 0 &&
	    microdata_write(m, output_writer(out), err) == 0 && output_finish(out, err) == 0)
		ret = 0;
	output_close(out);
	schema_release(&schema);
	return ret;
}

static void report_microdata(const struct microdata *m)
{
	const struct risk *r = &m->risk;

	log_count("rows", (long long)m->records.nrows, "%zu rows", m->records.nrows);
	if (m->records.nwithout_key > 0)
		log_count("without-key", (long long)m->records.nwithout_key,
			  "%zu without a pseudonym, not drawn", m->records.nwithout_key);
	if (m->spec->sample_by)
		log_count("sample", (long long)m->records.nsample, "%zu in the sample",
			  m->records.nsample);
	log_count("nodes", (long long)m->optimum.nchecked, "%zu of %zu combinations looked at",
		  m->optimum.nchecked, m->optimum.nnodes);
	if (m->spec->cells >= 0)
		log_count("blanked", (long long)m->nblanked_cells,
			  "%llu cells blanked in %llu records",
			  (unsigned long long)m->nblanked_cells,
			  (unsigned long long)m->nblanked_records);
	log_count("suppressed", (long long)m->ndropped, "%llu records dropped",
		  (unsigned long long)m->ndropped);
	log_count("published", (long long)m->nshown, "%zu records published", m->nshown);
	log_count("smallest-class", (long long)r->smallest,
		  "%llu records in the smallest class, risk at most %.4f, %.4f on average",
		  (unsigned long long)r->smallest, r->prosecutor.max, r->prosecutor.mean);
	log_count("grade", r->grade, "grade %d of GB/T 42460", r->grade);
}

static bool needs_site(const struct microdata_spec *s)
{
	int i;

	for (i = 0; i < s->nquasi; i++)
		if (s->quasi[i].ladder.kind == LADDER_CODES)
			return true;
	for (i = 0; i < s->nsensitive; i++)
		if (s->sensitive[i].ladder.kind == LADDER_CODES)
			return true;
	return false;
}

/* Nothing is written before everything has been counted again. */
static int protect_records(const char *policy, const char *path, struct err *err)
{
	struct microdata_spec spec = { 0 };
	struct microdata m = { 0 };
	struct site site = { 0 };
	bool has_site = false;
	int ret = -1;

	if (microdata_spec_read(policy, &spec, err) < 0)
		goto out;
	if (needs_site(&spec)) {
		if (site_open(&site, policy, err) < 0)
			goto out;
		has_site = true;
	}
	if (read_records(path, &spec, &m.records, err) < 0 ||
	    records_finish(&m.records, has_site ? &site : NULL, err) < 0 ||
	    microdata_find(&m, false, err) < 0 || microdata_open(&m, err) < 0)
		goto out;
	if (tables.audit && microdata_audit_write(tables.audit, &m, err) < 0)
		goto out;
	if (write_records(&m, err) < 0)
		goto out;
	report_microdata(&m);
	ret = 0;
out:
	microdata_release(&m);
	if (has_site)
		site_release(&site);
	microdata_spec_release(&spec);
	return ret;
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = (is_microdata ? protect_records : protect)(
			prog.operands[0], prog.noperands > 1 ? prog.operands[1] : NULL, &err);
	return program_end(&prog, ret, &err);
}
