#include "inspect/pdf_places.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"

/* In heights of a character. */
#define CELL_GAP 0.1  /* between characters without a blank */
#define BLANK_GAP 0.4 /* that a blank may fill */
#define LINE_GAP 0.6  /* between the lines of a paragraph */
#define LINE_OVERLAP 0.3
#define ROW_GAP 0.1 /* more than between the lines of a cell */
#define WIDE 10.0   /* a line of a paragraph */

enum { NO_LINE = -1, CELL_LINES = 4, WRAPPED_MIN = 4, WINDOW_LINES = 3 };

/* Characters on one line without a gap. */
struct line {
	const char *p, *end;
	struct pdf_box box;
	long below;
	bool is_below; /* of another */
};

struct lines {
	struct line *items;
	size_t n, capacity;
};

static double height(const struct pdf_box *b)
{
	return fabs(b->y2 - b->y1);
}

static double overlap(double a1, double a2, double b1, double b2)
{
	return fmin(a2, b2) - fmax(a1, b1);
}

/* Whether a character goes on with the line whose last one stands at `last`. */
static bool goes_on(const struct pdf_box *last, const struct pdf_box *next, bool blank)
{
	double h = fmin(height(last), height(next)), gap = next->x1 - last->x2;

	return overlap(last->y1, last->y2, next->y1, next->y2) >= h / 2 && gap >= -h / 2 &&
	       gap <= h * (blank ? BLANK_GAP : CELL_GAP);
}

static void widen(struct pdf_box *to, const struct pdf_box *b)
{
	to->x1 = fmin(to->x1, b->x1);
	to->y1 = fmin(to->y1, b->y1);
	to->x2 = fmax(to->x2, b->x2);
	to->y2 = fmax(to->y2, b->y2);
}

static void find_lines(const char *text, const struct pdf_box *boxes, size_t n, struct lines *l)
{
	const struct pdf_box *last = NULL;

	for (size_t i = 0; i < n && *text; i++) {
		const char *from = text;
		uint32_t c = utf8_next(&text);

		if (c == '\n')
			last = NULL;
		if (c <= ' ' || c == 0xa0)
			continue;
		/* Blanks before it: the text between the two is part of the line. */
		if (!last || !goes_on(last, &boxes[i], from > l->items[l->n - 1].end)) {
			l->items = mem_grow(l->items, &l->capacity, l->n + 1, sizeof(*l->items));
			l->items[l->n++] = (struct line){ from, text, boxes[i], NO_LINE, false };
		}
		l->items[l->n - 1].end = text;
		widen(&l->items[l->n - 1].box, &boxes[i]);
		last = &boxes[i];
	}
}

static int by_place(const void *pa, const void *pb)
{
	const struct line *a = pa, *b = pb;

	if (a->box.y1 != b->box.y1)
		return a->box.y1 < b->box.y1 ? -1 : 1;
	if (a->box.x1 != b->box.x1)
		return a->box.x1 < b->box.x1 ? -1 : 1;
	return a->p < b->p ? -1 : a->p > b->p;
}

static bool is_below(const struct pdf_box *upper, const struct pdf_box *lower)
{
	double h = height(upper), k = height(lower);

	return lower->y1 >= upper->y2 - h * LINE_OVERLAP && lower->y1 <= upper->y2 + h * LINE_GAP &&
	       h < k * 1.3 && k < h * 1.3 &&
	       overlap(upper->x1, upper->x2, lower->x1, lower->x2) >=
		       fmin(upper->x2 - upper->x1, lower->x2 - lower->x1) / 2;
}

/* The first line from the top that is right below, of those on one height the widest. */
static void chain(struct lines *l, size_t i)
{
	struct line *s = &l->items[i], *t, *best = NULL;
	double shared, most = 0;

	for (size_t k = i + 1; k < l->n; k++) {
		t = &l->items[k];
		if (t->box.y1 > s->box.y2 + height(&s->box) * LINE_GAP)
			break;
		if (best && t->box.y1 > best->box.y1 + height(&s->box) / 2)
			break;
		shared = overlap(s->box.x1, s->box.x2, t->box.x1, t->box.x2);
		if (!t->is_below && is_below(&s->box, &t->box) && shared > most) {
			best = t;
			most = shared;
		}
	}
	if (best) {
		best->is_below = true;
		s->below = best - l->items;
	}
}

static double gap_below(const struct lines *l, size_t i)
{
	return l->items[l->items[i].below].box.y1 - l->items[i].box.y2;
}

