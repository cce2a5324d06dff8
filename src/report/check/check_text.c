/*
 * Numbers in the text against the tables.
 *
 * A number counts when a unit follows it and one of a rule's words stands before it
 * in the same clause, with no other number between.  What speaks of another year, of a
 * change, or of other business (the rule's `not`) is left alone, as is a number that
 * several rules may mean: silence is better than a wrong finding.
 */
#include <stdlib.h>

#include "core/decimal.h"
#include "core/mem.h"
#include "core/text.h"
#include "report/check/check_line.h"
#include "report/check/check_rule.h"

struct hit {
	const struct text_rule *rule;
	size_t at, length;
	bool is_carry; /* its word speaks of what was carried over */
};

struct texts {
	struct check *c;
	const struct text_rules *all;
	const char *section;
};

/* The last year that the sentence names before the number; 0: none. */
static int year_before(const struct mention *m)
{
	const uint32_t *c = m->line->c;
	int year = 0;

	for (size_t i = m->sentence; i + 4 < m->from; i++)
		if (c[i + 4] == 0x5e74 && line_is_digit(c[i]) && line_is_digit(c[i + 1]) &&
		    line_is_digit(c[i + 2]) && line_is_digit(c[i + 3]))
			year = (int)((c[i] - '0') * 1000 + (c[i + 1] - '0') * 100 +
				     (c[i + 2] - '0') * 10 + (c[i + 3] - '0'));
	return year;
}

static bool is_of_other_time(const struct texts *t, const struct mention *m)
{
	static const char *const words[] = { "同比",   "增加",	 "减少", "增长",   "下降",   "上升",
					     "相比",   "较上",	 "较去", "比上年", "比去年", "多于",
					     "少于",   "平均",	 "每",	 "历年",   "以来",   "累计",
					     "近三年", "近五年", "第",	 NULL };
	int year = year_before(m), own = 0;
	char text[9] = "";

	if (line_has_one_of(m->clause, m->nclause, words))
		return true;
	if (year == 0 || t->c->f->period.n == 0)
		return false;
	period_format(period_up(t->c->f->period, PERIOD_YEAR), text);
	for (const char *p = text; *p; p++)
		own = own * 10 + (*p - '0');
	return year != own;
}

/* The longest of the rule's words in the clause, the last of equals. */
static bool rule_hits(const struct text_rule *r, const struct mention *m, struct hit *h)
{
	*h = (struct hit){ .rule = r };
	for (struct json v = json_first(r->words); json_is(v); v = json_next(v))
		for (size_t i = 0; i < m->nclause; i++) {
			size_t n = word_at(m->clause, m->nclause, i, word_of(v));

			if (n > 0 && n >= h->length) {
				h->at = i;
				h->length = n;
				h->is_carry = strstr(word_of(v), "结转") != NULL;
			}
		}
	if (h->length == 0 || line_has_any(m->clause, m->nclause, r->not ))
		return false;
	return !r->about.node ||
	       line_has_any(m->line->c + m->sentence, m->from - m->sentence, r->about);
}

static bool is_of_section(const struct text_rule *r, const char *section)
{
	for (struct json v = json_first(r->sections); json_is(v); v = json_next(v))
		if (strcmp(word_of(v), section) == 0)
			return true;
	return false;
}

static bool is_within(const struct hit *a, const struct hit *b)
{
	return a != b && a->at >= b->at && a->at + a->length <= b->at + b->length &&
	       a->length < b->length;
}

/* The hits that are not a part of a longer word of another rule. */
static size_t find_hits(const struct texts *t, const struct mention *m, struct hit *hits)
{
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < t->all->n; i++)
		if (is_of_section(&t->all->items[i], t->section) &&
		    rule_hits(&t->all->items[i], m, &hits[n]))
			n++;
	for (size_t i = 0; i < n; i++) {
		bool within = false;

		for (size_t k = 0; k < n; k++)
			within |= is_within(&hits[i], &hits[k]);
		hits[i].rule = within ? NULL : hits[i].rule;
	}
	for (size_t i = 0; i < n; i++)
		if (hits[i].rule)
			hits[kept++] = hits[i];
	return kept;
}

