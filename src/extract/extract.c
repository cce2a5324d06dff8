#include "extract/extract.h"

#include "core/log.h"
#include "core/mem.h"
#include "extract/drift.h"
#include "extract/transfer.h"

struct extract {
	const struct extract_options *o;
	struct site site;
	struct plan plan;
	struct session session;
	struct live_table *live;
	struct transfer transfer;
	struct schema schema;
	struct output *output;
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

/* The tables as they are now; any difference from the register is an error. */
static int look_at_tables(struct extract *x, struct err *err)
{
	struct drift drift = DRIFT_INIT;
	size_t i;
	int ret = 0;

	x->live = mem_zalloc(x->plan.ntables, sizeof(*x->live));
	for (i = 0; i < x->plan.ntables && ret == 0; i++)
		ret = session_table(&x->session, x->plan.tables[i], &x->live[i], &drift, err);
	if (ret == 0)
		ret = drift_end(&drift, x->plan.source, err);
	drift_release(&drift);
	if (ret == 0 && x->o->schema)
		ret = session_warn(&x->session, &x->plan.reg, err);
	return ret;
}

static int make_query(struct extract *x, struct err *err)
{
	x->transfer.in = (struct query_input){
		.plan = &x->plan, .live = x->live, .find_codes = find_codes, .arg = &x->site
	};
	return transfer_open(&x->transfer, &x->session, err);
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
	const struct query_pull *pull = &x->transfer.query.pulls[x->transfer.query.outputs[i]];
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
	int ret = x->session.class->snapshot(x->session.conns[0], x->o->digest, &snapshot, err);

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
	const struct query *q = &x->transfer.query;
	bool builds;
	size_t i;

	buf_printf(to, "%s\n\nbound values: %zu\nread in ranges: %s\n", q->sql.text.p,
		   q->sql.nvalues, q->is_split ? "yes" : "no");
	for (i = 0; i < q->residual.n; i++)
		buf_printf(to, "decided after conversion: %s\n", q->residual.terms[i].column);
	buf_puts(to, "\n");
	return x->session.class->explain(x->session.conns[0], &q->sql, to, &builds, err);
}

static int copy_rows(struct extract *x, struct err *err)
{
	long long rows;

	if (output_open(&x->o->output, &x->schema, &x->output, err) < 0 ||
	    transfer_prepare(&x->transfer, err) < 0)
		return -1;
	if (!x->o->schema && transfer_rows(&x->transfer, output_writer(x->output), err) < 0)
		return -1;
	if (session_end(&x->session, err) < 0)
		return -1;
	transfer_log(&x->transfer);
	rows = output_writer(x->output)->rows;
	if (!x->o->schema)
		log_count("rows", rows, "%lld rows", rows);
	return output_finish(x->output, err);
}

static void extract_release(struct extract *x)
{
	size_t i;

	transfer_close(&x->transfer);
	output_close(x->output);
	for (i = 0; x->live && i < x->plan.ntables; i++)
		live_table_release(&x->live[i]);
	free(x->live);
	session_close(&x->session);
	schema_release(&x->schema);
	plan_release(&x->plan);
	site_release(&x->site);
}

int extract_run(const struct extract_options *o, struct buf *explained, struct err *err)
{
	struct extract x = { .o = o };
	int ret = -1;

	if (read_plan(&x, err) < 0 ||
	    session_open(&x.session, &x.site, x.plan.source, &o->session, err) < 0 ||
	    look_at_tables(&x, err) < 0 || check_filter(&x, err) < 0 || make_query(&x, err) < 0)
		goto out;
	if (o->explain)
		ret = explain(&x, explained, err);
	else if (make_schema(&x, err) == 0)
		ret = copy_rows(&x, err);
out:
	extract_release(&x);
	return ret;
}
