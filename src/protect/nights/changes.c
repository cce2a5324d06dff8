#include "protect/nights/changes.h"

#include "core/mem.h"
#include "protect/pattern/eliminate.h"

struct comparison {
	struct protection *p;
	int table;
	int64_t release;
	int *children[CELLS_MAX_AXES], *starts[CELLS_MAX_AXES]; /* by node */
	bool *now, *then; /* by row: shown, tonight and in the release, or to be worked out */
	bool **cache;	  /* `then` of each release of the table at work */
};

static void list_children(struct comparison *k, int a)
{
	const struct axis *x = &k->p->c->axes[a];
	int *next, i;

	k->starts[a] = mem_zalloc((size_t)x->n + 1, sizeof(int));
	k->children[a] = mem_zalloc((size_t)x->n + 1, sizeof(int));
	next = mem_zalloc((size_t)x->n + 1, sizeof(int));
	for (i = 0; i < x->n; i++)
		if (x->parents[i] >= 0)
			k->starts[a][x->parents[i] + 1]++;
	for (i = 0; i < x->n; i++) {
		k->starts[a][i + 1] += k->starts[a][i];
		next[i] = k->starts[a][i];
	}
	for (i = 0; i < x->n; i++)
		if (x->parents[i] >= 0)
			k->children[a][next[x->parents[i]]++] = i;
	free(next);
}

static uint32_t child_row(const struct comparison *k, uint32_t row, int a, int i)
{
	int nodes[CELLS_MAX_AXES];

	memcpy(nodes, cells_nodes(k->p->c, row), (size_t)k->p->c->naxes * sizeof(*nodes));
	nodes[a] = k->children[a][i];
	return cells_find(k->p->c, nodes);
}

/* A whole and its parts of which one is unknown: it is known then. */
static bool work_out(const struct comparison *k, bool *known, uint32_t row, int a)
{
	int node = cells_nodes(k->p->c, row)[a], i;
	uint32_t child, unknown = known[row] ? CELLS_NO_ROW : row, n = !known[row];

	if (k->starts[a][node] == k->starts[a][node + 1] || k->p->c->axes[a].kind == AXIS_OF_WHICH)
		return false;
	for (i = k->starts[a][node]; i < k->starts[a][node + 1] && n < 2; i++) {
		child = child_row(k, row, a, i);
		if (child == CELLS_NO_ROW || known[child] || k->p->pr->states[child] == ROW_ABSENT)
			continue;
		unknown = child;
		n++;
	}
	if (n == 1)
		known[unknown] = true;
	return n == 1;
}

static void work_all_out(const struct comparison *k, bool *known)
{
	bool again = true;
	uint32_t row;
	int a;

	while (again) {
		again = false;
		for (row = 0; row < k->p->c->nrows; row++)
			for (a = 0; a < k->p->c->naxes; a++)
				again |= work_out(k, known, row, a);
	}
}

static void look_at_tonight(struct comparison *k)
{
	uint32_t row;

	for (row = 0; row < k->p->c->nrows; row++)
		k->now[row] = protection_row_is_shown(k->p, row);
	work_all_out(k, k->now);
}

static void look_at_release(struct comparison *k)
{
	const struct past_version *v;
	uint32_t row;

	k->then = k->cache[k->release];
	if (k->then)
		return;
	k->then = k->cache[k->release] = mem_zalloc((size_t)k->p->c->nrows + 1, sizeof(bool));
	for (row = 0; row < k->p->c->nrows; row++) {
		v = past_at(k->p->past, k->table, row, k->release);
		k->then[row] = v && v->view == HISTORY_SHOWN;
	}
	work_all_out(k, k->then);
}

/* The version of a row in that release, when its value is known of both nights. */
static const struct past_version *known_in_both(const struct comparison *k, uint32_t row)
{
	if (!k->now[row] || !k->then[row])
		return NULL;
	return past_at(k->p->past, k->table, row, k->release);
}

static bool change_of(const struct comparison *k, const struct past_version *v, int measure,
		      uint32_t row, int64_t *by)
{
	int64_t now = past_value_now(k->p->c, measure, row);

	if (now == PAST_MISSING || v->truth[measure] == PAST_MISSING ||
	    v->truth[measure] == PAST_UNKNOWN)
		return false;
	*by = now - v->truth[measure];
	return true;
}

static bool is_small(const struct comparison *k, int64_t by)
{
	return by != 0 && by < k->p->p->minimum_change && -by < k->p->p->minimum_change;
}

/* A count is compared along an axis only where wholes are sums of parts. */
static bool adds_up(const struct comparison *k, int measure, int a)
{
	const struct cells *c = k->p->c;

	if (c->measures[measure].table != k->table || c->axes[a].kind == AXIS_OF_WHICH)
		return false;
	return c->axes[a].kind != AXIS_PERIOD || c->measures[measure].kind == MEASURE_FLOW;
}

/* The parts that are not shown anew. */
struct rest {
	int64_t by; /* what they have changed together */
	uint32_t n;
};

