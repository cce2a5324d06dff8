#include "protect/tables.h"

#include "core/file.h"
#include "core/jsonout.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "protect/cells/additive.h"
#include "protect/intervals/audit.h"
#include "protect/explain.h"
#include "protect/cells/layers.h"
#include "protect/methods/method.h"
#include "protect/safe.h"
#include "protect/shown.h"

/* One run over the tables. */
struct run {
	const struct tables_options *o;
	struct cells c;
	struct policy p;
	struct method m;
	struct primary pr;
	struct past past;
	struct suppression s;
	struct outcome outcome;
	int32_t day;
};

static int read_table(struct run *r, const char *path, bool is_first, struct err *err)
{
	struct reader *in = NULL;
	const struct batch *batch;
	int more = -1;

	if (input_open(path, &r->o->input, &in, err) == 0 &&
	    (is_first ? cells_init(&r->c, &in->schema, err)
		      : cells_add_table(&r->c, &in->schema, err)) == 0)
		while ((more = reader_next(in, &batch, err)) == 1) {
			if (program_check(err) < 0 || cells_add(&r->c, batch, err) < 0) {
				more = -1;
				break;
			}
			log_progress("rows", (long long)in->rows);
		}
	log_progress_end();
	reader_close(in);
	return more < 0 ? -1 : 0;
}

static int read_tables(struct run *r, const char *path, struct err *err)
{
	int i;

	if (read_table(r, path, true, err) < 0)
		return -1;
	for (i = 0; i < r->o->with.n; i++)
		if (read_table(r, r->o->with.items[i], false, err) < 0)
			return err_wrap(err, "protected with it");
	return cells_finish(&r->c, err);
}

static int check_options(struct run *r, struct err *err)
{
	const struct tables_options *o = r->o;
	bool has_any = o->history || o->draft || o->dataset || o->as_of;

	if (has_any && !(o->history && o->dataset && o->as_of))
		return err_set(err, ERR_USAGE,
			       "--history, --dataset and --as-of are given together, or none of "
			       "them and no --draft");
	if (o->as_of && !date_parse(str_of(o->as_of), "YYYY-MM-DD", &r->day))
		return err_set(err, ERR_USAGE, "--as-of %s is no day like 2026-10-31", o->as_of);
	return 0;
}

/* The first table is the dataset that the command line names. */
static int read_past(struct run *r, struct err *err)
{
	const char **names = mem_zalloc((size_t)r->c.ntables + 1, sizeof(*names));
	int i, ret;

	for (i = 0; i < r->c.ntables; i++)
		names[i] = meta_get(&r->c.tables[i].schema.meta, META_DATASET);
	for (i = 0; i < r->c.nmeasures; i++)
		if (r->c.measures[i].is_beside)
			names[r->c.measures[i].table] = NULL;
	if (r->o->dataset)
		names[0] = r->o->dataset;
	ret = past_read(&r->past, &r->c, r->o->history, names, err);
	free(names);
	return ret;
}

/* The statement that goes with the release: see META_METHOD. */
static char *suppression_statement(const struct policy *p, bool has_nights)
{
	struct buf b = BUF_INIT;
	struct jsonout j;

	jsonout_init(&j, &b, 0);
	jsonout_open(&j, '{');
	jsonout_member(&j, "method", "suppression");
	if (p->threshold > 0)
		jsonout_member_int(&j, "threshold", p->threshold);
	if (has_nights)
		jsonout_member_int(&j, "minimum_change", p->minimum_change);
	if (p->basis)
		jsonout_member(&j, "basis", p->basis);
	jsonout_close(&j, '}');
	return buf_detach(&b);
}

