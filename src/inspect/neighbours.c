#include "inspect/neighbours.h"

#include <stdlib.h>

#include "core/mem.h"
#include "inspect/value_forms.h"

enum { NEAR = 256, LIST = 3, NUMBER_MIN = 4, NUMBER_MAX = 12 };

/* A day that stands in the text, as 8 digits. */
struct day {
	size_t at;
	char text[9];
};

struct judging {
	const struct values *v;
	const struct folded *f;
	bool is_title;
	struct day *days;
	size_t ndays, capacity;
};

static bool is_border(const struct folded *f, size_t i)
{
	return i == 0 || i >= f->n || f->gap[i] != GAP_NONE;
}

/* Digits from i on, at most `most`, up to the next gap or other character. */
static int digits_at(const struct folded *f, size_t i, int most)
{
	int n = 0;

	while (n < most && folded_is_digit(f, i + (size_t)n) &&
	       (n == 0 || f->gap[i + (size_t)n] == GAP_NONE))
		n++;
	return n;
}

static int number(const char *p, int n)
{
	int v = 0;

	while (n--)
		v = v * 10 + *p++ - '0';
	return v;
}

static void put_number(char *to, int v, int n)
{
	for (; n > 0; v /= 10)
		to[--n] = (char)('0' + v % 10);
}

/* Moves *i over what may stand between the parts of a date: a gap, or 年, 月. */
static bool next_part(const struct folded *f, size_t *i)
{
	if (*i < f->n && f->gap[*i] != GAP_NONE)
		return true;
	if (*i + 3 < f->n &&
	    (memcmp(f->text + *i, "年", 3) == 0 || memcmp(f->text + *i, "月", 3) == 0)) {
		*i += 3;
		return true;
	}
	return false;
}

/* The day whose year begins at i. */
static bool day_at(const struct folded *f, size_t i, char text[9])
{
	int n = digits_at(f, i, 9), y, m, d;

	if (n < 4 || (!is_border(f, i) && folded_is_digit(f, i - 1)))
		return false;
	y = number(f->text + i, 4);
	if (n == 8) {
		m = number(f->text + i + 4, 2);
		d = number(f->text + i + 6, 2);
	} else {
		i += 4;
		if (n != 4 || !next_part(f, &i) || (n = digits_at(f, i, 3)) < 1 || n > 2)
			return false;
		m = number(f->text + i, n);
		i += (size_t)n;
		if (!next_part(f, &i) || (n = digits_at(f, i, 3)) < 1 || n > 2)
			return false;
		d = number(f->text + i, n);
	}
	if (!value_is_day(y, m, d))
		return false;
	put_number(text, y, 4);
	put_number(text + 4, m, 2);
	put_number(text + 6, d, 2);
	text[8] = '\0';
	return true;
}

static void find_days(struct judging *j)
{
	for (size_t i = 0; i < j->f->n; i++) {
		char c = j->f->text[i];
		struct day day = { i, "" };

		if ((c != '1' && c != '2') || !day_at(j->f, i, day.text))
			continue;
		j->days = mem_grow(j->days, &j->capacity, j->ndays + 1, sizeof(*j->days));
		j->days[j->ndays++] = day;
	}
}

static bool is_pair(const struct judging *j, struct str name, const char *p, size_t n)
{
	struct keyset_entry e;

	return keyset_get(j->v->set, values_pair(j->v->set, name, (struct str){ p, n }), &e) &&
	       (e.kinds & KEYSET_PAIR);
}