/* The smallest gap between the lines of a chain. */
static double tightest(const struct lines *l, size_t i)
{
	double least = HUGE_VAL;

	for (; l->items[i].below != NO_LINE; i = (size_t)l->items[i].below)
		least = fmin(least, gap_below(l, i));
	return least;
}

/* The lines of one cell stand closer together than two rows do. */
static bool is_row_end(const struct lines *l, size_t i, double least)
{
	return l->items[i].below == NO_LINE ||
	       gap_below(l, i) > least + ROW_GAP * height(&l->items[i].box);
}

static size_t length(const struct lines *l, size_t i, double least)
{
	size_t n = 1;

	for (; !is_row_end(l, i, least); n++)
		i = (size_t)l->items[i].below;
	return n;
}

/* How many characters of ASCII end the line. */
static size_t word_before(const struct line *s)
{
	size_t n = 0;

	while (s->end - n > s->p && isalnum((unsigned char)s->end[-1 - (long)n]))
		n++;
	return n;
}

static bool is_wrapped(const struct line *upper, const struct line *lower, size_t lines)
{
	double h = height(&upper->box), width = upper->box.x2 - upper->box.x1;
	bool is_number = isalnum((unsigned char)*lower->p) && word_before(upper);

	if (width >= h * WIDE)
		return true;
	if (!is_number)
		return lines <= CELL_LINES || ((*lower->p & 0x80) && (upper->end[-1] & 0x80));
	return lines <= CELL_LINES && word_before(upper) >= WRAPPED_MIN &&
	       width + h / 2 >= lower->box.x2 - lower->box.x1;
}

static void put_cell(const struct lines *l, size_t i, struct buf *cells, struct buf *joined)
{
	double least = tightest(l, i);
	size_t n = length(l, i, least);

	for (;;) {
		const struct line *s = &l->items[i];

		buf_add(cells, s->p, (size_t)(s->end - s->p));
		buf_add(joined, s->p, (size_t)(s->end - s->p));
		if (s->below == NO_LINE)
			break;
		buf_putc(cells, '\n');
		if (is_row_end(l, i, least)) {
			buf_putc(joined, '\n');
			n = length(l, (size_t)s->below, least);
		} else if (!is_wrapped(s, &l->items[s->below], n)) {
			buf_putc(joined, '\n');
		}
		i = (size_t)s->below;
	}
}

static bool is_han_join(const struct line *upper, const struct line *lower)
{
	return (*lower->p & 0x80) && (upper->end[-1] & 0x80) &&
	       upper->box.x2 - upper->box.x1 < height(&upper->box) * WIDE;
}

/* Where rows stand as close as lines nobody can tell which lines are one cell: each two and
 * three of them once more by themselves, for a name that is wrapped under a heading. */
static void put_windows(const struct lines *l, size_t i, struct buf *joined)
{
	for (; l->items[i].below != NO_LINE; i = (size_t)l->items[i].below) {
		const struct line *s = &l->items[i], *t;
		size_t from;

		for (int n = 2; n <= WINDOW_LINES; n++) {
			from = joined->n;
			buf_putc(joined, '\n');
			buf_add(joined, s->p, (size_t)(s->end - s->p));
			t = s;
			for (int k = 1; k < n && t; k++) {
				const struct line *next = t->below == NO_LINE ? NULL
									      : &l->items[t->below];

				t = next && is_han_join(t, next) ? next : NULL;
				if (t)
					buf_add(joined, t->p, (size_t)(t->end - t->p));
			}
			if (!t)
				buf_cut(joined, from);
		}
	}
}

void pdf_places(const char *text, const struct pdf_box *boxes, size_t n, struct buf *cells,
		struct buf *joined)
{
	struct lines l = { NULL, 0, 0 };
	const struct pdf_box *last = NULL;

	find_lines(text, boxes, n, &l);
	if (l.n)
		qsort(l.items, l.n, sizeof(*l.items), by_place);
	for (size_t i = 0; i < l.n; i++)
		chain(&l, i);
	for (size_t i = 0; i < l.n; i++) {
		const struct line *s = &l.items[i];
		char border = '\n';

		if (s->is_below)
			continue;
		if (last && fabs(last->y1 - s->box.y1) < height(&s->box) / 2)
			border = '\t';
		buf_putc(cells, border);
		buf_putc(joined, border);
		put_cell(&l, i, cells, joined);
		last = &s->box;
	}
	for (size_t i = 0; i < l.n; i++)
		if (!l.items[i].is_below)
			put_windows(&l, i, joined);
	free(l.items);
}
