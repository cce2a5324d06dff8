#include "extract/closed.h"

#include <unistd.h>

#include "core/log.h"
#include "core/mem.h"
#include "extract/transfer.h"

/* One stream: the register's table, and as much of a plan as a transfer needs. */
struct closed_table {
	const struct reg_column **origins; /* for each column of the plan, the register's */
	struct reg_table table;
	const struct reg_table *tables[1];
	struct plan plan;
	const struct live_table *live;
};

struct closed_source {
	char *name;
	struct reg reg;
	struct session session;
	struct live_table *live; /* one for each table of the register */
	struct buf snapshot;
	struct closed_table *tables;
	size_t ntables; /* those that have such columns */
};

struct closed {
	const struct extract_options *o;
	struct site site;
	struct closed_source *sources;
	size_t nsources, nstreams, number;
	struct output *output;
	long long rows, columns;
};

/* Of a table of institutions and persons the open columns too: its rows tell which. */
bool closed_takes(const struct reg_table *t, const struct reg_column *c)
{
	if (c->openness == REG_OPEN && (!t->institution || c->class != REG_DIRECT) &&
	    c != t->institution)
		return false;
	return c->type == FIELD_UTF8 || c->type == FIELD_DICT || c->type == FIELD_DATE ||
	       c->type == FIELD_INT64;
}

static int check_options(const struct extract_options *o, struct err *err)
{
	if (o->period || o->explain)
		return err_set(err, ERR_USAGE,
			       "--closed takes all rows: no --period, no --explain");
	if (o->output.to && strcmp(o->output.to, "stream") != 0)
		return err_set(err, ERR_USAGE, "--closed writes streams, not %s", o->output.to);
	return 0;
}

/* The column as text that is never refused. */
static void add_column(struct closed_table *p, const struct reg_column *c)
{
	struct reg_column *own = &p->table.columns[p->table.ncolumns++];

	*own = *c;
	own->type = FIELD_UTF8;
	own->codes = NULL;
	own->nullable = true;
	p->origins[p->plan.ncolumns] = c;
	p->plan.columns[p->plan.ncolumns++] = (struct plan_column){ { 0, own }, own->name };
}

/* Not moved afterwards: the plan points into it. */
static void make_table(struct closed_table *p, const struct closed_source *s,
		       const struct reg_table *t)
{
	size_t i;

	p->live = &s->live[t - s->reg.tables];
	p->origins = mem_zalloc(t->ncolumns, sizeof(*p->origins));
	p->table = (struct reg_table){ .name = t->name,
				       .label = t->label,
				       .institution = t->institution };
	p->table.columns = mem_zalloc(t->ncolumns, sizeof(*p->table.columns));
	p->tables[0] = &p->table;
	p->plan.source = s->name;
	p->plan.path = "";
	p->plan.tables = p->tables;
	p->plan.ntables = 1;
	p->plan.columns = mem_zalloc(t->ncolumns, sizeof(*p->plan.columns));
	for (i = 0; i < t->ncolumns; i++)
		if (closed_takes(t, &t->columns[i]))
			add_column(p, &t->columns[i]);
}

static void closed_table_release(struct closed_table *p)
{
	free(p->origins);
	free(p->table.columns);
	free(p->plan.columns);
}

static void make_tables(struct closed *x, struct closed_source *s)
{
	size_t i;

	s->tables = mem_zalloc(s->reg.ntables, sizeof(*s->tables));
	for (i = 0; i < s->reg.ntables; i++) {
		struct closed_table *p = &s->tables[s->ntables];

		make_table(p, s, &s->reg.tables[i]);
		if (p->plan.ncolumns == 0) {
			closed_table_release(p);
			continue;
		}
		x->columns += (long long)p->plan.ncolumns;
		s->ntables++;
		x->nstreams++;
	}
}

/* The source, when it has a register. */
static int add_source(struct closed *x, const char *name, struct err *err)
{
	char *path = site_path(&x->site, "config/fields/%s.json", name);
	struct closed_source *s = &x->sources[x->nsources];
	int ret = 0;

	if (access(path, F_OK) == 0) {
		x->nsources++;
		s->name = mem_strdup(name);
		s->snapshot = (struct buf)BUF_INIT;
		ret = reg_read(path, &s->reg, err);
	} else {
		log_verbose("source %s: it has no register, so nothing of it is read", name);
	}
	free(path);
	return ret;
}

static int read_sources(struct closed *x, struct err *err)
{
	char *path = site_path(&x->site, "config/sources.json");
	struct json_doc *doc = NULL;
	struct json v;
	int ret = json_read(path, &doc, err);

	if (ret == 0) {
		x->sources = mem_zalloc(json_count(json_root(doc)) + 1, sizeof(*x->sources));
		for (v = json_first(json_root(doc)); json_is(v) && ret == 0; v = json_next(v))
			if (json_key(v))
				ret = add_source(x, json_key(v), err);
	}
	json_free(doc);
	free(path);
	return ret;
}

static int open_source(struct closed *x, struct closed_source *s, struct drift *d, struct err *err)
{
	size_t i;

	if (session_open(&s->session, &x->site, s->name, &x->o->session, err) < 0)
		return -1;
	s->live = mem_zalloc(s->reg.ntables, sizeof(*s->live));
	for (i = 0; i < s->reg.ntables; i++)
		if (session_table(&s->session, &s->reg.tables[i], &s->live[i], d, err) < 0)
			return -1;
	make_tables(x, s);
	return s->session.class->snapshot(s->session.conns[0], x->o->digest, &s->snapshot, err);
}

