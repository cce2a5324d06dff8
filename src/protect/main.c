/*
 * yg-protect makes a table of cells, or records, safe to publish.
 *
 *	yg-aggregate pipelines/relief/aggregate.json masked.arrows |
 *		yg-protect pipelines/relief/protect.json --audit out/private/relief.audit
 */
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "protect/additive.h"
#include "protect/audit.h"
#include "protect/microdata_audit.h"
#include "protect/microdata_write.h"
#include "protect/safe.h"

static struct input_options input;
static struct output_options output;
static const char *audit;
static bool is_microdata;

static const struct opt opts[] = {
	{ 0, "audit", OPT_STRING, &audit, "FILE",
	  "write what is suppressed and why to FILE, which is private" },
	{ 0, "microdata", OPT_FLAG, &is_microdata, NULL,
	  "open records instead of cells: k-anonymity, l-diversity, t-closeness" },
	INPUT_OPTS(input),
	OUTPUT_OPTS(output),
	OPT_END
};

static struct program prog = {
	.name = "yg-protect",
	.synopsis = "[options] PROTECT.json [FILE]",
	.summary = "Suppresses what would tell of single persons in a table or in records.",
	.opts = opts,
	.min_operands = 1,
	.max_operands = 2,
};

static int read_cells(const char *path, struct cells *c, struct err *err)
{
	struct reader *in = NULL;
	const struct batch *batch;
	int more = -1;

	if (input_open(path, &input, &in, err) == 0 && cells_init(c, &in->schema, err) == 0)
		while ((more = reader_next(in, &batch, err)) == 1) {
			if (program_check(err) < 0 || cells_add(c, batch, err) < 0) {
				more = -1;
				break;
			}
			log_progress("rows", (long long)in->rows);
		}
	log_progress_end();
	reader_close(in);
	return more < 0 ? -1 : cells_finish(c, err);
}

static int write_safe(const struct cells *c, const struct suppression *s, struct err *err)
{
	struct output *out = NULL;
	struct schema schema;
	int ret = -1;

	safe_schema(c, &schema);
	if (output_open(&output, &schema, &out, err) == 0 &&
	    safe_write(c, s, output_writer(out), err) == 0 && output_finish(out, err) == 0)
		ret = 0;
	output_close(out);
	schema_release(&schema);
	return ret;
}

static void report(const struct cells *c, const struct primary *pr, const struct suppression *s)
{
	log_count("rows", c->nrows, "%u rows", c->nrows);
	log_count("primary", pr->nprimary, "%u too small to be shown", pr->nprimary);
	if (pr->nnot_judged > 0)
		log_count("not-judged", pr->nnot_judged, "%u of them without any count",
			  pr->nnot_judged);
	log_count("secondary", s->nsecondary, "%u suppressed to protect them", s->nsecondary);
	log_count("published", s->npublished, "%u published", s->npublished);
	log_count("zeros", pr->nzero, "%u of them zero", pr->nzero);
}

/* Nothing is written before the whole table has been protected and checked. */
static int protect_cells(const struct cells *c, const struct policy *p, struct err *err)
{
	struct primary pr = { 0 };
	struct suppression s = { 0 };
	int ret = -1;

	if (additive_check(c, p, err) < 0 || primary_find(&pr, c, p, err) < 0 ||
	    suppress_table(&s, c, p, &pr, err) < 0)
		goto out;
	if (audit && audit_write(audit, c, p, &pr, &s, err) < 0)
		goto out;
	if (write_safe(c, &s, err) < 0)
		goto out;
	report(c, &pr, &s);
	ret = 0;
out:
	suppression_release(&s);
	primary_release(&pr);
	return ret;
}

static int protect(const char *policy, const char *path, struct err *err)
{
	struct policy p = { 0 };
	struct cells c = { 0 };
	int ret = -1;

	if (policy_read(policy, &p, err) == 0 && read_cells(path, &c, err) == 0 &&
	    policy_bind(&p, &c, err) == 0)
		ret = protect_cells(&c, &p, err);
	cells_release(&c);
	policy_release(&p);
	return ret;
}

/* Microdata ----------------------------------------------------------------- */

static int read_records(const char *path, const struct microdata_spec *spec, struct records *r,
			struct err *err)
{
	struct reader *in = NULL;
	const struct batch *batch;
	int more = -1;

	if (input_open(path, &input, &in, err) == 0 && records_init(r, spec, &in->schema, err) == 0)
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
	if (output_open(&output, &schema, &out, err) == 0 &&
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
	if (audit && microdata_audit_write(audit, &m, err) < 0)
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
