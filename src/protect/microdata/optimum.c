#include "protect/microdata/optimum.h"

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

enum { SNAPSHOTS_MAX = 1024, SMALL_TABLE = 2048 };
static const size_t snapshot_bytes = (size_t)256 << 20;

enum tag { TAG_OPEN, TAG_CHECKED, TAG_HOPELESS };

struct search {
	const struct lattice *l;
	struct optimum *o;
	size_t n, strides[MICRODATA_MAX_QUASI];
	uint8_t *tags;
	double *bounds;
	size_t *stack; /* for walks down and up */
	size_t *path;
	int columns[MICRODATA_MAX_QUASI]; /* those that shrink tables most first */
	bool is_monotone, is_exhaustive;
	struct groups snapshots[SNAPSHOTS_MAX];
	size_t nsnapshots, bytes;
};

size_t lattice_size(const struct lattice *l)
{
	size_t n = 1;
	int q;

	for (q = 0; q < l->nquasi; q++) {
		n *= (size_t)(l->to[q] - l->from[q] + 1);
		if (n > LATTICE_MAX_NODES)
			return 0;
	}
	return n;
}

static int level_of(const struct search *s, size_t node, int q)
{
	size_t range = (size_t)(s->l->to[q] - s->l->from[q] + 1);

	return s->l->from[q] + (int)(node / s->strides[q] % range);
}

static void levels_of(const struct search *s, size_t node, int *levels)
{
	int q;

	for (q = 0; q < s->l->nquasi; q++)
		levels[q] = level_of(s, node, q);
}

/* The neighbour one level up or down in column q, or s->n. */
static size_t neighbour(const struct search *s, size_t node, int q, int by)
{
	int level = level_of(s, node, q) + by;

	if (level < s->l->from[q] || level > s->l->to[q])
		return s->n;
	return by > 0 ? node + s->strides[q] : node - s->strides[q];
}

static bool is_open(const struct search *s, size_t node)
{
	if (s->tags[node] != TAG_OPEN)
		return false;
	return s->is_exhaustive || !s->o->is_found || s->bounds[node] < s->o->loss;
}

/* What is below a hopeless node is tagged already. */
static void tag_down(struct search *s, size_t node)
{
	size_t depth = 0, at, next;
	int q;

	s->tags[node] = TAG_HOPELESS;
	s->stack[depth++] = node;
	while (depth > 0) {
		at = s->stack[--depth];
		for (q = 0; q < s->l->nquasi; q++) {
			next = neighbour(s, at, q, -1);
			if (next == s->n || s->tags[next] == TAG_HOPELESS)
				continue;
			s->tags[next] = TAG_HOPELESS;
			s->stack[depth++] = next;
		}
	}
}

/* A loss that never falls is a bound for all nodes above. */
static void raise_bounds(struct search *s, size_t node, double loss)
{
	size_t depth = 0, at, next;
	int q;

	s->bounds[node] = loss;
	s->stack[depth++] = node;
	while (depth > 0) {
		at = s->stack[--depth];
		for (q = 0; q < s->l->nquasi; q++) {
			next = neighbour(s, at, q, 1);
			if (next == s->n || s->bounds[next] >= loss)
				continue;
			s->bounds[next] = loss;
			s->stack[depth++] = next;
		}
	}
}

/* Tables -------------------------------------------------------------------- */

static bool is_below(const struct groups *g, const int *levels, int n)
{
	int q;

	for (q = 0; q < n; q++)
		if (g->levels[q] > levels[q])
			return false;
	return true;
}

static const struct groups *nearest_table(const struct search *s, const int *levels)
{
	const struct groups *best = s->l->bottom;
	size_t i;

	for (i = 0; i < s->nsnapshots; i++)
		if (s->snapshots[i].ncells < best->ncells &&
		    is_below(&s->snapshots[i], levels, s->l->nquasi))
			best = &s->snapshots[i];
	return best;
}

static bool keep_table(struct search *s, struct groups *g)
{
	size_t bytes = groups_bytes(g);

	if (s->nsnapshots == SNAPSHOTS_MAX || s->bytes + bytes > snapshot_bytes)
		return false;
	s->snapshots[s->nsnapshots++] = *g;
	s->bytes += bytes;
	return true;
}

/*
 * The table that a node is rolled up from.  Column by column, in an order that is always
 * the same, tables on the way to it are made and kept, until they are small: nodes that
 * agree in the first columns share them.
 */
static const struct groups *approach(struct search *s, const int *levels)
{
	const struct groups *from = nearest_table(s, levels);
	int between[MICRODATA_MAX_QUASI], i, q;
	struct groups g;

	memcpy(between, from->levels, sizeof(between));
	for (i = 0; i < s->l->nquasi && from->ncells > SMALL_TABLE; i++) {
		q = s->columns[i];
		if (between[q] == levels[q])
			continue;
		between[q] = levels[q];
		if (memcmp(between, levels, (size_t)s->l->nquasi * sizeof(*levels)) == 0)
			break;
		groups_roll_up(&g, from, between);
		if (!keep_table(s, &g)) {
			groups_release(&g);
			break;
		}
		from = &s->snapshots[s->nsnapshots - 1];
	}
	return from;
}

/* Looking ------------------------------------------------------------------- */

static bool is_better(const struct search *s, const struct judgement *j, double loss)
{
	return !s->o->is_found || loss < s->o->loss ||
	       (loss == s->o->loss && j->nbad < s->o->nsuppressed);
}

