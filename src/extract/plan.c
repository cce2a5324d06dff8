#include "extract/plan.h"

#include "core/mem.h"

static int unknown(struct json at, struct err *err, const char *what, const char *name,
		   const char *near)
{
	if (near)
		return json_err(at, err,
				"the register does not name the %s \"%s\"; "
				"did you mean \"%s\"?",
				what, name, near);
	return json_err(at, err, "the register does not name the %s \"%s\"", what, name);
}

static int find_column(const struct reg_table *t, const char *name, struct json at,
		       const struct reg_column **out, struct err *err)
{
	*out = reg_column(t, name);
	if (!*out)
		return unknown(at, err, "column", name,
			       nearest_member(name, t->columns, t->ncolumns, sizeof(*t->columns)));
	return 0;
}

/* "table.column" among the first ntables tables of the plan. */
static int find_ref(const struct plan *p, size_t ntables, const char *text, struct json at,
		    struct plan_ref *ref, struct err *err)
{
	const char *dot = strchr(text, '.');
	size_t i, n;

	if (!dot || dot == text || !dot[1])
		return json_err(at, err, "\"%s\": a column is written \"table.column\"", text);
	n = (size_t)(dot - text);
	for (i = 0; i < ntables; i++) {
		const char *name = p->tables[i]->name;

		if (strlen(name) != n || memcmp(name, text, n) != 0)
			continue;
		ref->table = (int)i;
		return find_column(p->tables[i], dot + 1, at, &ref->column, err);
	}
	return json_err(at, err, "\"%s\": the table is neither \"from\" nor joined before", text);
}

static bool is_text(enum field_type type)
{
	return type == FIELD_UTF8 || type == FIELD_DICT;
}

static int add_table(struct plan *p, const char *name, struct json at, struct err *err)
{
	const struct reg_table *t = reg_table(&p->reg, name);
	size_t i;

	if (!t)
		return unknown(at, err, "table", name,
			       nearest_member(name, p->reg.tables, p->reg.ntables,
					      sizeof(*p->reg.tables)));
	for (i = 0; i < p->ntables; i++)
		if (p->tables[i] == t)
			return json_err(at, err, "the table \"%s\" is used twice", name);
	p->tables = mem_resize(p->tables, p->ntables + 1, sizeof(*p->tables));
	p->tables[p->ntables++] = t;
	return 0;
}

/* The database compares what is stored: 1.50 and 150 fen, 0101 and 101 differ. */
static bool is_stored_alike(const struct reg_column *a, const struct reg_column *b)
{
	return a->stored == b->stored && a->stored_scale == b->stored_scale &&
	       (a->type != FIELD_DECIMAL || !(a->stored & REG_STORED_TEXT) ||
		a->scale == b->scale) &&
	       (!a->format || strcmp(a->format, b->format) == 0);
}

/* {"own_column": "table.column", ...}; the other side is a table before. */
static int read_on(struct plan *p, struct plan_join *join, struct json v, struct err *err)
{
	size_t own = p->ntables - 1;
	struct json i;

	join->on = mem_zalloc(json_count(v) + 1, sizeof(*join->on));
	for (i = json_first(v); json_is(i); i = json_next(i)) {
		struct plan_on *on = &join->on[join->non++];
		const char *text;

		if (json_get_str(i, &text, err) < 0 ||
		    find_column(p->tables[own], json_key(i), i, &on->own, err) < 0 ||
		    find_ref(p, own, text, i, &on->other, err) < 0)
			return -1;
		if (on->own->type != on->other.column->type &&
		    !(is_text(on->own->type) && is_text(on->other.column->type)))
			return json_err(i, err, "\"%s\" is %s, \"%s\" is %s: they cannot match",
					json_key(i), field_type_name(on->own->type), text,
					field_type_name(on->other.column->type));
		if (!is_stored_alike(on->own, on->other.column))
			return json_err(i, err,
					"\"%s\" is stored in another form than \"%s\": "
					"they cannot match",
					json_key(i), text);
	}
	if (join->non == 0)
		return json_err(v, err, "\"on\" names no column");
	return 0;
}

static int read_join(struct plan *p, struct json v, struct err *err)
{
	static const char *const words[] = { "error", "drop", "null", NULL };
	struct plan_join *join = &p->joins[p->ntables - 1];
	struct json_obj o;
	struct json on, table;
	const char *name;

	json_open(&o, v, err);
	name = json_str(&o, "table");
	table = json_any(&o, "table");
	on = json_object(&o, "on");
	json_opt_bool(&o, "many", &join->many);
	join->missing = (enum plan_missing)json_opt_choice(&o, "missing", words,
							   PLAN_MISSING_ERROR);
	if (json_close(&o) < 0)
		return -1;
	if (add_table(p, name, table, err) < 0)
		return -1;
	return read_on(p, join, on, err);
}

static int read_joins(struct plan *p, struct json v, struct err *err)
{
	struct json i;

	p->joins = mem_zalloc(json_count(v) + 1, sizeof(*p->joins));
	for (i = json_first(v); json_is(i); i = json_next(i))
		if (read_join(p, i, err) < 0)
			return -1;
	return 0;
}