/* No cell is hidden, so there is nothing to prove: only what was done. */
static int save_method(const char *path, const char *method, struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	buf_printf(&b, "{\"audit\":\"yg-protect\",\"protection\":%s}\n", method);
	ret = file_save(path, 0600, (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}

/* Rounding, perturbation, noise. */
static int perturb(struct run *r, struct err *err)
{
	const struct tables_options *o = r->o;

	if (o->explain)
		return err_set(err, ERR_USAGE,
			       "--explain is for suppressed cells, and the policy suppresses none");
	if (r->p.nrules > 0)
		return json_err(r->p.method, err,
				"a table has one method: with this one no rule of suppression "
				"is looked at, so none may be declared");
	outcome_init(&r->outcome, &r->c);
	r->m.budget_file = o->budget;
	if (method_apply(&r->m, &r->c, &r->p, NULL, &r->outcome, err) < 0)
		return -1;
	return o->audit ? save_method(o->audit, r->outcome.method, err) : 0;
}

static int suppress(struct run *r, struct err *err)
{
	const struct tables_options *o = r->o;

	if (additive_check(&r->c, &r->p, err) < 0)
		return -1;
	layers_find(&r->c, &r->p);
	if (primary_find(&r->pr, &r->c, &r->p, err) < 0 || read_past(r, err) < 0)
		return -1;
	layers_judge(&r->pr, &r->c);
	if (suppress_tables(&r->s, &r->c, &r->p, &r->pr, &r->past, err) < 0)
		return -1;
	outcome_init(&r->outcome, &r->c);
	r->outcome.has_dates = o->history != NULL || r->p.has_night;
	shown_fill(&r->outcome, &r->c, &r->p, &r->pr, &r->past, &r->s);
	r->outcome.method = suppression_statement(&r->p, r->outcome.has_dates);
	if (o->audit &&
	    audit_write(o->audit, &r->c, &r->p, &r->pr, &r->s, &r->s.intervals, err) < 0)
		return -1;
	return o->draft ? shown_draft(o->draft, o->dataset, r->day, &r->c, &r->pr, &r->past, &r->s,
				      &r->outcome, err)
			: 0;
}

static int write_safe(const struct run *r, struct err *err)
{
	struct output *out = NULL;
	struct schema schema;
	int ret = -1;

	safe_schema(&r->outcome, &schema);
	if (output_open(&r->o->output, &schema, &out, err) == 0 &&
	    safe_write(&r->outcome, output_writer(out), err) == 0 && output_finish(out, err) == 0)
		ret = 0;
	output_close(out);
	schema_release(&schema);
	return ret;
}

static void report(const struct run *r)
{
	const struct suppression *s = &r->s;

	log_count("rows", r->c.tables[0].nrows, "%u rows", r->c.tables[0].nrows);
	if (r->m.kind != METHOD_SUPPRESSION)
		return;
	if (r->c.ntables > 1)
		log_count("joint-rows", r->c.nrows, "%u rows of %d tables protected together",
			  r->c.nrows, r->c.ntables);
	log_count("primary", r->pr.nprimary, "%u too small to be shown", r->pr.nprimary);
	if (r->pr.nnot_judged > 0)
		log_count("not-judged", r->pr.nnot_judged, "%u of them without any count",
			  r->pr.nnot_judged);
	log_count("secondary", s->nsecondary, "%u suppressed to protect them", s->nsecondary);
	if (s->nrepairs > 0)
		log_count("repairs", s->nrepairs, "%u of them so that no interval is too narrow",
			  s->nrepairs);
	log_count("certified", (long long)s->intervals.ncertified,
		  "%zu values certified by witness tables", s->intervals.ncertified);
	if (s->nheld > 0)
		log_count("held", s->nheld, "%u show an earlier value", s->nheld);
	if (s->nfinal > 0)
		log_count("final", s->nfinal, "%u differ in a period that is final", s->nfinal);
	log_count("published", s->npublished, "%u published", s->npublished);
	log_count("zeros", r->pr.nzero, "%u of them zero", r->pr.nzero);
}

static int explain(struct run *r, struct buf *words, struct err *err)
{
	uint32_t row;

	if (cells_find_name(&r->c, r->o->explain, &row, err) < 0)
		return -1;
	return explain_row(&r->c, &r->p, &r->pr, &r->past, &r->s, row, words, err);
}

int tables_protect(const struct tables_options *o, const char *policy, const char *path,
		   struct buf *words, struct err *err)
{
	struct run r = { .o = o };
	int ret = -1;

	if (check_options(&r, err) < 0 || policy_read(policy, &r.p, err) < 0 ||
	    method_read(&r.p, &r.m, err) < 0 || read_tables(&r, path, err) < 0 ||
	    policy_bind(&r.p, &r.c, err) < 0 ||
	    (r.m.kind == METHOD_SUPPRESSION ? suppress : perturb)(&r, err) < 0)
		goto out;
	if (o->explain) {
		ret = explain(&r, words, err);
		goto out;
	}
	if (write_safe(&r, err) < 0)
		goto out;
	report(&r);
	ret = 0;
out:
	outcome_release(&r.outcome);
	suppression_release(&r.s);
	past_release(&r.past);
	primary_release(&r.pr);
	cells_release(&r.c);
	method_release(&r.m);
	policy_release(&r.p);
	return ret;
}
