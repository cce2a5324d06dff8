#include "core/mem.h"
#include "protect/cells/axis.h"

/* Where what has no known period ends: in a year of its own. */
enum { UNKNOWN_MONTH = INT32_MAX };

/* The period of a node whose level says so too. */
static bool node_period(const struct axis *a, int i, struct period *p)
{
	static const char *const names[] = { "year", "quarter", "month" };

	return period_parse(str_of(a->codes[i]), p) && strcmp(a->levels[i], names[p->level]) == 0;
}

static bool is_unknown(const struct axis *a, int i)
{
	return strcmp(a->codes[i], "_U") == 0;
}

static int count_periods(const struct axis *a, int *others)
{
	int i, n = 0;
	struct period p;

	*others = 0;
	for (i = 0; i < a->n; i++) {
		if (node_period(a, i, &p))
			n++;
		else if (!is_unknown(a, i))
			(*others)++;
	}
	return n;
}

bool axis_holds_periods(const struct axis *a)
{
	int others, n = count_periods(a, &others);

	return n > 0 && others == 0;
}

static int32_t month_of(int32_t day)
{
	return period_of_date(day, PERIOD_MONTH).n;
}

int32_t axis_last_month(const struct axis *a, int node, int32_t last_month)
{
	struct period p;
	int32_t own;

	if (!node_period(a, node, &p))
		return AXIS_NO_MONTH;
	own = month_of(period_last_day(p));
	return own > last_month ? last_month : own;
}

/*
 * The month where each node ends: its own last month or the last that the table covers.
 * Where nobody says what it covers, the end of its last child: a year that is
 * still running has the value of its last month so far, and treating two cells as
 * one too often only protects more.
 */
static int32_t *last_months(const struct axis *a, int32_t last_month)
{
	int32_t *months = mem_zalloc((size_t)a->n, sizeof(*months)), own;
	int i, up;

	for (i = 0; i < a->n; i++)
		months[i] = INT32_MIN;
	for (i = 0; i < a->n; i++) {
		if (!a->is_leaf[i] && last_month == AXIS_NO_MONTH)
			continue;
		own = axis_last_month(a, i, last_month);
		for (up = i; up >= 0; up = a->parents[up])
			if (months[up] < own)
				months[up] = own;
	}
	return months;
}

static int by_month(const void *x, const void *y)
{
	const struct axis_end *a = x, *b = y;

	return a->month < b->month ? -1 : a->month > b->month;
}

static void find_ends(struct axis *a, const int32_t *months)
{
	int i, n = 0;

	a->ends = mem_zalloc((size_t)a->n, sizeof(*a->ends));
	for (i = 0; i < a->n; i++)
		a->ends[i].month = months[i];
	qsort(a->ends, (size_t)a->n, sizeof(*a->ends), by_month);
	for (i = 0; i < a->n; i++)
		if (n == 0 || a->ends[n - 1].month != a->ends[i].month)
			a->ends[n++] = a->ends[i];
	a->nends = n;
	for (i = 0; i < n; i++)
		a->ends[i].first = i > 0 && a->ends[i - 1].month / 12 == a->ends[i].month / 12
					   ? a->ends[i - 1].first
					   : i;
}

static void place_nodes(struct axis *a, const int32_t *months)
{
	struct period p;
	int i, end, before;
	int32_t begin;
	bool known;

	a->end_of = mem_zalloc((size_t)a->n, sizeof(*a->end_of));
	a->before = mem_zalloc((size_t)a->n, sizeof(*a->before));
	for (i = 0; i < a->n; i++) {
		for (end = 0; a->ends[end].month != months[i];)
			end++;
		known = node_period(a, i, &p);
		begin = known ? month_of(period_first_day(p)) : UNKNOWN_MONTH;
		for (before = end; before >= a->ends[end].first; before--)
			if (a->ends[before].month < begin)
				break;
		a->end_of[i] = end;
		a->before[i] = before >= a->ends[end].first ? before : -1;
	}
}

static void list_intervals(struct axis *a)
{
	size_t capacity = 0;
	int upto, after;

	for (upto = 0; upto < a->nends; upto++)
		for (after = a->ends[upto].first; after < upto; after++) {
			a->intervals = mem_grow(a->intervals, &capacity, (size_t)a->nintervals + 1,
						sizeof(*a->intervals));
			a->intervals[a->nintervals++] = (struct axis_interval){ after, upto };
		}
}

void axis_lay_out_periods(struct axis *a, int32_t last_month)
{
	int others, n = count_periods(a, &others);
	int32_t *months;

	a->is_mixed = n > 0 && others > 0;
	if (n == 0 || others > 0)
		return;
	a->kind = AXIS_PERIOD;
	months = last_months(a, last_month);
	find_ends(a, months);
	place_nodes(a, months);
	list_intervals(a);
	free(months);
}

int axis_interval(const struct axis *a, int after, int upto)
{
	int low = 0, high = a->nintervals, middle;
	const struct axis_interval *it;

	if (after < 0 || after >= upto)
		return AXIS_NONE;
	while (low < high) {
		middle = low + (high - low) / 2;
		it = &a->intervals[middle];
		if (it->upto < upto || (it->upto == upto && it->after < after))
			low = middle + 1;
		else
			high = middle;
	}
	return a->n + low;
}