static bool look_at_table(struct search *s, size_t node, const struct groups *g)
{
	const struct lattice *l = s->l;
	struct judgement j;
	bool is_feasible;
	double loss = 0;

	criteria_judge(l->criteria, g, l->limit, &j);
	is_feasible = j.nbad <= l->limit;
	s->tags[node] = TAG_CHECKED;
	if (is_feasible || l->loss->metric == LOSS_DISCERNIBILITY)
		loss = info_loss_of(l->loss, g, j.verdicts);
	if (l->loss->metric == LOSS_DISCERNIBILITY)
		raise_bounds(s, node, loss);
	if (is_feasible && is_better(s, &j, loss)) {
		s->o->is_found = true;
		s->o->loss = loss;
		s->o->nsuppressed = j.nbad;
		memcpy(s->o->levels, g->levels, sizeof(s->o->levels));
	}
	if (!s->is_exhaustive && (j.nhopeless > l->limit || (!is_feasible && s->is_monotone)))
		tag_down(s, node);
	judgement_release(&j);
	return is_feasible;
}

static bool look(struct search *s, size_t node)
{
	int levels[MICRODATA_MAX_QUASI] = { 0 };
	struct groups g;
	bool is_feasible;

	levels_of(s, node, levels);
	groups_roll_up(&g, approach(s, levels), levels);
	is_feasible = look_at_table(s, node, &g);
	groups_release(&g);
	s->o->nchecked++;
	log_progress("nodes looked at", (long long)s->o->nchecked);
	return is_feasible;
}

/* Order --------------------------------------------------------------------- */

static size_t best_successor(const struct search *s, size_t node)
{
	size_t best = s->n, next;
	int q;

	for (q = 0; q < s->l->nquasi; q++) {
		next = neighbour(s, node, q, 1);
		if (next != s->n && is_open(s, next) &&
		    (best == s->n || s->bounds[next] < s->bounds[best]))
			best = next;
	}
	return best;
}

/*
 * From an open node up as far as nodes are open, then by halves.  When there is a
 * solution already, the last node of the path is likely to be as hopeless as the others,
 * and says so of all below it at once.
 */
static void search_path(struct search *s, size_t node)
{
	size_t low = 0, high = 0, middle;

	for (; node != s->n; node = best_successor(s, node))
		s->path[high++] = node;
	middle = s->o->is_found ? high - 1 : high / 2;
	for (; low < high; middle = low + (high - low) / 2) {
		if (is_open(s, s->path[middle]) ? look(s, s->path[middle])
						: s->tags[s->path[middle]] != TAG_HOPELESS)
			high = middle;
		else
			low = middle + 1;
	}
}

struct place {
	double bound;
	size_t node;
};

static int by_bound(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->bound != y->bound)
		return x->bound < y->bound ? -1 : 1;
	return x->node < y->node ? -1 : x->node > y->node;
}

static struct place *order_nodes(const struct search *s)
{
	struct place *places = mem_zalloc(s->n, sizeof(*places));
	size_t i;

	for (i = 0; i < s->n; i++)
		places[i] = (struct place){ s->bounds[i], i };
	qsort(places, s->n, sizeof(*places), by_bound);
	return places;
}

static int search_all(struct search *s, struct err *err)
{
	struct place *places = order_nodes(s);
	size_t i;
	int ret = 0;

	for (i = 0; ret == 0 && i < s->n; i++)
		while (ret == 0 && is_open(s, places[i].node)) {
			if (s->is_exhaustive)
				look(s, places[i].node);
			else
				search_path(s, places[i].node);
			ret = program_check(err);
		}
	log_progress_end();
	free(places);
	return ret;
}

static void order_columns(struct search *s)
{
	const double *spread = s->l->loss->spread;
	int i, j, q;

	for (i = 0; i < s->l->nquasi; i++) {
		for (j = i; j > 0; j--) {
			q = s->columns[j - 1];
			if (spread[q] >= spread[i])
				break;
			s->columns[j] = q;
		}
		s->columns[j] = i;
	}
}

static void search_start(struct search *s, const struct lattice *l, struct optimum *o)
{
	int levels[MICRODATA_MAX_QUASI], q;
	size_t stride = 1, longest = 1, i;

	s->l = l;
	s->o = o;
	s->n = lattice_size(l);
	for (q = l->nquasi - 1; q >= 0; q--) {
		s->strides[q] = stride;
		stride *= (size_t)(l->to[q] - l->from[q] + 1);
		longest += (size_t)(l->to[q] - l->from[q]);
	}
	s->tags = mem_zalloc(s->n, 1);
	s->bounds = mem_zalloc(s->n, sizeof(*s->bounds));
	s->stack = mem_zalloc(s->n + 1, sizeof(*s->stack));
	s->path = mem_zalloc(longest, sizeof(*s->path));
	for (i = 0; i < s->n; i++) {
		levels_of(s, i, levels);
		s->bounds[i] = info_loss_bound(l->loss, levels);
	}
	order_columns(s);
	s->is_monotone = criteria_are_monotone(l->criteria) || l->limit == 0;
}

int optimum_find(const struct lattice *l, bool exhaustive, struct optimum *o, struct err *err)
{
	struct search *s = mem_zalloc(1, sizeof(*s));
	size_t i;
	int ret;

	*o = (struct optimum){ 0 };
	s->is_exhaustive = exhaustive;
	search_start(s, l, o);
	o->nnodes = s->n;
	ret = search_all(s, err);
	for (i = 0; i < s->nsnapshots; i++)
		groups_release(&s->snapshots[i]);
	free(s->tags);
	free(s->bounds);
	free(s->stack);
	free(s->path);
	free(s);
	return ret;
}
