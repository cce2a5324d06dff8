#include "core/mem.h"
#include "protect/cells/axis.h"

/*
 * Every parent that any table names is an edge; a code may have several, for each table names
 * the nearest that it has itself.  Nodes are taken in an order where all their parents
 * come first, so the deepest of them is the nearest, and the others must stand above it.
 */
struct joining {
	struct axis *a;
	const char *const *tables;
	int ntables;
	int *waits;    /* by node: parents that are not placed yet */
	int *start;    /* by node: where its children begin */
	int *children; /* one entry for each claim of a parent */
	int *order;
	int nplaced;
};

static int parent_of(const struct axis *a, const struct axis_claim *claim)
{
	return *claim->parent ? axis_find(a, claim->parent, strlen(claim->parent)) : AXIS_NONE;
}

static const struct axis_claim *first_claim(const struct axis *a, int node)
{
	return a->last_claims[node] < 0 ? NULL : &a->claims[a->last_claims[node]];
}

static const struct axis_claim *next_claim(const struct axis *a, const struct axis_claim *claim)
{
	return claim->previous < 0 ? NULL : &a->claims[claim->previous];
}

static int check_claims(const struct joining *j, int node, struct err *err)
{
	const struct axis *a = j->a;
	const struct axis_claim *claim;

	for (claim = first_claim(a, node); claim; claim = next_claim(a, claim)) {
		if (*claim->parent && parent_of(a, claim) < 0)
			return err_set(err, ERR_DATA,
				       "dimension %s: the parent %s of %s has no row", a->name,
				       claim->parent, a->codes[node]);
		if (strcmp(claim->level, a->levels[node]) != 0)
			return err_set(err, ERR_DATA,
				       "dimension %s: code %s is of level %s in %s, of another in "
				       "a table before it",
				       a->name, a->codes[node], claim->level,
				       j->tables[claim->table]);
	}
	return 0;
}

static int count_edges(struct joining *j, struct err *err)
{
	const struct axis *a = j->a;
	const struct axis_claim *claim;
	int node, up;

	for (node = 0; node < a->n; node++) {
		if (check_claims(j, node, err) < 0)
			return -1;
		for (claim = first_claim(a, node); claim; claim = next_claim(a, claim)) {
			up = parent_of(a, claim);
			if (up >= 0) {
				j->waits[node]++;
				j->start[up + 1]++;
			}
		}
	}
	for (node = 0; node < a->n; node++)
		j->start[node + 1] += j->start[node];
	return 0;
}

static void list_children(struct joining *j)
{
	const struct axis *a = j->a;
	const struct axis_claim *claim;
	int *next = mem_zalloc((size_t)a->n, sizeof(*next)), node, up;

	j->children = mem_zalloc((size_t)j->start[a->n], sizeof(*j->children));
	memcpy(next, j->start, (size_t)a->n * sizeof(*next));
	for (node = 0; node < a->n; node++)
		for (claim = first_claim(a, node); claim; claim = next_claim(a, claim)) {
			up = parent_of(a, claim);
			if (up >= 0)
				j->children[next[up]++] = node;
		}
	free(next);
}

static bool is_above(const struct axis *a, int node, int above)
{
	while (node >= 0 && node != above)
		node = a->parents[node];
	return node >= 0;
}

static int refuse_parents(const struct joining *j, int node, const struct axis_claim *one,
			  const struct axis_claim *other, struct err *err)
{
	if (other->table > one->table)
		return refuse_parents(j, node, other, one, err);
	return err_set(err, ERR_DATA,
		       "dimension %s: code %s stands below %s in %s and below %s in %s, and "
		       "neither of these stands below the other",
		       j->a->name, j->a->codes[node], other->parent, j->tables[other->table],
		       one->parent, j->tables[one->table]);
}

