/* The rows of a table of the yearbook: codes of one dimension, or items one by one. */
#include <stdlib.h>

#include "core/mem.h"
#include "report/yearbook/yearbook.h"

/* "rows" or "items" as read. */
struct rows {
	const char *dimension, *level;
	struct json first, codes, of_which, items;
	const struct released *set;
};

static struct yearbook_row *add_row(struct yearbook_table *t, const char *label, const char *key)
{
	struct yearbook_row *r;

	t->rows = mem_grow(t->rows, &t->rows_room, t->nrows + 1, sizeof(*t->rows));
	r = &t->rows[t->nrows++];
	*r = (struct yearbook_row){ .label = label, .key = key };
	return r;
}

static const char *join(struct yearbook_table *t, const char *a, const char *b)
{
	struct buf to = BUF_INIT;

	buf_printf(&to, "%s·%s", a, b);
	return pool_take(&t->pool, buf_detach(&to));
}

/* {"label": "女性", "at": {...}}: below `base`, or of its own. */
static int read_item(struct yearbook_table *t, struct json v, const struct yearbook_row *base,
		     struct err *err)
{
	struct place place = base ? base->place : (struct place){ 0 };
	const char *key = base ? base->key : NULL, *label;
	struct yearbook_row *r;
	bool of_which = base != NULL;
	struct json at = { 0 };
	struct json_obj o;

	json_open(&o, v, err);
	json_str(&o, "label");
	json_opt_object(&o, "at", &at);
	if (!base)
		json_opt_bool(&o, "of_which", &of_which);
	if (json_close(&o) < 0 || yearbook_text(t, json_member(v, "label"), &label, err) < 0 ||
	    place_read(t, at, &place, err) < 0)
		return -1;
	r = add_row(t, label, key ? join(t, key, label) : label);
	r->of_which = of_which;
	r->level = base ? base->level + 1 : of_which;
	r->place = place;
	t->has_of_which |= of_which;
	return 0;
}

static const char *text_at(struct yearbook_table *t, const struct rows *rows, int64_t row,
			   const char *suffix)
{
	struct buf name = BUF_INIT;
	struct err ignored = ERR_INIT;
	struct str s = STR("");

	buf_printf(&name, "%s%s", rows->dimension, suffix);
	if (schema_find(&rows->set->schema, name.p) >= 0)
		(void)released_text(rows->set, row, name.p, &s, &ignored);
	buf_release(&name);
	return pool_take(&t->pool, mem_strndup(s.p, s.n));
}

/* The first row of the release that holds the code; -1: none. */
static int64_t row_of(struct yearbook_table *t, const struct rows *rows, const char *code,
		      struct err *err)
{
	int column = schema_need(&rows->set->schema, rows->dimension, rows->set->name, err);
	const struct builder *b;
	struct column c;

	if (column < 0)
		return -1;
	b = &rows->set->rows.columns[column];
	builder_view(b, &c);
	for (int64_t i = 0; i < b->nrows && c.type == FIELD_DICT; i++)
		if (!column_is_null(&c, i) && str_is(column_text(&c, i), str_of(code)))
			return i;
	return err_set(err, ERR_CONFIG, "%s:%d: the release %s has no code \"%s\" of %s",
		       json_path(t->json.doc), json_line(t->json), rows->set->name, code,
		       rows->dimension);
}

/* row: one of the release that holds the code; -1: to be looked for. */
static int add_code(struct yearbook_table *t, const struct rows *rows, const char *code,
		    int64_t row, int level, struct err *err)
{
	struct yearbook_row base;
	const char *label;

	if (row < 0)
		row = row_of(t, rows, code, err);
	if (row < 0)
		return -1;
	label = text_at(t, rows, row, "_name");
	label = *label ? label : code;
	base = (struct yearbook_row){ .label = label, .key = label, .level = level };
	if (place_set(&base.place, t->json, rows->dimension, code, err) < 0)
		return -1;
	*add_row(t, label, label) = base;
	for (struct json i = json_first(rows->of_which); json_is(i); i = json_next(i))
		if (read_item(t, i, &base, err) < 0)
			return -1;
	return 0;
}

/* What follows the first rows is a part of them: towns below their county. */
static int has_first(const struct rows *rows)
{
	return json_count(rows->first) > 0;
}

static int add_codes(struct yearbook_table *t, const struct rows *rows, struct json list, int level,
		     struct err *err)
{
	const char *code;

	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (yearbook_text(t, i, &code, err) < 0 ||
		    add_code(t, rows, code, -1, level, err) < 0)
			return -1;
	return 0;
}

/* Each code of the level once, in the order of the release. */
static int add_level(struct yearbook_table *t, const struct rows *rows, struct err *err)
{
	int column = schema_need(&rows->set->schema, rows->dimension, rows->set->name, err);
	const struct builder *b;
	struct column c;
	bool *seen;
	int ret = 0;

	if (column < 0)
		return -1;
	b = &rows->set->rows.columns[column];
	builder_view(b, &c);
	if (c.type != FIELD_DICT)
		return json_err(t->json, err, "%s has no codes", rows->dimension);
	seen = mem_zalloc((size_t)dict_count(c.dict) + 1, sizeof(*seen));
	for (int64_t i = 0; i < b->nrows && ret == 0; i++) {
		int32_t code = column_is_null(&c, i) ? -1 : column_index(&c, i);
		struct str s;

		if (code < 0 || seen[code])
			continue;
		seen[code] = true;
		s = dict_at(c.dict, code);
		if (strcmp(text_at(t, rows, i, "_level"), rows->level) == 0)
			ret = add_code(t, rows, pool_take(&t->pool, mem_strndup(s.p, s.n)), i,
				       has_first(rows), err);
	}
	free(seen);
	return ret;
}

static int add_items(struct yearbook_table *t, struct json list, struct err *err)
{
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (read_item(t, i, NULL, err) < 0)
			return -1;
	return 0;
}

static int add_dimension(struct yearbook_table *t, struct rows *rows, struct err *err)
{
	rows->set = yearbook_set(t, t->json, t->quantity.of, err);
	if (!rows->set || add_codes(t, rows, rows->first, 0, err) < 0 ||
	    add_codes(t, rows, rows->codes, has_first(rows), err) < 0)
		return -1;
	return rows->level ? add_level(t, rows, err) : 0;
}

int yearbook_rows_read(struct yearbook_table *t, struct json v, struct err *err)
{
	struct rows rows = { 0 };
	struct json_obj o;
	int ret;

	json_open(&o, v, err);
	if (json_opt_array(&o, "items", &rows.items)) {
		if (json_close(&o) < 0)
			return -1;
		ret = add_items(t, rows.items, err);
	} else {
		rows.dimension = json_str(&o, "dimension");
		json_opt_array(&o, "first", &rows.first);
		json_opt_str(&o, "level", &rows.level);
		json_opt_array(&o, "codes", &rows.codes);
		json_opt_array(&o, "of_which", &rows.of_which);
		if (json_close(&o) < 0)
			return -1;
		ret = add_dimension(t, &rows, err);
	}
	if (ret == 0 && t->nrows == 0)
		ret = json_err(v, err, "the table has no rows");
	return ret;
}
