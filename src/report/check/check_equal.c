/* Rules of arithmetic: equal sums, and parts that are not more than their whole. */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "report/check/check_rule.h"

enum { TERMS_MAX = 256, SHOWN_MAX = 4 };

struct term {
	int cell;
	bool minus, of_last;
};

struct side {
	struct term terms[TERMS_MAX];
	size_t n;
};

/* A rule of either kind, and the place where it is judged now. */
struct sums {
	struct check *c;
	struct rule *r;
	const char *table, *each; /* "row", "column", or NULL: names are whole keys */
	const struct form_table *t;
	struct json left, right, narrow;
	const char *tolerance;
	bool blank_is_none; /* a form in which nothing stands where there is none */
	const char *at;	    /* the row or column */
	struct side sides[2];
	size_t judged;
	bool said_no_last;
};

static bool is_among(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

static const char *const *names_of(const struct sums *s, bool of_rows, size_t *n)
{
	*n = of_rows ? s->t->ndatarows : s->t->ndatacolumns;
	return of_rows ? s->t->rows : s->t->columns;
}

/* 1: a term; 0: the table has no such cell here; -1: the name is none. */
static int term_read(const struct sums *s, struct json v, struct term *term)
{
	bool by_row = s->each && strcmp(s->each, "row") == 0;
	const char *const *names;
	const char *name;
	size_t n;

	*term = (struct term){ 0 };
	if (json_get_str(v, &name, s->c->err) < 0)
		return -1;
	if (*name == '-') {
		term->minus = true;
		name++;
	}
	if (strncmp(name, "last:", 5) == 0) {
		term->of_last = true;
		name += 5;
	}
	if (!s->each) {
		term->cell = form_find(s->c->form, name);
		return term->cell >= 0
			       ? 1
			       : json_err(v, s->c->err, "the form has no cell \"%s\"", name);
	}
	names = names_of(s, !by_row, &n);
	if (!is_among(names, n, name))
		return json_err(v, s->c->err, "the table %s has no %s \"%s\"", s->table,
				by_row ? "column" : "row", name);
	term->cell = by_row ? form_find_at(s->c->form, s->table, s->at, name)
			    : form_find_at(s->c->form, s->table, name, s->at);
	return term->cell >= 0;
}

static int side_read(const struct sums *s, struct json names, struct side *side)
{
	struct json v;
	int ret;

	side->n = 0;
	for (v = json_first(names); json_is(v); v = json_next(v)) {
		if (side->n == TERMS_MAX)
			return json_err(v, s->c->err, "more than %d terms", TERMS_MAX);
		ret = term_read(s, v, &side->terms[side->n++]);
		if (ret <= 0)
			return ret;
	}
	return side->n > 0;
}

static const struct value *term_value(const struct sums *s, const struct term *term)
{
	const struct filled *last = s->c->with->last;
	int cell = term->cell;

	if (!term->of_last)
		return &s->c->f->values[cell];
	if (!last)
		return NULL;
	cell = check_same_cell(s->c->form, cell, last->form);
	return cell < 0 ? NULL : &last->values[cell];
}

/* False: a term is no number, all are blank, or the sum leaves 38 digits. */
static bool side_sum(const struct sums *s, const struct side *side, int scale, __int128 *sum)
{
	size_t nnumbers = 0;
	__int128 v;

	*sum = 0;
	for (size_t i = 0; i < side->n; i++) {
		const struct value *value = term_value(s, &side->terms[i]);

		if (value && value->state == VALUE_BLANK && s->blank_is_none)
			continue;
		if (!value || value->state != VALUE_NUMBER ||
		    !decimal_rescale(value->v, value->scale, scale, &v) ||
		    !decimal_add(*sum, side->terms[i].minus ? -v : v, sum))
			return false;
		nnumbers++;
	}
	return nnumbers > 0;
}

static int side_scale(const struct sums *s, const struct side *side, int scale)
{
	for (size_t i = 0; i < side->n; i++) {
		const struct value *value = term_value(s, &side->terms[i]);

		if (value && value->state == VALUE_NUMBER && value->scale > scale)
			scale = value->scale;
	}
	return scale;
}

static bool uses_last(const struct side *side)
{
	for (size_t i = 0; i < side->n; i++)
		if (side->terms[i].of_last)
			return true;
	return false;
}

static void add_decimal(struct buf *b, __int128 v, int scale)
{
	char text[DECIMAL_TEXT];

	buf_add(b, text, decimal_format(v, scale, text));
}

static const char *term_label(const struct sums *s, const struct term *term)
{
	const struct form_cell *c = form_cell(s->c->form, term->cell);

	if (!s->each)
		return c->label;
	return strcmp(s->each, "row") == 0 ? c->column_label : c->row_label;
}

/* 甲12＋乙3＝15, or 甲等21项之和＝15 */
static void side_print(const struct sums *s, const struct side *side, __int128 sum, int scale,
		       struct buf *b)
{
	if (side->n > SHOWN_MAX) {
		buf_printf(b, "%s等%zu项之和", term_label(s, &side->terms[0]), side->n);
	} else {
		for (size_t i = 0; i < side->n; i++) {
			const struct term *term = &side->terms[i];
			const struct value *v = term_value(s, term);

			buf_puts(b, term->minus ? "－" : i ? "＋" : "");
			buf_puts(b, term->of_last ? check_before(s->c->form) : "");
			buf_puts(b, term_label(s, term));
			if (v->state == VALUE_NUMBER)
				add_decimal(b, v->v, v->scale);
			else
				buf_puts(b, "（空白）");
		}
	}
	if (side->n > 1) {
		buf_puts(b, "＝");
		add_decimal(b, sum, scale);
	}
}

static int own_cell(const struct side *a, const struct side *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (!a->terms[i].of_last)
			return a->terms[i].cell;
	for (size_t i = 0; i < b->n; i++)
		if (!b->terms[i].of_last)
			return b->terms[i].cell;
	return 0;
}

static void say(struct sums *s, const struct side *a, const struct side *b, __int128 left,
		__int128 right, int scale, const char *relation)
{
	struct buf text = BUF_INIT, found = BUF_INIT, expected = BUF_INIT;

	add_decimal(&found, left, scale);
	add_decimal(&expected, right, scale);
	side_print(s, a, left, scale, &text);
	buf_puts(&text, "，");
	side_print(s, b, right, scale, &text);
	buf_printf(&text, "，%s", relation);
	check_basis(&text, s->r->basis);
	check_found(s->c, s->r->severity, s->r->id, own_cell(a, b), found.p, expected.p, text.p);
	buf_release(&text);
	buf_release(&found);
	buf_release(&expected);
}

static void cover_side(struct sums *s, const struct side *side)
{
	for (size_t i = 0; i < side->n; i++)
		if (!side->terms[i].of_last)
			check_covers(s->c, side->terms[i].cell, s->r->id);
}

/* Without a report before there is nothing to compare with: said once. */
static bool lacks_last(struct sums *s)
{
	if ((!uses_last(&s->sides[0]) && !uses_last(&s->sides[1])) || s->c->with->last)
		return false;
	if (s->c->f && !s->said_no_last)
		verdicts_add(s->c->to, SEVERITY_REMARK, s->r->id, "", s->table, NULL, NULL,
			     "没有提供%s的报告，这一条没有核对（%s）", check_before(s->c->form),
			     s->r->basis);
	s->said_no_last = true;
	return true;
}

/* The report before is there, but not the number. */
static void say_unknown_last(struct sums *s)
{
	for (int k = 0; k < 2; k++)
		for (size_t i = 0; i < s->sides[k].n; i++) {
			const struct term *term = &s->sides[k].terms[i];
			const struct value *v = term_value(s, term);

			if (term->of_last && (!v || v->state != VALUE_NUMBER))
				verdicts_add(s->c->to, SEVERITY_REMARK, s->r->id,
					     form_cell(s->c->form, term->cell)->key,
					     form_cell(s->c->form, term->cell)->label, NULL, NULL,
					     "%s的报告没有这个数，这一条没有核对",
					     check_before(s->c->form));
		}
}

/* As many places as a decimal is written with. */
static int places_of(const char *decimal)
{
	const char *point = decimal ? strchr(decimal, '.') : NULL;

	return point ? (int)strlen(point + 1) : 0;
}

static void judge_equal(struct sums *s)
{
	__int128 left, right, allowed = 0;
	struct side *a = &s->sides[0], *b = &s->sides[1];
	int scale;

	if (lacks_last(s))
		return;
	if (!s->c->f) {
		cover_side(s, a);
		cover_side(s, b);
		return;
	}
	scale = side_scale(s, b, side_scale(s, a, places_of(s->tolerance)));
	if (!side_sum(s, a, scale, &left) || !side_sum(s, b, scale, &right)) {
		say_unknown_last(s);
		return;
	}
	if (s->tolerance)
		decimal_parse(str_of(s->tolerance), scale, &allowed);
	if ((left > right ? left - right : right - left) > allowed)
		say(s, a, b, left, right, scale, "两者应相等");
}

static void judge_part(struct sums *s)
{
	struct side *parts = &s->sides[0], *whole = &s->sides[1];
	__int128 left, right;
	int scale;

	for (size_t i = 0; s->c->f && i < parts->n; i++) {
		struct side one = { .terms = { parts->terms[i] }, .n = 1 };

		scale = side_scale(s, whole, side_scale(s, &one, 0));
		if (side_sum(s, &one, scale, &left) && side_sum(s, whole, scale, &right) &&
		    left > right)
			say(s, &one, whole, left, right, scale, "其中的一部分不应大于全部");
	}
}

static int judge_here(struct sums *s, void (*judge)(struct sums *s))
{
	int left = side_read(s, s->left, &s->sides[0]);
	int right = left < 0 ? -1 : side_read(s, s->right, &s->sides[1]);

	if (right < 0)
		return -1;
	if (left > 0 && right > 0) {
		s->judged++;
		judge(s);
	}
	return 0;
}

static int judge_each(struct sums *s, void (*judge)(struct sums *s))
{
	bool by_row = strcmp(s->each, "row") == 0;
	const char *const *names, *name;
	struct json v;
	size_t n;

	names = names_of(s, by_row, &n);
	for (v = json_first(s->narrow); json_is(v); v = json_next(v)) {
		if (json_get_str(v, &name, s->c->err) < 0)
			return -1;
		if (!is_among(names, n, name))
			return json_err(v, s->c->err, "the table %s has no \"%s\"", s->table, name);
		s->at = name;
		if (judge_here(s, judge) < 0)
			return -1;
	}
	for (size_t i = 0; i < n && !s->narrow.node; i++) {
		s->at = names[i];
		if (judge_here(s, judge) < 0)
			return -1;
	}
	return 0;
}

static int find_table(struct sums *s)
{
	for (size_t i = 0; i < s->c->form->ntables; i++)
		if (strcmp(s->c->form->tables[i].id, s->table) == 0)
			s->t = &s->c->form->tables[i];
	if (!s->t)
		return json_err(s->r->o.value, s->c->err, "the form has no table \"%s\"", s->table);
	return 0;
}

static int run(struct sums *s, void (*judge)(struct sums *s))
{
	static const char *const each_words[] = { "row", "column", NULL };
	static const char *const blank_words[] = { "zero", NULL };
	struct json_obj *o = &s->r->o;
	__int128 allowed;
	int ret;

	s->table = "";
	if (json_has(o, "each")) {
		s->each = each_words[json_choice(o, "each", each_words)];
		s->table = json_str(o, "table");
		json_opt_array(o, strcmp(s->each, "row") == 0 ? "rows" : "columns", &s->narrow);
	}
	s->blank_is_none = json_opt_choice(o, "blank", blank_words, -1) == 0;
	if (json_opt_str(o, "tolerance", &s->tolerance) &&
	    !decimal_parse(str_of(s->tolerance), 6, &allowed))
		json_fail(o, "tolerance", "\"tolerance\" must be a decimal number");
	if (json_close(o) < 0 || (s->each && find_table(s) < 0))
		return -1;
	ret = s->each ? judge_each(s, judge) : judge_here(s, judge);
	if (ret == 0 && s->judged == 0)
		return json_err(o->value, s->c->err, "the rule %s meets no cell", s->r->id);
	return ret;
}

int check_equal(struct check *c, struct rule *r)
{
	struct sums *s = mem_zalloc(1, sizeof(*s));
	int ret;

	s->c = c;
	s->r = r;
	s->left = json_array(&r->o, "left");
	s->right = json_array(&r->o, "right");
	ret = run(s, judge_equal);
	free(s);
	return ret;
}

int check_part(struct check *c, struct rule *r)
{
	struct sums *s = mem_zalloc(1, sizeof(*s));
	int ret;

	s->c = c;
	s->r = r;
	s->left = json_array(&r->o, "parts");
	s->right = json_array(&r->o, "whole");
	ret = run(s, judge_part);
	free(s);
	return ret;
}
