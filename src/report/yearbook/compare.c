#include "report/yearbook/compare.h"

#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/form/change.h"
#include "report/yearbook/compare_over.h"

struct comparison {
	struct yearbook_table t;
	struct over over;
	bool growth, contribution;
	struct got *got; /* by row, then period */
};

static struct got *got_at(const struct comparison *c, size_t row, size_t period)
{
	return &c->got[row * c->over.n + period];
}

static int locate(struct comparison *c, size_t row, size_t period, struct place *p, struct err *err)
{
	const struct yearbook_row *r = &c->t.rows[row];

	*p = c->t.place;
	for (size_t i = 0; i < r->place.n; i++)
		if (place_set(p, c->t.json, r->place.at[i].dimension, r->place.at[i].code, err) < 0)
			return -1;
	return place_set(p, c->t.json, c->over.dimension, c->over.codes[period], err);
}

static int get_all(struct comparison *c, struct err *err)
{
	struct place place;

	c->got = mem_zalloc(c->t.nrows * c->over.n + 1, sizeof(*c->got));
	for (size_t r = 0; r < c->t.nrows; r++)
		for (size_t p = 0; p < c->over.n; p++)
			if (locate(c, r, p, &place, err) < 0 ||
			    yearbook_get(&c->t, c->t.json, &c->t.quantity, &place, got_at(c, r, p),
					 err) < 0)
				return -1;
	return 0;
}

static void put_head(struct doc_table *to, int column, const char *text)
{
	doc_cell(to, 0, column, 1, 1, text)->head = true;
}

static void put_heads(const struct comparison *c, struct doc_table *to)
{
	int column = (int)c->over.n + 1;

	to->nhead = 1;
	put_head(to, 0, c->t.label);
	for (size_t i = 0; i < c->over.n; i++)
		put_head(to, (int)i + 1, c->over.labels[i]);
	if (c->growth)
		put_head(to, column++, "增长（%）");
	if (c->contribution)
		put_head(to, column, "贡献（百分点）");
}

/* Both periods of a row as numbers of one scale. */
static bool pair_at(const struct comparison *c, size_t row, __int128 *now, __int128 *last,
		    int scale)
{
	const struct got *a = got_at(c, row, c->over.n - 1), *b = got_at(c, row, c->over.n - 2);

	return a->state == GOT_NUMBER && b->state == GOT_NUMBER &&
	       decimal_rescale(a->v, a->scale, scale, now) &&
	       decimal_rescale(b->v, b->scale, scale, last);
}

/* The scale that holds all numbers of the last two periods. */
static int widest(const struct comparison *c)
{
	int scale = 0;

	for (size_t r = 0; r < c->t.nrows; r++)
		for (size_t p = c->over.n - 2; p < c->over.n; p++)
			if (got_at(c, r, p)->scale > scale)
				scale = got_at(c, r, p)->scale;
	return scale;
}

static void put_shares(struct comparison *c, struct doc_table *to, size_t row)
{
	const struct yearbook_row *r = &c->t.rows[row];
	int column = (int)c->over.n + 1, scale = widest(c);
	__int128 now, last, whole_now, whole_last, v = 0;
	bool is_pair = pair_at(c, row, &now, &last, scale), has;

	if (c->growth) {
		has = is_pair && change_percent(now, scale, last, scale, &v);
		yearbook_put_share(&c->t, to, (int)row + 1, column++, has, v, "增长", r,
				   "(本期/上期－1)×100");
	}
	if (c->contribution) {
		has = is_pair && pair_at(c, 0, &whole_now, &whole_last, scale) &&
		      change_contribution(now, last, whole_last, &v);
		yearbook_put_share(&c->t, to, (int)row + 1, column, has, v, "贡献", r,
				   "(本期－上期)/首行上期×100");
	}
}

static int put_row(struct comparison *c, struct doc_table *to, size_t row, struct err *err)
{
	const struct yearbook_row *r = &c->t.rows[row];
	struct place place;

	yearbook_put_label(to, (int)row + 1, r);
	for (size_t p = 0; p < c->over.n; p++) {
		if (locate(c, row, p, &place, err) < 0)
			return -1;
		yearbook_put(&c->t, to, (int)row + 1, (int)p + 1, got_at(c, row, p), &c->t.quantity,
			     &place, c->over.codes[p], r);
	}
	if (c->over.n > 1)
		put_shares(c, to, row);
	return 0;
}