/* The sum of the cells of one alternative; false: not all are whole numbers. */
static bool sum_of(const struct texts *t, struct json keys, __int128 *sum, int *cell)
{
	__int128 v;

	*sum = 0;
	*cell = -1;
	for (struct json k = json_first(keys); json_is(k); k = json_next(k)) {
		int i = form_find(t->c->form, word_of(k));
		const struct value *value = &t->c->f->values[i];

		if (*cell < 0)
			*cell = i;
		if (value->state != VALUE_NUMBER ||
		    !decimal_rescale(value->v, value->scale, 0, &v) || !decimal_add(*sum, v, sum))
			return false;
	}
	return *cell >= 0;
}

/* 1.4万 is said of what rounds to it, and of what begins with it. */
static bool agrees(const struct mention *m, __int128 sum)
{
	__int128 off = sum > m->v ? sum - m->v : m->v - sum;

	return off == 0 || (m->precision > 1 && off * 2 <= m->precision) ||
	       (sum > m->v && off < m->precision) || (m->about && off * 10 <= m->v);
}

static void put_chars(struct buf *b, const uint32_t *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		utf8_put(b, c[i]);
}

static void add_whole(struct buf *b, __int128 v)
{
	char text[DECIMAL_TEXT];

	buf_add(b, text, decimal_format(v, 0, text));
}

static void say(const struct texts *t, const struct text_rule *r, const struct buf *quote,
		const char *found, __int128 sum, int cell, size_t ncells)
{
	struct buf text = BUF_INIT, expected = BUF_INIT;

	add_whole(&expected, sum);
	buf_printf(&text, "“%s”写明“%s”，而表中", t->section, quote->p);
	if (ncells > 1)
		buf_printf(&text, "%zu项之和", ncells);
	buf_printf(&text, "为%s，两者不一致", expected.p);
	check_basis(&text, r->basis);
	check_found(t->c, r->severity, r->id, cell, found, expected.p, text.p);
	buf_release(&text);
	buf_release(&expected);
}

/* One of the alternatives must agree; a cell without a number cannot disagree. */
static void judge(const struct texts *t, const struct text_rule *r, const struct mention *m,
		  const struct buf *quote)
{
	__int128 sum, first = 0;
	int cell, first_cell = -1;
	size_t ncells = 0;
	struct buf found = BUF_INIT;

	for (struct json v = json_first(r->cells); json_is(v); v = json_next(v)) {
		if (!sum_of(t, v, &sum, &cell) || agrees(m, sum))
			return;
		if (first_cell < 0) {
			first = sum;
			first_cell = cell;
			ncells = json_count(v);
		}
	}
	if (first_cell < 0)
		return;
	add_whole(&found, m->v);
	say(t, r, quote, found.p, first, first_cell, ncells);
	buf_release(&found);
}

static void judge_mention(const struct texts *t, const struct mention *m, struct hit *hits)
{
	static const char *const each[] = { "各", "均", "分别", NULL };
	static const char *const past[] = { "上年", "去年", "上一年", NULL };
	size_t n = find_hits(t, m, hits), start = m->nclause > 40 ? m->nclause - 40 : 0;
	struct buf quote = BUF_INIT;

	if (n > 1 && !line_has_one_of(m->clause, m->nclause, each))
		n = 0;
	put_chars(&quote, m->clause + start, m->nclause - start);
	put_chars(&quote, m->line->c + m->from, m->to - m->from);
	for (size_t i = 0; i < n; i++)
		if (hits[i].is_carry ||
		    (!line_has_one_of(m->clause, m->nclause, past) && !is_of_other_time(t, m)))
			judge(t, hits[i].rule, m, &quote);
	buf_release(&quote);
}

/* Whether the clause says that there was none of what the rule counts: 未发生行政复议. */
static bool denies(const struct text_rule *r, const uint32_t *c, size_t n)
{
	if (!r->none.node || line_has_any(c, n, r->not ) || !line_has_any(c, n, r->none))
		return false;
	return r->about.node ? line_has_any(c, n, r->about) : line_has_any(c, n, r->words);
}

static bool has_digit(const uint32_t *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (line_is_digit(c[i]))
			return true;
	return false;
}

