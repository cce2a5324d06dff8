#include "run/line_diff.h"

#include <stdint.h>
#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"

enum { CONTEXT = 3, EDITS_MAX = 2000 };

struct lines {
	struct str *items;
	size_t n;
};

/* ' ' both, '-' old only, '+' new only; with the numbers of the lines, from 0. */
struct edit {
	char kind;
	size_t old, new;
};

struct script {
	struct edit *items;
	size_t n, capacity;
};

static void split(struct str text, struct lines *to)
{
	const char *at = text.p, *end = text.p + text.n, *newline;
	size_t capacity = 0;

	*to = (struct lines){ mem_grow(NULL, &capacity, 1, sizeof(*to->items)), 0 };
	for (; at < end; at = newline + 1) {
		newline = memchr(at, '\n', (size_t)(end - at));
		if (!newline)
			newline = end;
		to->items = mem_grow(to->items, &capacity, to->n + 1, sizeof(*to->items));
		to->items[to->n++] = (struct str){ at, (size_t)(newline - at) };
	}
}

static void add(struct script *s, char kind, size_t old, size_t new)
{
	s->items = mem_grow(s->items, &s->capacity, s->n + 1, sizeof(*s->items));
	s->items[s->n++] = (struct edit){ kind, old, new };
}

static void reverse(struct script *s, size_t from)
{
	size_t i = from, j = s->n;

	for (; i + 1 < j; i++) {
		struct edit e = s->items[i];

		s->items[i] = s->items[--j];
		s->items[j] = e;
	}
}

/* The middle of two texts, after what both begin with and before what both end with. */
struct middle {
	const struct lines *old, *new;
	size_t begin, nold, nnew;
};

static bool is_same(const struct middle *m, long x, long y)
{
	return str_is(m->old->items[m->begin + (size_t)x], m->new->items[m->begin + (size_t)y]);
}

/* One round: the furthest that d edits reach on every diagonal; true at the end. */
static bool reach(const struct middle *m, long *furthest, long d)
{
	long k, x, y;

	for (k = -d; k <= d; k += 2) {
		if (k == -d || (k != d && furthest[k - 1] < furthest[k + 1]))
			x = furthest[k + 1];
		else
			x = furthest[k - 1] + 1;
		for (y = x - k; x < (long)m->nold && y < (long)m->nnew && is_same(m, x, y); y++)
			x++;
		furthest[k] = x;
		if (x >= (long)m->nold && y >= (long)m->nnew)
			return true;
	}
	return false;
}

/* Walks back through the rounds; the edits come last first. */
static void walk_back(const struct middle *m, long *const *rounds, long d, struct script *s)
{
	long x = (long)m->nold, y = (long)m->nnew, k, before;
	size_t b = m->begin, from = s->n;

	for (; d >= 0; d--) {
		k = x - y;
		before = d == 0 ? 0
			 : k == -d || (k != d && rounds[d - 1][k - 1] < rounds[d - 1][k + 1])
				 ? k + 1
				 : k - 1;
		/* Along the diagonal to where the edit of this round ended. */
		while (d == 0 ? x > 0 && y > 0
			      : x > rounds[d - 1][before] + (before < k) &&
					y > rounds[d - 1][before] - before + (before > k)) {
			x--;
			y--;
			add(s, ' ', b + (size_t)x, b + (size_t)y);
		}
		if (d == 0)
			break;
		if (before > k)
			add(s, '+', b + (size_t)x, b + (size_t)--y);
		else
			add(s, '-', b + (size_t)--x, b + (size_t)y);
	}
	reverse(s, from);
}

static void replace(const struct middle *m, struct script *s)
{
	size_t i;

	for (i = 0; i < m->nold; i++)
		add(s, '-', m->begin + i, m->begin);
	for (i = 0; i < m->nnew; i++)
		add(s, '+', m->begin + m->nold, m->begin + i);
}

