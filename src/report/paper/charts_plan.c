#include "report/paper/charts_plan.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"
#include "report/paper/printable.h"

/* Tenths of a pixel; COLUMN is half the width of a Han character of LABEL size. */
enum {
	PANELS = 4,
	PANEL_MAX = 2400,
	NAME = 120,
	LABEL = 105,
	COLUMN = 58,
	NAME_COLUMN = 62,
	PLOT_TOP = 460,
	PLOT = 900,
	INSET = 70,
	TICKS = 4
};

struct scale {
	__int128 bottom, top, step;
	int places; /* that the ticks are printed with */
	int scale;
};

struct panels {
	const struct doc_charts *charts;
	struct charts_plan *plan;
	struct scale scale;
	const char **slots; /* labels of all series, each once, as they first appear */
	size_t nslots, room;
	int across, gutter, width;
};

static __int128 power(int exponent)
{
	__int128 p = 1;

	while (exponent-- > 0)
		p *= 10;
	return p;
}

static __int128 within(__int128 v)
{
	const __int128 most = power(30);

	return v > most ? most : v < -most ? -most : v;
}

static int columns_of(const char *text)
{
	const char *p = text;
	int n = 0;

	while (*p)
		n += utf8_width(utf8_next(&p));
	return n;
}

static struct charts_mark *add(struct charts_plan *plan, enum charts_kind kind, int x, int y)
{
	struct charts_mark *m;

	plan->marks = mem_grow(plan->marks, &plan->room, plan->n + 1, sizeof(*plan->marks));
	m = &plan->marks[plan->n++];
	*m = (struct charts_mark){ .kind = kind, .x = x, .y = y };
	return m;
}

static void add_line(struct charts_plan *plan, enum charts_kind kind, int x, int y, int x2, int y2)
{
	struct charts_mark *m = add(plan, kind, x, y);

	m->x2 = x2;
	m->y2 = y2;
}

/* The text now belongs to the plan. */
static void add_text(struct charts_plan *plan, int x, int y, enum charts_anchor anchor, int size,
		     char *text)
{
	struct charts_mark *m = add(plan, CHARTS_TEXT, x, y);

	m->anchor = anchor;
	m->size = size;
	m->text = text;
}

static char *clean(const char *text)
{
	struct buf b = BUF_INIT;

	printable_put(&b, text, false);
	return buf_detach(&b);
}

static char *number(__int128 v, int scale)
{
	struct buf b = BUF_INIT;

	printable_number(&b, v, scale);
	return buf_detach(&b);
}

/* The smallest of 1, 2, 5 times a power of ten with which few steps span the range. */
static __int128 step_for(__int128 range)
{
	static const int leads[] = { 1, 2, 5 };
	__int128 unit = 1;
	size_t i;

	for (;; unit *= 10)
		for (i = 0; i < 3; i++)
			if (range <= unit * leads[i] * TICKS)
				return unit * leads[i];
}

static __int128 floor_to(__int128 v, __int128 step)
{
	__int128 n = v / step;

	return (n * step > v ? n - 1 : n) * step;
}

/* Zero is always in sight. */
static void find_scale(const struct doc_charts *c, struct scale *s)
{
	__int128 low = 0, high = 0, v;
	size_t i, j;

	for (i = 0; i < c->nseries; i++)
		for (j = 0; j < c->series[i].npoints; j++) {
			if (c->series[i].missing[j])
				continue;
			v = within(c->series[i].values[j]);
			low = v < low ? v : low;
			high = v > high ? v : high;
		}
	if (low == high)
		high = power(c->scale < 0 || c->scale > 30 ? 0 : c->scale);
	s->step = step_for(high - low);
	s->bottom = floor_to(low, s->step);
	s->top = -floor_to(-high, s->step);
	s->scale = c->scale;
	for (s->places = c->scale, v = s->step; s->places > 0 && v % 10 == 0; v /= 10)
		s->places--;
}

static char *tick_text(const struct scale *s, __int128 v)
{
	return number(v / power(s->scale - s->places), s->places);
}

static int y_of(const struct scale *s, __int128 v)
{
	__int128 range = s->top - s->bottom;

	return PLOT_TOP + (int)(((s->top - within(v)) * PLOT + range / 2) / range);
}

static size_t slot_of(const struct panels *p, const char *label)
{
	size_t i;

	for (i = 0; i < p->nslots; i++)
		if (strcmp(p->slots[i], label) == 0)
			break;
	return i;
}

static void find_slots(struct panels *p)
{
	const struct doc_charts *c = p->charts;
	size_t i, j;

	for (i = 0; i < c->nseries; i++)
		for (j = 0; j < c->series[i].npoints; j++) {
			if (slot_of(p, c->series[i].labels[j]) < p->nslots)
				continue;
			p->slots = mem_grow(p->slots, &p->room, p->nslots + 1, sizeof(*p->slots));
			p->slots[p->nslots++] = c->series[i].labels[j];
		}
}