static int find_parent(struct joining *j, int node, struct err *err)
{
	struct axis *a = j->a;
	const struct axis_claim *claim, *nearest = NULL;
	int up, best = AXIS_NONE;

	for (claim = first_claim(a, node); claim; claim = next_claim(a, claim)) {
		up = parent_of(a, claim);
		if (up >= 0 && (best < 0 || a->depths[up] > a->depths[best])) {
			best = up;
			nearest = claim;
		}
	}
	for (claim = first_claim(a, node); best >= 0 && claim; claim = next_claim(a, claim))
		if (*claim->parent && !is_above(a, best, parent_of(a, claim)))
			return refuse_parents(j, node, claim, nearest, err);
	a->parents[node] = best;
	a->depths[node] = best < 0 ? 0 : a->depths[best] + 1;
	if (best >= 0)
		a->is_leaf[best] = false;
	return 0;
}

/* Some parent of the node that has no place; there is one. */
static int waiting_parent(const struct joining *j, int node)
{
	const struct axis_claim *claim;
	int up;

	for (claim = first_claim(j->a, node); claim; claim = next_claim(j->a, claim)) {
		up = parent_of(j->a, claim);
		if (up >= 0 && j->waits[up] > 0)
			return up;
	}
	return node;
}

/* What has no place is in a cycle or below one: going up ends in the cycle. */
static int refuse_cycle(const struct joining *j, struct err *err)
{
	const struct axis *a = j->a;
	int node = 0, i, least;

	while (j->waits[node] == 0)
		node++;
	for (i = 0; i < a->n; i++)
		node = waiting_parent(j, node);
	least = node;
	for (i = waiting_parent(j, node); i != node; i = waiting_parent(j, i))
		if (strcmp(a->codes[i], a->codes[least]) < 0)
			least = i;
	return err_set(err, ERR_DATA, "dimension %s: code %s is below itself%s", a->name,
		       a->codes[least], j->ntables > 1 ? " when the tables are joined" : "");
}

static int place_all(struct joining *j, struct err *err)
{
	const struct axis *a = j->a;
	int i, k, node;

	for (node = 0; node < a->n; node++)
		if (j->waits[node] == 0)
			j->order[j->nplaced++] = node;
	for (i = 0; i < j->nplaced; i++) {
		node = j->order[i];
		if (find_parent(j, node, err) < 0)
			return -1;
		for (k = j->start[node]; k < j->start[node + 1]; k++)
			if (--j->waits[j->children[k]] == 0)
				j->order[j->nplaced++] = j->children[k];
	}
	return j->nplaced < a->n ? refuse_cycle(j, err) : 0;
}

/* Of several tables the total of one holds the codes of all. */
static void hang_below_total(struct axis *a)
{
	int total = axis_find(a, "_T", 2), i;

	if (total < 0 || a->parents[total] >= 0 || a->kind != AXIS_TREE)
		return;
	for (i = 0; i < a->n; i++)
		if (i != total && a->parents[i] < 0) {
			a->parents[i] = total;
			a->is_leaf[total] = false;
		}
}

static void find_depths(struct axis *a, const int *order)
{
	int i;

	for (i = 0; i < a->n; i++)
		a->depths[i] = 0;
	for (i = 0; i < a->n; i++)
		if (a->parents[order[i]] >= 0)
			a->depths[order[i]] = a->depths[a->parents[order[i]]] + 1;
}

int axis_join_parents(struct axis *a, const char *const *tables, int ntables, struct err *err)
{
	size_t n = (size_t)a->n;
	struct joining j = { .a = a, .tables = tables, .ntables = ntables };
	int ret = -1;

	j.waits = mem_zalloc(n, sizeof(*j.waits));
	j.start = mem_zalloc(n + 1, sizeof(*j.start));
	j.order = mem_zalloc(n, sizeof(*j.order));
	if (count_edges(&j, err) < 0)
		goto out;
	list_children(&j);
	if (place_all(&j, err) < 0)
		goto out;
	if (ntables > 1)
		hang_below_total(a);
	find_depths(a, j.order);
	ret = 0;
out:
	free(j.waits);
	free(j.start);
	free(j.children);
	free(j.order);
	return ret;
}
