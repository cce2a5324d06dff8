/*
 * yg-protect makes a table of cells safe to publish.
 *
 *	yg-aggregate pipelines/relief/aggregate.json masked.arrows |
 *		yg-protect pipelines/relief/protect.json --audit out/private/relief.audit
 */
#include "core/input.h"
#include "core/log.h"
#include "core/program.h"
#include "protect/additive.h"
#include "protect/audit.h"
#include "protect/safe.h"

static struct input_options input;
static struct output_options output;
static const char *audit;

static const struct opt opts[] = {
	{ 0, "audit", OPT_STRING, &audit, "FILE",
	  "write why each cell is suppressed to FILE, which is private" },
	INPUT_OPTS(input),
	OUTPUT_OPTS(output),
	OPT_END
};

static struct program prog = {
	.name = "yg-protect",
	.synopsis = "[options] PROTECT.json [FILE]",
	.summary = "Suppresses the cells of a table that would tell of single persons.",
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

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int ret = program_start(&prog, argc, argv, &err);

	if (ret == 0)
		ret = protect(prog.operands[0], prog.noperands > 1 ? prog.operands[1] : NULL, &err);
	return program_end(&prog, ret, &err);
}
