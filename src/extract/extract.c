#include "extract/extract.h"

#include "core/log.h"
#include "core/mem.h"
#include "extract/drift.h"
#include "extract/sink.h"
#include "extract/split.h"

enum { JOBS_MAX = 16 };

struct extract {
	const struct extract_options *o;
	struct site site;
	struct plan plan;
	struct source source;
	const struct source_class *class;
	struct conn *conns[JOBS_MAX];
	size_t nconns;
	struct live_table *live;
	struct query_input in;
	struct query query;
	struct schema schema;
	struct output *output;
	struct scan *scans;
	struct sink *sink;
};

static const struct codes *find_codes(void *arg, const char *name)
{
	struct err ignored = ERR_INIT;
	const struct codes *c = NULL;

	/* load_codes() has loaded every list that may be asked for. */
	return site_codes(arg, name, &c, &ignored) == 0 ? c : NULL;
}

static int load_codes(struct extract *x, struct plan_ref ref, struct err *err)
{
	const struct codes *c;

	return ref.column->codes ? site_codes(&x->site, ref.column->codes, &c, err) : 0;
}

static int read_plan(struct extract *x, struct err *err)
{
	struct plan *p = &x->plan;
	size_t i;

	if (site_open(&x->site, x->o->path, err) < 0 ||
	    plan_read(x->o->path, &x->site, x->o->period, p, err) < 0)
		return -1;
	for (i = 0; i < p->ncolumns; i++)
		if (load_codes(x, p->columns[i].ref, err) < 0)
			return -1;
	for (i = 0; i < p->where.n; i++)
		if (load_codes(x, p->where_refs[i], err) < 0)
			return -1;
	return p->has_period ? load_codes(x, p->period, err) : 0;
}