static void judge_denial(const struct texts *t, const struct line *l, size_t from, size_t to)
{
	struct mention m = { .line = l, .from = to, .to = to, .precision = 1 };
	struct buf quote = BUF_INIT;

	for (m.sentence = from; m.sentence > 0 && !line_ends_sentence(l->c[m.sentence - 1]);
	     m.sentence--)
		;
	m.clause = l->c + from;
	m.nclause = to - from;
	put_chars(&quote, l->c + from, to - from);
	for (size_t i = 0; i < t->all->n; i++)
		if (is_of_section(&t->all->items[i], t->section) &&
		    denies(&t->all->items[i], l->c + from, to - from) && !is_of_other_time(t, &m))
			judge(t, &t->all->items[i], &m, &quote);
	buf_release(&quote);
}

static void judge_denials(const struct texts *t, const struct line *l)
{
	size_t from = 0;

	for (size_t i = 0; i <= l->n; i++) {
		if (i < l->n && l->c[i] != ',' && !line_ends_sentence(l->c[i]))
			continue;
		/* A year may stand there; any other number is judged by itself. */
		if (i > from && !has_digit(l->c + from, i - from))
			judge_denial(t, l, from, i);
		from = i + 1;
	}
}

static void judge_line(const struct texts *t, const char *text, struct json units)
{
	struct line l = line_of(text);
	struct hit *hits = mem_zalloc(t->all->n + 1, sizeof(*hits));
	size_t floor = 0, next;

	for (size_t i = 0; i < l.n; i = next) {
		struct mention m;

		next = i + 1;
		if (!line_begins_number(&l, i))
			continue;
		if (mention_read(&l, i, floor, units, &m, &next)) {
			/* Things are counted in whole numbers. */
			if (m.scale == 0)
				judge_mention(t, &m, hits);
			floor = next;
			free(m.clause);
		}
	}
	judge_denials(t, &l);
	free(hits);
	free(l.c);
}

void check_text(struct check *c, const struct text_rules *all)
{
	struct texts t = { .c = c, .all = all };

	for (size_t i = 0; i < c->f->npassages && all->n > 0; i++) {
		const struct passage *p = &c->f->passages[i];

		t.section = p->section;
		for (size_t k = 0; k < p->n; k++)
			judge_line(&t, p->paragraphs[k], all->items[0].units);
	}
}

static int check_strings(struct check *c, struct json list)
{
	const char *s;

	for (struct json v = json_first(list); json_is(v); v = json_next(v))
		if (json_get_str(v, &s, c->err) < 0)
			return -1;
	return 0;
}

static int check_cells(struct check *c, struct json cells)
{
	for (struct json v = json_first(cells); json_is(v); v = json_next(v)) {
		if (check_strings(c, v) < 0)
			return -1;
		for (struct json k = json_first(v); json_is(k); k = json_next(k))
			if (form_find(c->form, word_of(k)) < 0)
				return json_err(k, c->err, "the form has no cell \"%s\"",
						word_of(k));
	}
	return 0;
}

int check_text_take(struct check *c, struct rule *r, struct text_rules *all)
{
	struct text_rule t = { .id = r->id, .basis = r->basis, .severity = r->severity };
	const struct passage *p;
	struct json v;

	t.sections = json_array(&r->o, "sections");
	t.words = json_array(&r->o, "words");
	t.units = json_array(&r->o, "units");
	t.cells = json_array(&r->o, "cells");
	json_opt_array(&r->o, "about", &t.about);
	json_opt_array(&r->o, "not", &t.not );
	json_opt_array(&r->o, "none", &t.none);
	if (json_close(&r->o) < 0 || check_strings(c, t.words) < 0 ||
	    check_strings(c, t.units) < 0 || check_strings(c, t.sections) < 0 ||
	    check_strings(c, t.about) < 0 || check_strings(c, t.not ) < 0 ||
	    check_strings(c, t.none) < 0 || check_cells(c, t.cells) < 0)
		return -1;
	for (v = json_first(t.sections); json_is(v); v = json_next(v))
		if (check_passage(c, v, word_of(v), &p) < 0)
			return -1;
	all->items = mem_grow(all->items, &all->room, all->n + 1, sizeof(*all->items));
	all->items[all->n++] = t;
	return 0;
}