static struct rest rest_of(const struct comparison *k, uint32_t row, int a, int measure,
			   int64_t whole)
{
	struct rest r = { whole, 0 };
	int node = cells_nodes(k->p->c, row)[a], i;
	const struct past_version *v;
	int64_t by;
	uint32_t child;

	for (i = k->starts[a][node]; i < k->starts[a][node + 1]; i++) {
		child = child_row(k, row, a, i);
		if (child == CELLS_NO_ROW || k->p->pr->states[child] == ROW_ABSENT)
			continue;
		v = known_in_both(k, child);
		if (v && change_of(k, v, measure, child, &by))
			r.by -= by;
		else
			r.n++;
	}
	return r;
}

/* The shown part with the least cost that has changed; one that takes the rest out of sight,
 * when it should be `enough`. */
static uint32_t find_part(const struct comparison *k, uint32_t row, int a, int measure,
			  const struct rest *r, bool enough)
{
	int node = cells_nodes(k->p->c, row)[a], i;
	uint32_t child, best = CELLS_NO_ROW;
	const struct past_version *v;
	double cost, least = 0;
	int64_t by;

	for (i = k->starts[a][node]; i < k->starts[a][node + 1]; i++) {
		child = child_row(k, row, a, i);
		if (child == CELLS_NO_ROW)
			continue;
		v = protection_row_is_shown(k->p, child) ? known_in_both(k, child) : NULL;
		if (!v || !change_of(k, v, measure, child, &by) || by == 0 ||
		    (enough && (is_small(k, r->by + by) || r->by + by == 0)))
			continue;
		cost = policy_cost(k->p->p, k->p->c, child);
		if (best == CELLS_NO_ROW || cost < least ||
		    (cost <= least && k->p->c->ranks[child] < k->p->c->ranks[best])) {
			best = child;
			least = cost;
		}
	}
	return best;
}

static uint32_t hold(const struct comparison *k, uint32_t row, uint32_t whole, int measure)
{
	protection_suppress(k->p, row, SUPPRESS_CHANGE, k->p->c->measures[measure].kind,
			    BECAUSE_CHANGE, whole);
	return 1;
}

static uint32_t check_whole(const struct comparison *k, uint32_t row, int a, int measure)
{
	const struct past_version *v = known_in_both(k, row);
	int64_t whole;
	struct rest r;
	uint32_t part;

	if (!v || !adds_up(k, measure, a) || !change_of(k, v, measure, row, &whole))
		return 0;
	if (k->starts[a][cells_nodes(k->p->c, row)[a]] ==
	    k->starts[a][cells_nodes(k->p->c, row)[a] + 1])
		return 0;
	r = rest_of(k, row, a, measure, whole);
	if (r.n == 0 || !is_small(k, r.by))
		return 0;
	part = find_part(k, row, a, measure, &r, true);
	if (part == CELLS_NO_ROW && whole != 0 && protection_row_is_shown(k->p, row))
		part = row;
	if (part == CELLS_NO_ROW) /* a total that has not changed is public already */
		part = find_part(k, row, a, measure, &r, false);
	return part == CELLS_NO_ROW ? 0 : hold(k, part, row, measure);
}

static uint32_t compare(struct comparison *k)
{
	const struct policy *policy = k->p->p;
	uint32_t i, row, n = 0;
	int a, m;

	for (i = 0; i < k->p->c->nrows; i++) {
		row = k->p->c->sorted[i];
		for (a = 0; a < k->p->c->naxes; a++)
			for (m = 0; m < policy->ncounts; m++)
				n += check_whole(k, row, a, policy->count_measures[m]);
	}
	return n;
}

/* One pass over the releases of one table. */
static uint32_t compare_all(struct comparison *k)
{
	uint32_t n = 0;

	for (k->release = 1; k->release <= k->p->past->tables[k->table].last; k->release++) {
		look_at_release(k);
		n += compare(k);
	}
	return n;
}

static uint32_t hold_for_table(struct comparison *k)
{
	int64_t last = k->p->past->tables[k->table].last, i;
	uint32_t n, all = 0;

	k->cache = mem_zalloc((size_t)last + 1, sizeof(*k->cache));
	do {
		look_at_tonight(k);
		n = compare_all(k);
		all += n;
	} while (n > 0);
	for (i = 0; i <= last; i++)
		free(k->cache[i]);
	free(k->cache);
	return all;
}

uint32_t changes_hold(struct protection *p)
{
	struct comparison k = { .p = p };
	uint32_t all = 0;
	int a;

	for (a = 0; a < p->c->naxes; a++)
		list_children(&k, a);
	k.now = mem_zalloc((size_t)p->c->nrows + 1, sizeof(*k.now));
	for (k.table = 0; k.table < p->past->ntables; k.table++)
		all += hold_for_table(&k);
	for (a = 0; a < p->c->naxes; a++) {
		free(k.children[a]);
		free(k.starts[a]);
	}
	free(k.now);
	return all;
}