static int read_column(struct plan *p, struct json v, struct err *err)
{
	struct plan_column *c = &p->columns[p->ncolumns];
	struct json at = v;
	const char *text;
	size_t i;

	if (json_is_object(v)) {
		struct json_obj o;

		json_open(&o, v, err);
		text = json_str(&o, "column");
		at = json_any(&o, "column");
		c->name = json_str(&o, "as");
		if (json_close(&o) < 0)
			return -1;
	} else if (json_get_str(v, &text, err) < 0) {
		return -1;
	}
	if (find_ref(p, p->ntables, text, at, &c->ref, err) < 0)
		return -1;
	if (!c->name)
		c->name = c->ref.column->name;
	for (i = 0; i < p->ncolumns; i++)
		if (strcmp(p->columns[i].name, c->name) == 0)
			return json_err(at, err,
					"a second column is called \"%s\"; "
					"give it another name with \"as\"",
					c->name);
	p->ncolumns++;
	return 0;
}

static int read_columns(struct plan *p, struct json v, struct err *err)
{
	struct json i;

	if (json_count(v) == 0)
		return json_err(v, err, "\"columns\" is empty");
	p->columns = mem_zalloc(json_count(v), sizeof(*p->columns));
	for (i = json_first(v); json_is(i); i = json_next(i))
		if (read_column(p, i, err) < 0)
			return -1;
	return 0;
}

/* Reads "2025-01" into *m. */
static int read_month(struct json_obj *o, const char *key, struct period *m)
{
	const char *text = json_str(o, key);

	if (!text)
		return -1;
	if (!period_parse(str_of(text), m) || m->level != PERIOD_MONTH) {
		json_fail(o, key, "\"%s\" is not a month as 2026-10", text);
		return -1;
	}
	return 0;
}

static int read_period(struct plan *p, struct json v, const char *override, struct err *err)
{
	struct json_obj o;
	struct json at;
	const char *text;

	json_open(&o, v, err);
	text = json_str(&o, "column");
	at = json_any(&o, "column");
	if (override)
		(void)(json_has(&o, "from"), json_has(&o, "to"));
	else if (read_month(&o, "from", &p->from) == 0 && read_month(&o, "to", &p->to) == 0 &&
		 p->from.n > p->to.n)
		json_fail(&o, "from", "\"from\" is after \"to\"");
	if (json_close(&o) < 0 || find_ref(p, p->ntables, text, at, &p->period, err) < 0)
		return -1;
	if (!is_text(p->period.column->type) && p->period.column->type != FIELD_DATE)
		return json_err(at, err, "\"%s\" holds neither months (text) nor dates", text);
	p->has_period = true;
	return 0;
}

static int read_where(struct plan *p, struct json v, struct err *err)
{
	size_t i;

	if (filter_read(v, &p->where, err) < 0)
		return -1;
	p->where_refs = mem_zalloc(p->where.n + 1, sizeof(*p->where_refs));
	for (i = 0; i < p->where.n; i++) {
		const struct filter_term *t = &p->where.terms[i];

		if (find_ref(p, p->ntables, t->column, t->at, &p->where_refs[i], err) < 0)
			return -1;
		if (t->op == FILTER_UNDER && !p->where_refs[i].column->codes)
			return json_err(t->at, err,
					"\"under\": the register gives \"%s\" "
					"no code list",
					t->column);
	}
	return 0;
}

static int read_register(struct plan *p, const struct site *site, struct err *err)
{
	char *path = site_path(site, "config/fields/%s.json", p->source);
	int ret = reg_read(path, &p->reg, err);

	free(path);
	return ret;
}

/* The parts in the order in which they need each other. */
static int read_parts(struct plan *p, const struct site *site, const char *period, struct err *err)
{
	struct json_obj o;
	struct json from, columns, join = { NULL, NULL }, range = join, where = join;
	const char *name;

	json_open(&o, json_root(p->doc), err);
	p->dataset = json_str(&o, "dataset");
	p->source = json_str(&o, "source");
	name = json_str(&o, "from");
	from = json_any(&o, "from");
	columns = json_array(&o, "columns");
	json_opt_array(&o, "join", &join);
	json_opt_object(&o, "period", &range);
	json_opt_array(&o, "where", &where);
	if (json_close(&o) < 0 || read_register(p, site, err) < 0)
		return -1;
	if (add_table(p, name, from, err) < 0)
		return -1;
	if ((json_is(join) && read_joins(p, join, err) < 0) || read_columns(p, columns, err) < 0 ||
	    (json_is(range) && read_period(p, range, period, err) < 0) ||
	    (json_is(where) && read_where(p, where, err) < 0))
		return -1;
	return 0;
}

int plan_read(const char *path, const struct site *site, const char *period, struct plan *p,
	      struct err *err)
{
	memset(p, 0, sizeof(*p));
	if (json_read(path, &p->doc, err) < 0)
		return -1;
	p->path = json_path(p->doc);
	if (read_parts(p, site, period, err) < 0)
		return -1;
	if (!period)
		return 0;
	if (!p->has_period)
		return err_set(err, ERR_USAGE, "--period: %s has no \"period\"", p->path);
	if (period_range_parse(period, &p->from, &p->to, err) < 0) {
		err->kind = ERR_USAGE;
		return err_wrap(err, "--period");
	}
	return 0;
}

void plan_release(struct plan *p)
{
	size_t i;

	for (i = 0; p->joins && i + 1 < p->ntables; i++)
		free(p->joins[i].on);
	free(p->joins);
	free(p->tables);
	free(p->columns);
	free(p->where_refs);
	filter_release(&p->where);
	reg_release(&p->reg);
	json_free(p->doc);
	memset(p, 0, sizeof(*p));
}

const char *plan_origin(const struct plan *p, struct plan_ref ref, struct buf *b)
{
	buf_clear(b);
	buf_printf(b, "%s.%s", p->tables[ref.table]->name, ref.column->name);
	return b->p;
}