static int put_table(struct comparison *c, struct doc *d, struct err *err)
{
	struct doc_table *to = doc_table(d, c->t.id, c->t.title);
	struct buf unit = BUF_INIT;

	if (*c->t.quantity.unit) {
		buf_printf(&unit, "单位：%s", c->t.quantity.unit);
		free(to->unit);
		to->unit = buf_detach(&unit);
	}
	put_heads(c, to);
	for (size_t i = 0; i < c->t.nrows; i++)
		if (put_row(c, to, i, err) < 0)
			return -1;
	if (c->contribution && c->t.nrows > 1)
		doc_note(
			to,
			"贡献＝（该行本期－该行上期）／首行上期×100，保留两位小数，未作机械调整。");
	return yearbook_finish(&c->t, to, err);
}

/* A table or chart: its own keys, then those that all share. */
static int open_comparison(struct comparison *c, struct json spec, bool is_table,
			   const struct crosstab_with *with, struct doc *d, struct err *err)
{
	struct json over;
	struct json_obj o;

	*c = (struct comparison){ 0 };
	json_open(&o, spec, err);
	over = json_object(&o, "over");
	json_str(&o, "of");
	json_str(&o, "measure");
	if (is_table) {
		json_str(&o, "id");
		json_opt_bool(&o, "growth", &c->growth);
		json_opt_bool(&o, "contribution", &c->contribution);
	}
	if (yearbook_table_open(&c->t, &o, with, d) < 0 ||
	    over_read(&c->t, over, &c->over, err) < 0)
		return -1;
	if ((c->growth || c->contribution) && c->over.n < 2)
		return json_err(spec, err, "growth needs two periods");
	return get_all(c, err);
}

static void close_comparison(struct comparison *c)
{
	free(c->got);
	yearbook_table_release(&c->t);
}

static int make_table(struct json spec, const struct crosstab_with *with, struct doc *d,
		      struct err *err)
{
	struct comparison c;
	int ret = open_comparison(&c, spec, true, with, d, err);

	if (ret == 0)
		ret = put_table(&c, d, err);
	close_comparison(&c);
	return ret;
}

static int make_charts(struct json spec, const struct crosstab_with *with, struct doc *d,
		       struct err *err)
{
	struct comparison c;
	int ret = open_comparison(&c, spec, false, with, d, err);
	struct doc_charts *charts;

	if (ret == 0 && c.t.ngot == 0)
		ret = err_set(err, ERR_DATA,
			      "%s:%d: the releases hold no point of the charts \"%s\"",
			      json_path(spec.doc), json_line(spec), c.t.title);
	if (ret == 0) {
		charts = doc_charts(d, c.t.title, c.t.quantity.unit, c.t.quantity.scale);
		for (size_t r = 0; r < c.t.nrows; r++) {
			struct doc_series *s = doc_series(charts, c.t.rows[r].label);

			for (size_t p = 0; p < c.over.n; p++)
				doc_point(s, c.over.codes[p], got_at(&c, r, p)->printed,
					  got_at(&c, r, p)->state != GOT_NUMBER);
		}
	}
	close_comparison(&c);
	return ret;
}

static int make_all(struct json list, bool is_table, const struct crosstab_with *with,
		    struct doc *d, struct err *err)
{
	for (struct json i = json_first(list); json_is(i); i = json_next(i))
		if ((is_table ? make_table : make_charts)(i, with, d, err) < 0)
			return -1;
	return 0;
}

int compare_make(struct json spec, const struct crosstab_with *with, struct doc *d, struct err *err)
{
	struct json tables = { 0 }, charts = { 0 };
	const char *heading = NULL;
	struct json_obj o;

	json_open(&o, spec, err);
	json_opt_str(&o, "heading", &heading);
	json_opt_array(&o, "tables", &tables);
	json_opt_array(&o, "charts", &charts);
	if (json_close(&o) < 0)
		return -1;
	if (heading)
		doc_heading(d, 1, heading);
	if (make_all(tables, true, with, d, err) < 0)
		return -1;
	return make_all(charts, false, with, d, err);
}
