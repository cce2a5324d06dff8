#include "protect/methods/inner_list.h"

#include "core/mem.h"

void inner_list_init(struct inner_list *l, const struct cells *c, enum measure_kind kind)
{
	*l = (struct inner_list){ .cells = c, .kind = kind };
}

void inner_list_release(struct inner_list *l)
{
	free(l->nodes);
	free(l->values);
	*l = (struct inner_list){ 0 };
}

void inner_list_add(struct inner_list *l, const int *nodes, int64_t value)
{
	size_t naxes = (size_t)l->cells->naxes;

	l->nodes = mem_grow(l->nodes, &l->nodes_room, ((size_t)l->n + 1) * naxes,
			    sizeof(*l->nodes));
	l->values = mem_grow(l->values, &l->values_room, (size_t)l->n + 1, sizeof(*l->values));
	memcpy(l->nodes + l->n * naxes, nodes, naxes * sizeof(*nodes));
	l->values[l->n++] = value;
}

int inner_up(const struct axis *a, enum measure_kind kind, int node)
{
	if (a->kind == AXIS_OF_WHICH)
		return node == a->base ? AXIS_NONE : a->base;
	if (a->kind == AXIS_PERIOD && kind != MEASURE_FLOW)
		return AXIS_NONE;
	return a->parents[node];
}

/* ---- laying one over the other -------------------------------------- */

/* For each axis, which nodes a list has. */
static bool **nodes_of(const struct inner_list *l)
{
	const struct cells *c = l->cells;
	bool **has = mem_zalloc((size_t)c->naxes, sizeof(*has));
	uint32_t i;
	int a;

	for (a = 0; a < c->naxes; a++)
		has[a] = mem_zalloc((size_t)axis_size(&c->axes[a]), sizeof(**has));
	for (i = 0; i < l->n; i++)
		for (a = 0; a < c->naxes; a++)
			has[a][inner_list_at(l, i)[a]] = true;
	return has;
}

static void free_nodes(bool **has, int naxes)
{
	int a;

	for (a = 0; a < naxes; a++)
		free(has[a]);
	free(has);
}

/* What both lists split: on each axis the coarser of the two. */
static uint64_t common_cell(const struct inner_list *l, uint32_t i, bool **other)
{
	const struct cells *c = l->cells;
	int nodes[CELLS_MAX_AXES], a, node;

	for (a = 0; a < c->naxes; a++) {
		nodes[a] = node = inner_list_at(l, i)[a];
		for (; node != AXIS_NONE; node = inner_up(&c->axes[a], l->kind, node))
			if (other[a][node]) {
				nodes[a] = node;
				break;
			}
	}
	return cells_key(c, nodes);
}

/* The members of one common cell in their order. */
struct queue {
	uint32_t *first, *next; /* by common cell; by member */
	uint32_t n;
};

static void queue_all(struct queue *q, const struct inner_list *l, bool **other,
		      struct keymap *commons, uint32_t *ncommons)
{
	uint32_t *of = mem_alloc(((size_t)l->n + 1) * sizeof(*of)), i;

	for (i = 0; i < l->n; i++) {
		of[i] = keymap_put(commons, common_cell(l, i, other), *ncommons);
		*ncommons += of[i] == *ncommons;
	}
	q->n = *ncommons;
	q->first = mem_alloc(((size_t)q->n + 1) * sizeof(*q->first));
	q->next = mem_alloc(((size_t)l->n + 1) * sizeof(*q->next));
	memset(q->first, 0xff, ((size_t)q->n + 1) * sizeof(*q->first));
	for (i = l->n; i-- > 0;) {
		q->next[i] = q->first[of[i]];
		q->first[of[i]] = i;
	}
	free(of);
}

static void queue_release(struct queue *q)
{
	free(q->first);
	free(q->next);
}

/* The finer of two nodes of which one holds the other. */
static int finer(const struct axis *a, enum measure_kind kind, int x, int y)
{
	int node;

	for (node = x; node != AXIS_NONE; node = inner_up(a, kind, node))
		if (node == y)
			return x;
	return y;
}

static void add_both(const struct inner_list *a, uint32_t i, const struct inner_list *b, uint32_t j,
		     int64_t value, struct inner_list *out)
{
	int nodes[CELLS_MAX_AXES], x;

	for (x = 0; x < a->cells->naxes; x++)
		nodes[x] = finer(&a->cells->axes[x], a->kind, inner_list_at(a, i)[x],
				 inner_list_at(b, j)[x]);
	inner_list_add(out, nodes, value);
}

/* Fills the members of one list up from those of the other. */
static bool fill_up(const struct inner_list *a, uint32_t i, const struct queue *qa,
		    const struct inner_list *b, uint32_t j, const struct queue *qb,
		    struct inner_list *out)
{
	int64_t left = 0, right = 0, take;

	for (;;) {
		if (left == 0 && i != CELLS_NO_ROW)
			left = a->values[i];
		if (right == 0 && j != CELLS_NO_ROW)
			right = b->values[j];
		if (left == 0 || right == 0)
			return left == right;
		take = left < right ? left : right;
		add_both(a, i, b, j, take, out);
		left -= take;
		right -= take;
		if (left == 0)
			i = qa->next[i];
		if (right == 0)
			j = qb->next[j];
	}
}

bool inner_overlay(const struct inner_list *a, const struct inner_list *b, struct inner_list *out)
{
	bool **has_a = nodes_of(a), **has_b = nodes_of(b), fits = true;
	struct keymap commons = KEYMAP_INIT;
	uint32_t ncommons = 0, k;
	struct queue qa, qb;

	queue_all(&qa, a, has_b, &commons, &ncommons);
	queue_all(&qb, b, has_a, &commons, &ncommons);
	for (k = 0; k < ncommons && fits; k++)
		fits = fill_up(a, k < qa.n ? qa.first[k] : CELLS_NO_ROW, &qa, b, qb.first[k], &qb,
			       out);
	queue_release(&qa);
	queue_release(&qb);
	keymap_release(&commons);
	free_nodes(has_a, a->cells->naxes);
	free_nodes(has_b, a->cells->naxes);
	return fits;
}