/* Every round needs the furthest points of the one before: diagonals -d-1 to d+1. */
static void compare_middle(const struct middle *m, struct script *s)
{
	long d, i, most = (long)(m->nold + m->nnew);
	long **rounds, *furthest;
	bool done = false;

	if (most > EDITS_MAX)
		most = EDITS_MAX;
	rounds = mem_zalloc((size_t)most + 2, sizeof(*rounds));
	furthest = mem_zalloc(2 * (size_t)most + 5, sizeof(*furthest));
	for (d = 0; d <= most && !done; d++) {
		done = reach(m, furthest + most + 2, d);
		rounds[d] = mem_zalloc(2 * (size_t)d + 3, sizeof(long));
		for (i = -d - 1; i <= d + 1; i++)
			rounds[d][i + d + 1] = furthest[most + 2 + i];
		rounds[d] += d + 1; /* so that it is indexed by diagonal */
	}
	if (done)
		walk_back(m, rounds, d - 1, s);
	else
		replace(m, s);
	for (i = 0; i < d; i++)
		free(rounds[i] - i - 1);
	free(rounds);
	free(furthest);
}

static void compare(const struct lines *old, const struct lines *new, struct script *s)
{
	size_t least = old->n < new->n ? old->n : new->n, begin = 0, tail = 0, i;
	struct middle m;

	while (begin < least && str_is(old->items[begin], new->items[begin]))
		begin++;
	while (tail < least - begin &&
	       str_is(old->items[old->n - 1 - tail], new->items[new->n - 1 - tail]))
		tail++;
	for (i = 0; i < begin; i++)
		add(s, ' ', i, i);
	m = (struct middle){ old, new, begin, old->n - begin - tail, new->n - begin - tail };
	compare_middle(&m, s);
	for (i = 0; i < tail; i++)
		add(s, ' ', old->n - tail + i, new->n - tail + i);
}

static bool is_invisible(uint32_t c)
{
	return (c < 0x20 && c != '\t') || (c >= 0x7f && c < 0xa0) || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

void line_put_visible(struct str line, struct buf *to)
{
	const char *at = line.p, *end = line.p + line.n, *from;
	bool is_text = utf8_is_valid(line.p, line.n);
	uint32_t c;

	while (at < end) {
		from = at;
		c = is_text ? utf8_next(&at) : (unsigned char)*at++;
		if (is_text && !is_invisible(c))
			buf_add(to, from, (size_t)(at - from));
		else if (!is_text && c >= 0x20 && c < 0x7f)
			buf_putc(to, (char)c);
		else if (is_text)
			buf_printf(to, "\\u%04x", (unsigned)c);
		else
			buf_printf(to, "\\x%02x", (unsigned)c);
	}
}

/* "-FROM,COUNT": of a part of no lines, the line before it is named. */
static void put_range(char sign, size_t from, size_t count, struct buf *to)
{
	buf_printf(to, "%c%zu", sign, count ? from + 1 : from);
	if (count != 1)
		buf_printf(to, ",%zu", count);
}

static void put_hunk(const struct script *s, size_t from, size_t end, const struct lines *old,
		     const struct lines *new, struct buf *to)
{
	size_t i, nold = 0, nnew = 0;

	for (i = from; i < end; i++) {
		nold += s->items[i].kind != '+';
		nnew += s->items[i].kind != '-';
	}
	buf_puts(to, "@@ ");
	put_range('-', s->items[from].old, nold, to);
	buf_putc(to, ' ');
	put_range('+', s->items[from].new, nnew, to);
	buf_puts(to, " @@\n");
	for (i = from; i < end; i++) {
		const struct edit *e = &s->items[i];

		buf_putc(to, e->kind);
		line_put_visible(e->kind == '+' ? new->items[e->new] : old->items[e->old], to);
		buf_putc(to, '\n');
	}
}

/* The end of the hunk that begins at `at`: differences nearer than twice the context are one. */
static size_t hunk_end(const struct script *s, size_t at)
{
	size_t i, last = at;

	for (i = at; i < s->n && i <= last + 2 * CONTEXT + 1; i++)
		if (s->items[i].kind != ' ')
			last = i;
	return last + 1 + CONTEXT < s->n ? last + 1 + CONTEXT : s->n;
}

void line_diff(struct str old, struct str new, struct buf *to)
{
	struct script s = { NULL, 0, 0 };
	struct lines a, b;
	size_t i = 0, end = 0;

	split(old, &a);
	split(new, &b);
	compare(&a, &b, &s);
	while (i < s.n) {
		if (s.items[i].kind == ' ') {
			i++;
			continue;
		}
		end = hunk_end(&s, i);
		put_hunk(&s, i < CONTEXT ? 0 : i - CONTEXT, end, &a, &b, to);
		i = end;
	}
	free(a.items);
	free(b.items);
	free(s.items);
}
