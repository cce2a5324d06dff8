#include "protect/pattern/span.h"

#include "core/mem.h"

struct pair {
	int atom, node;
};

struct pairs {
	struct pair *items;
	size_t n, capacity;
};

static void put(struct pairs *p, int atom, int node)
{
	p->items = mem_grow(p->items, &p->capacity, p->n + 1, sizeof(*p->items));
	p->items[p->n++] = (struct pair){ atom, node };
}

static void pair_tree(struct span *s, const struct axis *a, struct pairs *p)
{
	int i, up;

	for (i = 0; i < a->n; i++) {
		s->home[i] = -1;
		if (!a->is_leaf[i])
			continue;
		s->home[i] = s->natoms++;
		for (up = i; up >= 0; up = a->parents[up])
			put(p, s->home[i], up);
	}
}

/* Atom i is code i; the atom of the base is what no code claims. */
static void pair_of_which(struct span *s, const struct axis *a, struct pairs *p)
{
	int i, k;

	s->natoms = a->n;
	for (i = 0; i < a->n; i++) {
		s->home[i] = i;
		put(p, i, a->base);
		if (i != a->base)
			put(p, i, i);
		for (k = 0; k < a->n; k++)
			if (k != i && k != a->base)
				put(p, i, a->n + k);
	}
}

static void pair_stock(struct span *s, const struct axis *a, struct pairs *p)
{
	int i;

	s->natoms = a->nends;
	for (i = 0; i < a->n; i++) {
		s->home[i] = a->end_of[i];
		put(p, a->end_of[i], i);
	}
}

static void pair_ends(struct pairs *p, int first, int upto, int node)
{
	int end;

	for (end = first; end <= upto; end++)
		put(p, end, node);
}

static void pair_moving(struct span *s, const struct axis *a, struct pairs *p)
{
	int i, first, upto;

	s->natoms = a->nends;
	for (i = 0; i < a->n; i++) {
		upto = a->end_of[i];
		first = a->before[i] < 0 ? a->ends[upto].first : a->before[i] + 1;
		s->home[i] = first == upto ? upto : -1;
		pair_ends(p, first, upto, i);
		pair_ends(p, a->ends[upto].first, upto, axis_since_january(a, i));
	}
	for (i = 0; i < a->nintervals; i++)
		pair_ends(p, a->intervals[i].after + 1, a->intervals[i].upto, a->n + i);
}

/* Lists the pairs by one of their sides. */
static void list(const struct pairs *p, bool by_atom, int n, int **start, int **items)
{
	int *at = mem_zalloc((size_t)n + 2, sizeof(*at)), key;
	size_t i;

	*items = mem_zalloc(p->n, sizeof(**items));
	for (i = 0; i < p->n; i++)
		at[(by_atom ? p->items[i].atom : p->items[i].node) + 2]++;
	for (key = 2; key <= n; key++)
		at[key] += at[key - 1];
	for (i = 0; i < p->n; i++) {
		key = by_atom ? p->items[i].atom : p->items[i].node;
		(*items)[at[key + 1]++] = by_atom ? p->items[i].node : p->items[i].atom;
	}
	*start = at;
}

void span_init(struct span *s, const struct axis *a, enum system_kind kind)
{
	struct pairs p = { 0 };

	*s = (struct span){ .nnodes = axis_size(a) };
	s->home = mem_zalloc((size_t)a->n, sizeof(*s->home));
	if (a->kind == AXIS_OF_WHICH)
		pair_of_which(s, a, &p);
	else if (a->kind == AXIS_TREE)
		pair_tree(s, a, &p);
	else if (kind == SYSTEM_STOCK)
		pair_stock(s, a, &p);
	else
		pair_moving(s, a, &p);
	list(&p, true, s->natoms, &s->nodes_start, &s->nodes);
	list(&p, false, s->nnodes, &s->atoms_start, &s->atoms);
	free(p.items);
}

void span_release(struct span *s)
{
	free(s->home);
	free(s->nodes_start);
	free(s->nodes);
	free(s->atoms_start);
	free(s->atoms);
	*s = (struct span){ 0 };
}