static void find_widths(struct panels *p)
{
	__int128 v;
	int wide = 1, n;
	char *text;

	for (v = p->scale.bottom; v <= p->scale.top; v += p->scale.step) {
		text = tick_text(&p->scale, v);
		n = (int)strlen(text);
		wide = n > wide ? n : wide;
		free(text);
	}
	p->gutter = wide * NAME_COLUMN + 120;
	p->across = p->charts->nseries < PANELS ? (int)p->charts->nseries : PANELS;
	p->width = (CHARTS_WIDTH - p->gutter) / p->across;
	p->width = p->width > PANEL_MAX ? PANEL_MAX : p->width;
}

/* Grid lines and their numbers, for a whole row of panels. */
static void put_grid(struct panels *p, int npanels)
{
	const struct scale *s = &p->scale;
	int right = p->gutter + npanels * p->width, y;
	__int128 v;

	for (v = s->bottom; v <= s->top; v += s->step) {
		y = y_of(s, v);
		add_line(p->plan, v == 0 ? CHARTS_AXIS : CHARTS_GRID, p->gutter, y, right, y);
		add_text(p->plan, p->gutter - 60, y + 36, CHARTS_END, LABEL, tick_text(s, v));
	}
}

/* The name in at most two lines above the panel; the end of a longer one is cut. */
static void put_name(struct panels *p, int left, const char *name)
{
	int room = (p->width - INSET) / NAME_COLUMN, y;
	char *text = clean(name);
	const char *at = text, *from, *before;
	struct buf line = BUF_INIT;

	for (y = 140; y <= 300 && *at; y += 160) {
		int n = 0;

		for (from = at; *at; n += utf8_width(utf8_next(&at))) {
			before = at;
			if (n + utf8_width(utf8_next(&before)) > room - (y == 300 ? 2 : 0))
				break;
		}
		buf_add(&line, from, (size_t)(at - from));
		if (y == 300 && *at)
			buf_puts(&line, "…");
		add_text(p->plan, left + INSET, y, CHARTS_START, NAME, buf_detach(&line));
	}
	free(text);
}

static int x_of(const struct panels *p, int left, size_t slot)
{
	long long inner = p->width - 2 * INSET;

	return left + INSET + (int)((2 * (long long)slot + 1) * inner / (2 * (long long)p->nslots));
}

/* All labels when they find room, else the first and the last. */
static void put_labels(struct panels *p, int left)
{
	int each = p->nslots ? (p->width - 2 * INSET) / (int)p->nslots : 0,
	    y = PLOT_TOP + PLOT + 170;
	bool all = true;
	size_t i;

	for (i = 0; i < p->nslots; i++)
		if ((columns_of(p->slots[i]) + 1) * COLUMN > each)
			all = false;
	for (i = 0; i < p->nslots; i++) {
		if (all)
			add_text(p->plan, x_of(p, left, i), y, CHARTS_MIDDLE, LABEL,
				 clean(p->slots[i]));
		else if (i == 0)
			add_text(p->plan, left + INSET, y, CHARTS_START, LABEL, clean(p->slots[i]));
		else if (i + 1 == p->nslots)
			add_text(p->plan, left + p->width - INSET, y, CHARTS_END, LABEL,
				 clean(p->slots[i]));
	}
}

static void put_series(struct panels *p, int left, const struct doc_series *s)
{
	size_t i, slot, before = 0;
	int x, y, lastx = 0, lasty = 0;
	bool has = false;
	const __int128 *last = NULL;

	for (i = 0; i < s->npoints; i++) {
		if (s->missing[i]) {
			has = false;
			continue;
		}
		slot = slot_of(p, s->labels[i]);
		x = x_of(p, left, slot);
		y = y_of(&p->scale, s->values[i]);
		if (has && slot == before + 1)
			add_line(p->plan, CHARTS_STROKE, lastx, lasty, x, y);
		add(p->plan, CHARTS_DOT, x, y);
		has = true;
		before = slot;
		lastx = x;
		lasty = y;
		last = &s->values[i];
	}
	if (last)
		add_text(p->plan, left + p->width - INSET, lasty - 60, CHARTS_END, LABEL,
			 number(*last, p->scale.scale));
}

static void put_row(struct panels *p, size_t first)
{
	size_t i;
	int npanels = 0, left;

	for (i = first; i < p->charts->nseries && npanels < p->across; i++)
		npanels++;
	put_grid(p, npanels);
	for (i = 0; i < (size_t)npanels; i++) {
		left = p->gutter + (int)i * p->width;
		put_name(p, left, p->charts->series[first + i].name);
		put_labels(p, left);
		put_series(p, left, &p->charts->series[first + i]);
	}
	p->plan->ends[p->plan->nrows++] = p->plan->n;
}

void charts_plan_make(const struct doc_charts *c, struct charts_plan *plan)
{
	struct panels p = { .charts = c, .plan = plan };
	size_t i;

	*plan = (struct charts_plan){ 0 };
	if (c->nseries == 0)
		return;
	plan->ends = mem_zalloc(c->nseries, sizeof(*plan->ends));
	find_scale(c, &p.scale);
	find_slots(&p);
	find_widths(&p);
	for (i = 0; i < c->nseries; i += (size_t)p.across)
		put_row(&p, i);
	free(p.slots);
}

void charts_plan_release(struct charts_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n; i++)
		free(plan->marks[i].text);
	free(plan->marks);
	free(plan->ends);
	*plan = (struct charts_plan){ 0 };
}