/* The path below the site's root, so that messages do not depend on the place. */
static const char *shown_path(const struct extract *x, const char *path)
{
	size_t n = strlen(x->site.root);

	return strncmp(path, x->site.root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static int open_source(struct extract *x, struct err *err)
{
	struct source_place place = { x->plan.source, x->o->source_file, x->o->source_file,
				      x->o->wait * 1000 };

	if (site_source(&x->site, x->plan.source, &x->source, err) < 0)
		return -1;
	x->class = source_by_driver(x->source.driver);
	if (!x->class)
		return err_set(err, ERR_CONFIG, "source %s: the driver \"%s\" is not known",
			       x->plan.source, x->source.driver);
	if (!place.path) {
		place.path = x->source.path;
		place.shown = shown_path(x, place.path);
	}
	x->nconns = (size_t)x->o->jobs;
	if (x->class->open(&place, x->conns, x->nconns, err) < 0)
		return -1;
	return x->class->begin(x->conns, x->nconns, err);
}

/* The tables as they are now; any difference from the register is an error. */
static int look_at_tables(struct extract *x, struct err *err)
{
	struct buf text = BUF_INIT;
	bool same = true;
	size_t i;
	int ret = 0;

	x->live = mem_zalloc(x->plan.ntables, sizeof(*x->live));
	for (i = 0; i < x->plan.ntables && ret >= 0; i++) {
		const struct reg_table *t = x->plan.tables[i];

		ret = x->class->table(x->conns[0], t->name, &x->live[i], err);
		if (ret >= 0)
			same &= drift_compare(t, ret ? &x->live[i] : NULL, &text);
	}
	if (ret >= 0 && !same)
		ret = err_set(err, ERR_DATA,
			      "source %s: not as the register has it%s; mark the "
			      "change in config/fields/%s.json",
			      x->plan.source, text.p, x->plan.source);
	buf_release(&text);
	return ret < 0 ? -1 : 0;
}

/*
 * One SELECT.  Where the engine would build an index for each range of row
 * numbers, all rows are read by one connection instead.
 */
static int make_query(struct extract *x, struct err *err)
{
	struct buf text = BUF_INIT;
	bool builds = false;
	int ret = 0;

	x->in = (struct query_input){ &x->plan,	  x->live,  x->class->text_by_bytes(x->conns[0]),
				      find_codes, &x->site, true };
	if (query_build(&x->in, &x->query, err) < 0)
		return -1;
	if (x->query.is_split)
		ret = x->class->explain(x->conns[0], &x->query.sql, &text, &builds, err);
	buf_release(&text);
	if (ret < 0 || !builds)
		return ret;
	query_release(&x->query);
	x->in.may_split = false;
	return query_build(&x->in, &x->query, err);
}

/* Conditions that the database decides alone are read by their types as well. */
static int check_filter(struct extract *x, struct err *err)
{
	struct schema s = SCHEMA_INIT;
	struct filter_bound *bound = NULL;
	const struct plan *p = &x->plan;
	size_t i;
	int ret;

	for (i = 0; i < p->where.n; i++) {
		const struct reg_column *c = p->where_refs[i].column;
		struct field *f;

		if (schema_find(&s, p->where.terms[i].column) >= 0)
			continue;
		f = schema_add(&s, p->where.terms[i].column, c->type);
		f->precision = c->precision;
		f->scale = c->scale;
		if (c->codes)
			meta_set(&f->meta, META_CODES, c->codes);
	}
	ret = p->where.n ? filter_bind(&p->where, &s, find_codes, &x->site, &bound, err) : 0;
	filter_bound_free(bound);
	schema_release(&s);
	return ret;
}

static void add_field(struct extract *x, size_t i)
{
	const struct plan_column *pc = &x->plan.columns[i];
	const struct reg_column *c = pc->ref.column;
	const struct query_pull *pull = &x->query.pulls[x->query.outputs[i]];
	struct field *f = schema_add(&x->schema, pc->name, c->type);

	f->precision = c->precision;
	f->scale = c->scale;
	f->nullable = c->nullable || pull->may_miss;
	meta_set(&f->meta, META_LABEL, c->label);
	if (c->unit)
		meta_set(&f->meta, META_UNIT, c->unit);
	meta_set(&f->meta, META_CLASS, reg_class_name(c->class));
	meta_set(&f->meta, META_OPENNESS, reg_openness_name(c->openness));
	meta_set(&f->meta, META_ORIGIN, pull->origin);
	if (c->codes)
		meta_set(&f->meta, META_CODES, c->codes);
}

static int make_schema(struct extract *x, struct err *err)
{
	struct buf snapshot = BUF_INIT;
	char from[9], to[9], period[24];
	size_t i;
	int ret = x->class->snapshot(x->conns[0], x->o->digest, &snapshot, err);

	meta_set(&x->schema.meta, META_STATE, "raw");
	meta_set(&x->schema.meta, META_DATASET, x->plan.dataset);
	meta_set(&x->schema.meta, META_SOURCE, x->plan.source);
	meta_set(&x->schema.meta, META_SNAPSHOT, snapshot.p);
	if (x->plan.has_period) {
		period_format(x->plan.from, from);
		period_format(x->plan.to, to);
		snprintf(period, sizeof(period), "%s/%s", from, to);
		meta_set(&x->schema.meta, META_PERIOD, period);
	}
	for (i = 0; i < x->plan.ncolumns; i++)
		add_field(x, i);
	if (ret == 0)
		log_verbose("source %s: snapshot %s", x->plan.source, snapshot.p);
	buf_release(&snapshot);
	return ret;
}

static int explain(struct extract *x, struct buf *to, struct err *err)
{
	const struct query *q = &x->query;
	bool builds;
	size_t i;

	buf_printf(to, "%s\n\nbound values: %zu\nread in ranges: %s\n", q->sql.text.p,
		   q->sql.nvalues, q->is_split ? "yes" : "no");
	for (i = 0; i < q->residual.n; i++)
		buf_printf(to, "decided after conversion: %s\n", q->residual.terms[i].column);
	buf_puts(to, "\n");
	return x->class->explain(x->conns[0], &q->sql, to, &builds, err);
}

static void log_rules(struct extract *x, size_t pull)
{
	const struct intake *first = &x->scans[0].cells[pull];
	struct buf key = BUF_INIT;
	long long n;
	size_t i;
	int rule;

	for (rule = 0; rule < INTAKE_RULES; rule++) {
		for (n = 0, i = 0; i < x->nconns; i++)
			n += x->scans[i].cells[pull].counts[rule];
		if (n == 0)
			continue;
		buf_clear(&key);
		buf_printf(&key, "rule.%s.%s", first->spec.origin, intake_rule_name(rule));
		log_count(key.p, n, "%s: %lld values %s by %s", first->spec.origin, n,
			  intake_rule_effect(first, rule), intake_rule_name(rule));
	}
	buf_release(&key);
}

static void log_counts(struct extract *x)
{
	long long rows = output_writer(x->output)->rows, rejected = 0, missing;
	struct buf key = BUF_INIT;
	size_t i, k;

	for (i = 0; i < x->query.npulls; i++)
		log_rules(x, i);
	for (k = 0; k + 1 < x->plan.ntables; k++) {
		for (missing = 0, i = 0; i < x->nconns; i++)
			missing += x->scans[i].missing[k];
		if (missing == 0)
			continue;
		buf_clear(&key);
		buf_printf(&key, "missing.%s", x->plan.tables[k + 1]->name);
		log_count(key.p, missing, "%lld rows left out without a partner in %s", missing,
			  x->plan.tables[k + 1]->name);
	}
	for (i = 0; i < x->nconns; i++)
		rejected += x->scans[i].rejected;
	if (rejected)
		log_count("rejected", rejected, "%lld rows left out by a rule", rejected);
	log_count("rows", rows, "%lld rows", rows);
	buf_release(&key);
}

static int copy_rows(struct extract *x, struct err *err)
{
	struct split split = { .nscans = x->nconns, .is_whole = !x->query.is_split };
	int found = 1;
	size_t i;

	if (output_open(&x->o->output, &x->schema, &x->output, err) < 0)
		return -1;
	x->scans = mem_zalloc(x->nconns, sizeof(*x->scans));
	split.scans = x->scans;
	for (i = 0; i < x->nconns; i++)
		if (scan_open(&x->scans[i], &x->in, &x->query, x->conns[i], err) < 0)
			return -1;
	if (x->query.is_split)
		found = x->class->range(x->conns[0], x->plan.tables[0]->name, &x->live[0],
					&split.low, &split.high, err);
	split.is_empty = found == 0;
	x->sink = sink_new(&x->query, &x->plan, output_writer(x->output), x->nconns);
	if (found < 0 || split_run(&split, sink_take, x->sink, err) < 0 ||
	    sink_end(x->sink, err) < 0)
		return -1;
	log_progress_end();
	if (x->class->end(x->conns[0], err) < 0)
		return -1;
	log_counts(x);
	return output_finish(x->output, err);
}

static void extract_release(struct extract *x)
{
	size_t i;

	sink_free(x->sink);
	for (i = 0; x->scans && i < x->nconns; i++)
		scan_close(&x->scans[i]);
	free(x->scans);
	output_close(x->output);
	for (i = 0; i < x->nconns; i++)
		x->class->close(x->conns[i]);
	for (i = 0; x->live && i < x->plan.ntables; i++)
		live_table_release(&x->live[i]);
	free(x->live);
	query_release(&x->query);
	schema_release(&x->schema);
	source_release(&x->source);
	plan_release(&x->plan);
	site_release(&x->site);
}

int extract_run(const struct extract_options *o, struct buf *explained, struct err *err)
{
	struct extract x = { .o = o };
	int ret = -1;

	if (o->jobs < 1 || o->jobs > JOBS_MAX)
		return err_set(err, ERR_USAGE, "--jobs: from 1 to %d", JOBS_MAX);
	if (o->wait > 3600)
		return err_set(err, ERR_USAGE, "--wait: at most 3600 seconds");
	if (read_plan(&x, err) < 0 || open_source(&x, err) < 0 || look_at_tables(&x, err) < 0 ||
	    check_filter(&x, err) < 0 || make_query(&x, err) < 0)
		goto out;
	if (o->explain)
		ret = explain(&x, explained, err);
	else if (make_schema(&x, err) == 0)
		ret = copy_rows(&x, err);
out:
	extract_release(&x);
	return ret;
}
