#include "protect/rules/crowd.h"

#include "protect/rules/primary.h"

/* Two counts of persons, say: of one kind or of two. */
static bool is_same_quantity(const struct cells *c, int a, int b)
{
	const char *x = c->measures[a].quantity, *y = c->measures[b].quantity;

	if (x && y)
		return strcmp(x, y) == 0;
	return strcmp(cells_field(c, a)->name, cells_field(c, b)->name) == 0;
}

bool crowd_is_first(const struct policy *p, const struct cells *c, int k)
{
	int i;

	for (i = 0; i < k; i++)
		if (is_same_quantity(c, p->count_measures[i], p->count_measures[k]))
			return false;
	return true;
}

/* What lies between two ends of one year: after `after`, up to `upto`. */
struct window {
	int after, upto;
};

static struct window window_of(const struct axis *a, int node, enum measure_kind kind)
{
	struct window w;

	if (axis_is_since_january(a, node))
		return (struct window){ -1, a->end_of[axis_own_period(a, node)] };
	if (node >= a->n)
		return (struct window){ a->intervals[node - a->n].after,
					a->intervals[node - a->n].upto };
	w = (struct window){ a->before[node], a->end_of[node] };
	if (kind == MEASURE_CUMULATIVE)
		w.after = -1;
	return w;
}

/* Whether who is counted in the node's period is counted within. */
static bool is_within(const struct axis *a, struct window w, int node, enum measure_kind kind)
{
	int end = a->end_of[node];

	if (a->ends[end].first != a->ends[w.upto].first || end > w.upto)
		return false;
	return kind == MEASURE_STOCK ? end > w.after : a->before[node] >= w.after;
}

/* The most that one of its periods has. */
static int64_t most_within(const struct cells *c, int count, struct window w, const int *nodes)
{
	int period = cells_period_axis(c), changed[CELLS_MAX_AXES], i;
	const struct axis *a = &c->axes[period];
	int64_t most = PRIMARY_UNKNOWN, v;

	memcpy(changed, nodes, (size_t)c->naxes * sizeof(*changed));
	for (i = 0; i < a->n; i++) {
		if (!is_within(a, w, i, c->measures[count].kind))
			continue;
		changed[period] = i;
		v = primary_value(c, count, changed);
		most = v > most ? v : most;
	}
	return most;
}

/* Whether the count's value at the nodes is that of the same stretch of time as the measure's. */
static bool is_exact(const struct cells *c, int count, enum measure_kind kind, const int *nodes)
{
	int period = cells_period_axis(c);

	if (period < 0)
		return true;
	if (c->measures[count].kind != kind)
		return false;
	return nodes[period] < c->axes[period].n || kind == MEASURE_CUMULATIVE;
}

static int64_t fewer(int64_t a, int64_t b)
{
	return a == PRIMARY_UNKNOWN || (b != PRIMARY_UNKNOWN && b < a) ? b : a;
}

static int64_t at_least(const struct cells *c, int count, enum measure_kind kind, const int *nodes)
{
	int period = cells_period_axis(c);

	/* Who is there at the end, or came since January, is at least as many. */
	if (kind == MEASURE_STOCK || c->measures[count].kind == MEASURE_CUMULATIVE)
		return primary_value(c, count, nodes);
	return most_within(c, count, window_of(&c->axes[period], nodes[period], kind), nodes);
}

int64_t crowd_behind(const struct policy *p, const struct cells *c, int k, int measure,
		     const int *nodes)
{
	enum measure_kind kind = c->measures[measure].kind;
	int64_t exact = PRIMARY_UNKNOWN, bound = PRIMARY_UNKNOWN, v;
	int i, count;

	for (i = k; i < p->ncounts; i++) {
		count = p->count_measures[i];
		if (!is_same_quantity(c, count, p->count_measures[k]))
			continue;
		if (is_exact(c, count, kind, nodes)) {
			exact = fewer(exact, primary_value(c, count, nodes));
		} else {
			v = at_least(c, count, kind, nodes);
			bound = v > bound ? v : bound;
		}
	}
	return exact != PRIMARY_UNKNOWN ? exact : bound;
}

int64_t crowd_in_period(const struct policy *p, const struct cells *c, int k, const int *nodes)
{
	int64_t fewest = PRIMARY_UNKNOWN;
	int i, count;

	for (i = k; i < p->ncounts; i++) {
		count = p->count_measures[i];
		if (is_same_quantity(c, count, p->count_measures[k]) &&
		    c->measures[count].kind != MEASURE_CUMULATIVE)
			fewest = fewer(fewest, primary_value(c, count, nodes));
	}
	return fewest;
}