/* The first day at or behind a byte. */
static size_t first_day(const struct judging *j, size_t at)
{
	size_t low = 0, high = j->ndays;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (j->days[mid].at < at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static bool has_birth(const struct judging *j, struct str name, size_t from, size_t to)
{
	for (size_t i = first_day(j, from); i < j->ndays && j->days[i].at < to; i++)
		if (is_pair(j, name, j->days[i].text, 8))
			return true;
	return false;
}

/* A year says nothing beside a name. */
static bool is_year(const char *p, size_t n)
{
	return n == 4 && (memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0);
}

/* The last four of a number, or the code of a place, as a number of its own. */
static bool has_number(const struct judging *j, struct str name, size_t from, size_t to)
{
	const struct folded *f = j->f;

	for (size_t i = from; i < to;) {
		size_t n = (size_t)digits_at(f, i, NUMBER_MAX + 1);

		if (n == NUMBER_MIN - 1 && i + n < f->n && f->text[i + n] == 'X' &&
		    f->gap[i + n] == GAP_NONE)
			n++;
		if (n >= NUMBER_MIN && n <= NUMBER_MAX && !is_year(f->text + i, n) &&
		    (is_border(f, i) || !folded_is_digit(f, i - 1)) &&
		    is_pair(j, name, f->text + i, n))
			return true;
		i += n ? n : 1;
	}
	return false;
}

static bool has_place(const struct judging *j, struct str name, size_t from, size_t to)
{
	const struct folded *f = j->f;

	for (size_t i = from; i < to; i++) {
		uint64_t lengths = folded_is_start(f, i) && !folded_is_ascii(f, i)
					   ? values_places(j->v, f->text + i)
					   : 0;

		for (; lengths; lengths &= lengths - 1) {
			size_t n = (size_t)__builtin_ctzll(lengths) + 1;

			if (i + n <= f->n && folded_is_start(f, i + n) &&
			    is_pair(j, name, f->text + i, n))
				return true;
		}
	}
	return false;
}

static size_t count_chars(const struct folded *f, size_t from, size_t to)
{
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		n += folded_is_start(f, i);
	return n;
}

static bool is_han(const struct folded *f, size_t i)
{
	return i < f->n && !folded_is_ascii(f, i);
}

/* Nothing but the name stands between two gaps, or between a gap and a number or letter. */
static bool is_word(const struct folded *f, const struct search_hit *h)
{
	bool is_latin = folded_is_ascii(f, h->from);

	return (is_border(f, h->from) || (!is_latin && folded_is_ascii(f, h->from - 1))) &&
	       (is_border(f, h->to) || (!is_latin && folded_is_ascii(f, h->to)));
}

/* No other ideograph follows or comes before without a border of cells. */
static bool is_cell(const struct folded *f, const struct search_hit *h)
{
	return (h->from == 0 || f->gap[h->from] == GAP_BREAK || !is_han(f, h->from - 1)) &&
	       (h->to >= f->n || f->gap[h->to] == GAP_BREAK || !is_han(f, h->to)) && is_word(f, h);
}

/* A name with a gap in it ("张 三") that is no border of cells, or none. */
static bool is_together(const struct folded *f, const struct search_hit *h)
{
	for (size_t i = h->from + 1; i < h->to; i++)
		if (f->gap[i] == GAP_BREAK)
			return false;
	return true;
}

/* The surname in one cell, the given name in the next. */
static bool is_in_two_cells(const struct folded *f, const struct search_hit *h)
{
	size_t surname = 0, cells = 1;

	if (folded_is_ascii(f, h->from))
		return false;
	for (size_t i = h->from + 1; i < h->to; i++) {
		if (!folded_is_start(f, i))
			continue;
		surname += cells == 1;
		cells += f->gap[i] == GAP_BREAK;
	}
	return cells == 2 && (surname == 1 || (surname == 2 && count_chars(f, h->from, h->to) > 3));
}

enum verdict { NOBODY, MAYBE, SOMEBODY };

static enum verdict judge(const struct judging *j, const struct search_hit *h)
{
	const struct folded *f = j->f;
	struct str name = { f->text + h->from, h->to - h->from };
	size_t from = h->from > NEAR ? h->from - NEAR : 0,
	       to = h->to + NEAR < f->n ? h->to + NEAR : f->n;
	bool is_long = count_chars(f, h->from, h->to) > 2, is_alone;

	if (!is_together(f, h))
		return is_long && is_in_two_cells(f, h) && is_cell(f, h) ? SOMEBODY : NOBODY;
	if (folded_is_ascii(f, h->from) && !is_word(f, h))
		return NOBODY;
	is_alone = is_cell(f, h);
	if ((is_alone || j->is_title) && is_long)
		return SOMEBODY;
	if (has_birth(j, name, from, to))
		return SOMEBODY;
	if ((is_alone || is_long) &&
	    (has_number(j, name, from, to) || has_place(j, name, from, to)))
		return SOMEBODY;
	return is_alone ? MAYBE : NOBODY;
}

/* At least LIST different ones among them. */
static bool is_list(const struct folded *f, const struct search_hit *maybe, size_t n)
{
	size_t distinct = 0;
	struct str seen[LIST];

	for (size_t i = 0; i < n && distinct < LIST; i++) {
		struct str name = { f->text + maybe[i].from, maybe[i].to - maybe[i].from };
		size_t k = 0;

		while (k < distinct && !str_is(seen[k], name))
			k++;
		if (k == distinct)
			seen[distinct++] = name;
	}
	return distinct == LIST;
}

static int by_from(const void *pa, const void *pb)
{
	const struct search_hit *a = pa, *b = pb;

	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	return a->to < b->to ? -1 : a->to > b->to;
}

void neighbours_judge(const struct values *v, const struct folded *f, bool is_title,
		      struct search_hits *hits)
{
	struct judging j = { .v = v, .f = f, .is_title = is_title };
	struct search_hit *maybe = NULL;
	size_t n = 0, nmaybe = 0, capacity = 0;
	bool has_days = false;

	for (size_t i = 0; i < hits->n; i++) {
		struct search_hit *h = &hits->items[i];
		enum verdict verdict = NOBODY;

		if (h->kinds & KEYSET_NAME) {
			if (!has_days)
				find_days(&j);
			has_days = true;
			verdict = judge(&j, h);
		}
		if (verdict == MAYBE && h->kinds == KEYSET_NAME) {
			maybe = mem_grow(maybe, &capacity, nmaybe + 1, sizeof(*maybe));
			maybe[nmaybe++] = *h;
		}
		if (verdict != SOMEBODY)
			h->kinds &= ~(unsigned)KEYSET_NAME;
		if (h->kinds)
			hits->items[n++] = *h;
	}
	hits->n = n;
	if (is_list(f, maybe, nmaybe)) {
		hits->items = mem_grow(hits->items, &hits->capacity, n + nmaybe,
				       sizeof(*hits->items));
		memcpy(hits->items + n, maybe, nmaybe * sizeof(*maybe));
		hits->n = n + nmaybe;
		qsort(hits->items, hits->n, sizeof(*hits->items), by_from);
	}
	free(maybe);
	free(j.days);
}
