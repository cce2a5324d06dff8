#include "report/yearbook/crosstab.h"

#include <stdlib.h>

#include "core/mem.h"
#include "report/yearbook/yearbook.h"

struct tab_column {
	const char *label, *group; /* group may be NULL */
	const char *key;
	struct quantity quantity;
	struct place place;
	struct json json;
};

struct tab {
	struct yearbook_table t;
	struct tab_column *columns;
	size_t ncolumns;
	bool has_groups;
};

static int read_column(struct tab *tab, struct json v, struct tab_column *c, struct err *err)
{
	struct json at = { 0 };
	long long scale = tab->t.quantity.scale;
	struct json_obj o;
	struct buf key = BUF_INIT;

	*c = (struct tab_column){ .quantity = tab->t.quantity, .json = v };
	json_open(&o, v, err);
	c->label = json_str(&o, "label");
	json_opt_str(&o, "group", &c->group);
	json_opt_str(&o, "of", &c->quantity.of);
	json_opt_str(&o, "measure", &c->quantity.measure);
	json_opt_str(&o, "unit", &c->quantity.unit);
	json_opt_str(&o, "stored", &c->quantity.stored);
	if (json_opt_int(&o, "scale", &scale) && (scale < 0 || scale > 6))
		json_fail(&o, "scale", "\"scale\" must be 0 to 6");
	c->quantity.scale = (int)scale;
	json_opt_object(&o, "at", &at);
	if (!*c->quantity.of || !*c->quantity.measure)
		json_fail(&o, "label",
			  "neither the column nor the table says \"of\" and \"measure\"");
	if (json_close(&o) < 0 || place_read(&tab->t, at, &c->place, err) < 0)
		return -1;
	buf_printf(&key, "%s%s%s", c->group ? c->group : "", c->group ? "·" : "", c->label);
	c->key = pool_take(&tab->t.pool, buf_detach(&key));
	tab->has_groups |= c->group != NULL;
	return 0;
}

static int read_columns(struct tab *tab, struct json list, struct err *err)
{
	tab->columns = mem_zalloc(json_count(list) + 1, sizeof(*tab->columns));
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if (read_column(tab, i, &tab->columns[tab->ncolumns++], err) < 0)
			return -1;
	return tab->ncolumns ? 0 : json_err(list, err, "the table has no columns");
}

static void put_head(struct doc_table *to, int row, int column, int rowspan, int colspan,
		     const char *text)
{
	doc_cell(to, row, column, rowspan, colspan, text)->head = true;
}

/* The unit of a column stands in its head where it is not that of the table. */
static void put_column_head(const struct tab *tab, struct doc_table *to, int row, int column,
			    const struct tab_column *c)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, c->label);
	if (*c->quantity.unit && strcmp(c->quantity.unit, tab->t.quantity.unit) != 0)
		buf_printf(&b, "（%s）", c->quantity.unit);
	put_head(to, row, column, tab->has_groups && row == 0 ? 2 : 1, 1, b.p);
	buf_release(&b);
}

static bool same_group(const struct tab_column *a, const struct tab_column *b)
{
	return a->group && b->group && strcmp(a->group, b->group) == 0;
}

static void put_heads(const struct tab *tab, struct doc_table *to)
{
	to->nhead = tab->has_groups ? 2 : 1;
	put_head(to, 0, 0, to->nhead, 1, tab->t.label);
	for (size_t i = 0; i < tab->ncolumns; i++) {
		const struct tab_column *c = &tab->columns[i];
		int span = 1;

		if (!c->group) {
			put_column_head(tab, to, 0, (int)i + 1, c);
			continue;
		}
		if (i && same_group(c - 1, c))
			continue;
		while (i + (size_t)span < tab->ncolumns && same_group(c, c + span))
			span++;
		put_head(to, 0, (int)i + 1, 1, span, c->group);
	}
	for (size_t i = 0; i < tab->ncolumns; i++)
		if (tab->columns[i].group)
			put_column_head(tab, to, 1, (int)i + 1, &tab->columns[i]);
}

/* Table, row and column together say where it stands: a later one wins. */
static int locate(const struct tab *tab, const struct yearbook_row *r, const struct tab_column *c,
		  struct place *p, struct err *err)
{
	const struct place *more[] = { &r->place, &c->place };

	*p = tab->t.place;
	for (size_t k = 0; k < 2; k++)
		for (size_t i = 0; i < more[k]->n; i++)
			if (place_set(p, c->json, more[k]->at[i].dimension, more[k]->at[i].code,
				      err) < 0)
				return -1;
	return 0;
}

static int put_row(struct tab *tab, struct doc_table *to, size_t number, struct err *err)
{
	const struct yearbook_row *r = &tab->t.rows[number];
	struct spot spot = { .to = to, .row = to->nhead + (int)number, .of = r };
	struct place place;
	struct got got;

	yearbook_put_label(to, spot.row, r);
	for (size_t i = 0; i < tab->ncolumns; i++) {
		const struct tab_column *c = &tab->columns[i];

		if (locate(tab, r, c, &place, err) < 0 ||
		    yearbook_get(&tab->t, c->json, &c->quantity, &place, &got, err) < 0)
			return -1;
		spot.column = (int)i + 1;
		spot.column_key = c->key;
		yearbook_put(&tab->t, &spot, &got, &c->quantity, &place);
	}
	return 0;
}

static int put_table(struct tab *tab, struct doc *d, struct err *err)
{
	struct doc_table *to = yearbook_table_put(&tab->t, d);

	put_heads(tab, to);
	for (size_t i = 0; i < tab->t.nrows; i++)
		if (put_row(tab, to, i, err) < 0)
			return -1;
	return yearbook_finish(&tab->t, to, err);
}

int crosstab_make(struct json spec, const struct crosstab_with *with, struct doc *d,
		  struct err *err)
{
	struct tab tab = { 0 };
	struct json columns;
	struct json_obj o;
	int ret = -1;

	json_open(&o, spec, err);
	json_str(&o, "id");
	columns = json_array(&o, "columns");
	if (yearbook_table_open(&tab.t, &o, with, d) == 0 && read_columns(&tab, columns, err) == 0)
		ret = put_table(&tab, d, err);
	free(tab.columns);
	yearbook_table_release(&tab.t);
	return ret;
}
