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

/* What a share is made of: this row now and last, and last of the row that it is a share of. */
struct share_of {
	const struct got *items[3];
	size_t n;
	__int128 v[3]; /* at one scale */
};

/* All are numbers of one scale; otherwise the share is what the worst of them is. */
static bool take_numbers(struct share_of *of, int scale, struct share *s)
{
	static const char *const why[] = { [GOT_PROTECTED] = "所用数字为保护个人信息不予公布",
					   [GOT_NOT_APPLICABLE] = "所用数字不适用",
					   [GOT_MISSING] = "所用数字尚未建库或尚未发布" };
	static const int weight[] = {
		[GOT_NUMBER] = 0, [GOT_NOT_APPLICABLE] = 1, [GOT_MISSING] = 2, [GOT_PROTECTED] = 3
	};

	for (size_t i = 0; i < of->n; i++) {
		const struct got *g = of->items[i];

		if (weight[g->state] > weight[s->state])
			s->state = g->state;
		if (g->status && (!s->status || *g->status == 'p'))
			s->status = g->status;
		if (g->state == GOT_NUMBER && !decimal_rescale(g->v, g->scale, scale, &of->v[i])) {
			s->state = GOT_NOT_APPLICABLE;
			s->why = "数值过大，不计算";
			return false;
		}
	}
	s->why = why[s->state];
	return s->state == GOT_NUMBER;
}

static void put_share(struct comparison *c, const struct spot *spot, size_t row, bool is_growth)
{
	size_t now = c->over.n - 1, base = is_growth ? row : 0;
	const struct yearbook_row *r = &c->t.rows[row], *whole = &c->t.rows[base];
	struct share_of of = {
		{ got_at(c, row, now), got_at(c, row, now - 1), got_at(c, base, now - 1) }, 3, { 0 }
	};
	struct share s = { .state = GOT_NUMBER, .unit = is_growth ? "%" : "百分点" };
	struct buf rule = BUF_INIT;

	buf_printf(&rule, "（%s/%s/%s − %s/%s/%s）÷ %s/%s/%s × 100，保留两位小数", c->t.id, r->key,
		   c->over.codes[now], c->t.id, r->key, c->over.codes[now - 1], c->t.id, whole->key,
		   c->over.codes[now - 1]);
	s.rule = rule.p;
	if (take_numbers(&of, widest(c), &s) &&
	    !change_contribution(of.v[0], of.v[1], of.v[2], &s.v)) {
		s.state = GOT_NOT_APPLICABLE;
		s.why = of.v[2] == 0 ? "上期为零，不计算" : "数值过大，不计算";
	}
	yearbook_put_share(&c->t, spot, &s);
	buf_release(&rule);
}

static int put_row(struct comparison *c, struct doc_table *to, size_t row, struct err *err)
{
	const struct yearbook_row *r = &c->t.rows[row];
	struct spot spot = { .to = to, .row = (int)row + 1, .of = r };
	struct place place;

	yearbook_put_label(to, (int)row + 1, r);
	for (size_t p = 0; p < c->over.n; p++) {
		if (locate(c, row, p, &place, err) < 0)
			return -1;
		spot.column++;
		spot.column_key = c->over.codes[p];
		yearbook_put(&c->t, &spot, got_at(c, row, p), &c->t.quantity, &place);
	}
	if (c->growth) {
		spot.column++;
		spot.column_key = "增长";
		put_share(c, &spot, row, true);
	}
	if (c->contribution) {
		spot.column++;
		spot.column_key = "贡献";
		put_share(c, &spot, row, false);
	}
	return 0;
}

static bool is_empty(const struct comparison *c, size_t period)
{
	size_t r = 0;

	while (r < c->t.nrows && !got_at(c, r, period)->is_there)
		r++;
	return r == c->t.nrows;
}

/* A column of which nothing is there is one thing to say. */
static void note_empty(const struct comparison *c, struct doc_table *to)
{
	struct buf b = BUF_INIT;

	for (size_t p = 0; p < c->over.n; p++)
		if (is_empty(c, p))
			buf_printf(&b, "%s%s", b.n ? "、" : "", c->over.labels[p]);
	if (b.n) {
		buf_puts(&b, "的数据尚未发布");
		if ((c->growth || c->contribution) && is_empty(c, c->over.n - 2))
			buf_puts(&b, "，不能与之比较");
		buf_puts(&b, "。");
		doc_note(to, b.p);
	}
	buf_release(&b);
}

static int put_table(struct comparison *c, struct doc *d, struct err *err)
{
	struct doc_table *to = yearbook_table_put(&c->t, d);

	put_heads(c, to);
	for (size_t i = 0; i < c->t.nrows; i++)
		if (put_row(c, to, i, err) < 0)
			return -1;
	note_empty(c, to);
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

static void put_charts(const struct comparison *c, struct doc *d)
{
	struct doc_charts *charts = doc_charts(d, c->t.title, c->t.quantity.unit,
					       c->t.quantity.scale);
	bool has_gap = false;
	struct buf b = BUF_INIT;

	for (size_t r = 0; r < c->t.nrows; r++) {
		struct doc_series *s = doc_series(charts, c->t.rows[r].label);

		for (size_t p = 0; p < c->over.n; p++) {
			const struct got *g = got_at(c, r, p);

			doc_point(s, c->over.codes[p], g->printed, g->state != GOT_NUMBER);
			has_gap |= g->state != GOT_NUMBER;
		}
	}
	buf_puts(&b, "各图纵轴相同。");
	if (has_gap)
		buf_puts(&b, "空缺处为保护个人信息不公布或尚未发布，不等于零。");
	yearbook_sources(&c->t, &b);
	doc_paragraph(d, b.p);
	buf_release(&b);
}

static int make_charts(struct json spec, const struct crosstab_with *with, struct doc *d,
		       struct err *err)
{
	struct comparison c;
	int ret = open_comparison(&c, spec, false, with, d, err);

	if (ret == 0 && c.t.ngot == 0)
		ret = err_set(err, ERR_DATA,
			      "%s:%d: the releases hold no point of the charts \"%s\"",
			      json_path(spec.doc), json_line(spec), c.t.title);
	if (ret == 0)
		put_charts(&c, d);
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
