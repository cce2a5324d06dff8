#include "aggregate/timeline.h"

#include "core/mem.h"

static int32_t january(int32_t month)
{
	return month - month % 12;
}

bool span_takes(const struct span *s, enum measure_kind kind, int32_t from, int32_t to)
{
	if (kind == KIND_STOCK)
		return from <= s->last && s->last <= to;
	if (kind == KIND_CUMULATIVE)
		return january(s->last) <= from && to <= s->last;
	return s->first <= from && to <= s->last;
}

static bool is_unavailable(const struct spec *s, int32_t from, int32_t to)
{
	for (size_t i = 0; i < s->nunavailable; i++) {
		struct period p = s->unavailable[i];

		if (period_first(p, PERIOD_MONTH).n <= to && period_last(p, PERIOD_MONTH).n >= from)
			return true;
	}
	return false;
}

static void set_status(const struct timeline *t, const struct spec *s,
		       const struct spec_dimension *d, struct span *span)
{
	bool cut = january(span->last) < t->first;

	for (int kind = 0; kind < KINDS; kind++) {
		int32_t from = kind == KIND_STOCK	 ? span->last
			       : kind == KIND_CUMULATIVE ? january(span->last)
							 : span->first;

		span->status[kind] = span->incomplete ? TIME_PROVISIONAL : TIME_NORMAL;
		/* A sum since January needs January. */
		if (kind == KIND_CUMULATIVE && cut)
			span->status[kind] = d->provisional ? TIME_PROVISIONAL : TIME_UNAVAILABLE;
		if (is_unavailable(s, from, span->last))
			span->status[kind] = TIME_UNAVAILABLE;
	}
}

/* Adds the span unless it is left out; its index, or `parent` when it is. */
static int add(struct timeline *t, const struct spec *s, const struct spec_dimension *d,
	       struct period p, int parent)
{
	int32_t first = period_first(p, PERIOD_MONTH).n, last = period_last(p, PERIOD_MONTH).n;
	struct span *span = &t->spans[t->n];
	bool incomplete = first < t->first || last > t->last;

	if (!d->has_level[p.level] || (incomplete && !d->provisional))
		return parent;
	span->period = p;
	span->first = first < t->first ? t->first : first;
	span->last = last > t->last ? t->last : last;
	span->parent = parent;
	span->incomplete = incomplete;
	set_status(t, s, d, span);
	return t->n++;
}

void timeline_make(struct timeline *t, const struct spec *s, const struct spec_dimension *d,
		   int32_t first, int32_t last)
{
	int year_at = -1, quarter_at = -1;

	*t = (struct timeline){ first, last, NULL, 0 };
	/* Each month opens at most itself, a quarter and a year. */
	t->spans = mem_zalloc(3 * (size_t)(last - first + 1), sizeof(*t->spans));
	for (int32_t n = first; n <= last; n++) {
		struct period month = { PERIOD_MONTH, n };

		if (n == first || n % 12 == 0)
			year_at = add(t, s, d, period_up(month, PERIOD_YEAR), -1);
		if (n == first || n % 3 == 0)
			quarter_at = add(t, s, d, period_up(month, PERIOD_QUARTER), year_at);
		add(t, s, d, month, quarter_at);
	}
}

void timeline_release(struct timeline *t)
{
	free(t->spans);
	*t = (struct timeline){ 0 };
}