/* All of them, so that every difference is told at once. */
static int open_sources(struct closed *x, struct err *err)
{
	struct drift drift;
	struct err later;
	size_t i;
	int ret = 0;

	if (x->o->session.file && x->nsources > 1)
		return err_set(err, ERR_USAGE,
			       "--source-file: %zu sources have a register, not one", x->nsources);
	for (i = 0; i < x->nsources; i++) {
		struct closed_source *s = &x->sources[i];
		bool opened;

		drift = (struct drift)DRIFT_INIT;
		later = (struct err)ERR_INIT;
		opened = open_source(x, s, &drift, &later) == 0;
		if ((!opened || drift_end(&drift, s->name, &later) < 0) && ret == 0) {
			*err = later;
			ret = -1;
		}
		drift_release(&drift);
		if (opened && ret == 0 && x->o->schema)
			ret = session_warn(&s->session, &s->reg, err);
	}
	return ret;
}

static void make_schema(const struct closed *x, const struct closed_source *s,
			const struct closed_table *p, struct schema *schema)
{
	char mark[48];
	size_t i;

	snprintf(mark, sizeof(mark), "%zu/%zu", x->number, x->nstreams);
	meta_set(&schema->meta, META_STATE, "raw");
	meta_set(&schema->meta, META_DATASET, "closed");
	meta_set(&schema->meta, META_SOURCE, s->name);
	meta_set(&schema->meta, META_SNAPSHOT, s->snapshot.p);
	meta_set(&schema->meta, META_TABLE, p->table.name);
	meta_set(&schema->meta, META_STREAM, mark);
	if (p->table.institution)
		meta_set(&schema->meta, META_INSTITUTION, p->table.institution->name);
	for (i = 0; i < p->plan.ncolumns; i++) {
		const struct reg_column *c = p->origins[i];
		struct field *f = schema_add(schema, c->name, FIELD_UTF8);
		struct buf origin = BUF_INIT;

		meta_set(&f->meta, META_LABEL, c->label);
		meta_set(&f->meta, META_CLASS, reg_class_name(c->class));
		meta_set(&f->meta, META_OPENNESS, reg_openness_name(c->openness));
		meta_set(&f->meta, META_ORIGIN,
			 plan_origin(&p->plan, p->plan.columns[i].ref, &origin));
		meta_set(&f->meta, META_TYPE, field_type_name(c->type));
		if (c->codes)
			meta_set(&f->meta, META_CODES, c->codes);
		buf_release(&origin);
	}
}

static int begin_stream(struct closed *x, const struct schema *schema, struct err *err)
{
	struct output_options stream = x->o->output;

	stream.to = "stream";
	if (x->output)
		return output_next_stream(x->output, schema, err);
	return output_open(&stream, schema, &x->output, err);
}

static int write_table(struct closed *x, struct closed_source *s, struct closed_table *p,
		       struct err *err)
{
	struct transfer t = {
		.in = { .plan = &p->plan, .live = p->live, .in_any_order = true, .as_stored = true }
	};
	struct schema schema = SCHEMA_INIT;
	int ret = -1;

	x->number++;
	make_schema(x, s, p, &schema);
	if (transfer_open(&t, &s->session, err) < 0 || transfer_prepare(&t, err) < 0 ||
	    begin_stream(x, &schema, err) < 0)
		goto out;
	if (!x->o->schema && transfer_rows(&t, output_writer(x->output), err) < 0)
		goto out;
	x->rows += output_writer(x->output)->rows;
	log_verbose("source %s: %s: %lld rows of %zu columns", s->name, p->table.name,
		    (long long)output_writer(x->output)->rows, p->plan.ncolumns);
	ret = 0;
out:
	transfer_close(&t);
	schema_release(&schema);
	return ret;
}

static int write_streams(struct closed *x, struct err *err)
{
	size_t i, k;

	if (x->nstreams == 0)
		return err_set(err, ERR_CONFIG,
			       "config/fields: no register names a column that is closed or on "
			       "request: there is nothing to look for");
	for (i = 0; i < x->nsources; i++) {
		struct closed_source *s = &x->sources[i];

		for (k = 0; k < s->ntables; k++)
			if (write_table(x, s, &s->tables[k], err) < 0)
				return -1;
		if (session_end(&s->session, err) < 0)
			return -1;
	}
	if (!x->o->schema)
		log_count("rows", x->rows, "%lld rows of %zu tables, %lld closed columns", x->rows,
			  x->nstreams, x->columns);
	return output_finish(x->output, err);
}

static void closed_source_release(struct closed_source *s)
{
	size_t i;

	for (i = 0; i < s->ntables; i++)
		closed_table_release(&s->tables[i]);
	for (i = 0; s->live && i < s->reg.ntables; i++)
		live_table_release(&s->live[i]);
	free(s->tables);
	free(s->live);
	session_close(&s->session);
	reg_release(&s->reg);
	buf_release(&s->snapshot);
	free(s->name);
}

int closed_run(const struct extract_options *o, struct err *err)
{
	struct closed x = { .o = o };
	size_t i;
	int ret = -1;

	if (check_options(o, err) == 0 && site_open(&x.site, o->path, err) == 0 &&
	    read_sources(&x, err) == 0 && open_sources(&x, err) == 0)
		ret = write_streams(&x, err);
	output_close(x.output);
	for (i = 0; i < x.nsources; i++)
		closed_source_release(&x.sources[i]);
	free(x.sources);
	site_release(&x.site);
	return ret;
}
