#include "verify/relations.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/program.h"

/* One cell as a whole, along one dimension. */
struct place {
	struct relations *g;
	const struct codebook *book;
	const struct quantity *quantity;
	int32_t key[BOOKS_MAX + 1];
	int32_t whole, node;
	int b;
	relation_fn *fn;
	void *ctx;
	struct err *err;
};

void relations_init(struct relations *g, const struct attack_cells *cells)
{
	*g = (struct relations){ .cells = cells, .families = dict_new() };
}

void relations_release(struct relations *g)
{
	if (g->families)
		dict_free(g->families);
	free(g->parts);
	*g = (struct relations){ .cells = NULL };
}

int32_t relations_families(const struct relations *g)
{
	return dict_count(g->families);
}

static void add_part(struct relations *g, int32_t cell)
{
	g->parts = mem_grow(g->parts, &g->room, g->nparts + 1, sizeof(*g->parts));
	g->parts[g->nparts++] = cell;
}

/* The cell at another node of the dimension, of the quantity. */
static int32_t cell_at(struct place *p, int32_t node, int32_t quantity)
{
	int32_t old = p->key[0], cell;

	p->key[p->b + 1] = node;
	p->key[0] = quantity;
	cell = attack_cells_find(p->g->cells, p->key);
	p->key[p->b + 1] = p->node;
	p->key[0] = old;
	return cell;
}

/* One answer for one code and each depth of the other dimensions: persons who are in two kinds
 * of relief may be in two towns, so that towns add up for each kind and not for all together. */
static int32_t family_of(struct place *p, enum relation_shape shape)
{
	const struct attack_cells *c = p->g->cells;
	int32_t id[BOOKS_MAX + 4] = { (int32_t)shape, p->key[0], p->b, p->g->has_gap };

	for (int i = 0; i < c->nbooks; i++) {
		bool is_node = i == p->b && p->book->kind != BOOK_PERIOD;
		int32_t node = p->key[i + 1];

		id[i + 4] = is_node ? node : c->books[i].depths[node];
	}
	return dict_put(p->g->families, (const char *)id, ((size_t)c->nbooks + 4) * sizeof(*id));
}

static int tell(struct place *p, enum relation_shape shape)
{
	struct relation r = { .shape = shape, .book = p->b, .whole = p->whole };

	if (p->g->nparts == 0)
		return 0;
	r.family = family_of(p, shape);
	r.parts = p->g->parts;
	r.nparts = p->g->nparts;
	r.has_gap = p->g->has_gap;
	r.is_guess = p->book->kind == BOOK_PERIOD && p->quantity->time == TIME_UNKNOWN;
	return p->fn(p->ctx, &r, p->err);
}

static void begin(struct place *p)
{
	p->g->nparts = 0;
	p->g->has_gap = false;
}

/* The cells right below a node; a code that has none is taken apart.  Levels are
 * limited by the codebook. */
static void collect(struct place *p, int32_t node)
{
	for (int32_t i = p->book->first[node]; i != NODE_NONE; i = p->book->next[i]) {
		int32_t cell = cell_at(p, i, p->key[0]);

		if (cell != CELL_NONE)
			add_part(p->g, cell);
		else if (p->book->first[i] != NODE_NONE && p->book->is_used[i])
			collect(p, i);
		else
			p->g->has_gap = true;
	}
}

static int tell_sum(struct place *p)
{
	begin(p);
	collect(p, p->node);
	return tell(p, RELATION_SUM);
}

static int tell_overlapping(struct place *p)
{
	for (int32_t i = p->book->first[p->node]; i != NODE_NONE; i = p->book->next[i]) {
		int32_t cell = cell_at(p, i, p->key[0]);

		begin(p);
		if (cell != CELL_NONE)
			add_part(p->g, cell);
		if (tell(p, RELATION_PART) < 0)
			return -1;
	}
	return 0;
}

/* The latest cell below the node. */
static int32_t end_of(struct place *p, int32_t node)
{
	int32_t children[4], cell;
	int n = 0;

	for (int32_t i = p->book->first[node]; i != NODE_NONE && n < 4; i = p->book->next[i])
		children[n++] = i;
	while (n-- > 0) {
		cell = cell_at(p, children[n], p->key[0]);
		if (cell == CELL_NONE)
			cell = end_of(p, children[n]);
		if (cell != CELL_NONE)
			return cell;
		p->g->has_gap = true;
	}
	return CELL_NONE;
}

static int tell_same(struct place *p)
{
	int32_t cell;

	begin(p);
	cell = end_of(p, p->node);
	if (cell != CELL_NONE)
		add_part(p->g, cell);
	return tell(p, RELATION_SAME);
}

/* A sum since January, by its flow if somebody publishes that. */
static int tell_course(struct place *p)
{
	int32_t before = codebook_before(p->book, p->node), earlier = CELL_NONE, flow = CELL_NONE;

	if (before != NODE_NONE)
		earlier = cell_at(p, before, p->key[0]);
	begin(p);
	if (earlier != CELL_NONE) {
		add_part(p->g, earlier);
		if (tell(p, RELATION_PART) < 0)
			return -1;
	}
	if (p->quantity->flow < 0 || (before != NODE_NONE && earlier == CELL_NONE))
		return 0;
	flow = cell_at(p, p->node, p->quantity->flow);
	if (flow == CELL_NONE)
		return 0;
	add_part(p->g, flow);
	return tell(p, RELATION_ON);
}

static int tell_period(struct place *p)
{
	bool is_sum = p->quantity->time == TIME_CUMULATIVE ||
		      (p->quantity->time == TIME_UNKNOWN && p->quantity->flow >= 0);

	if (p->node == NODE_TOTAL)
		return 0;
	if ((p->quantity->time == TIME_FLOW || p->quantity->time == TIME_UNKNOWN) &&
	    tell_sum(p) < 0)
		return -1;
	if (p->quantity->time != TIME_FLOW && tell_same(p) < 0)
		return -1;
	return is_sum ? tell_course(p) : 0;
}

static int tell_place(struct place *p)
{
	if (p->book->kind == BOOK_PERIOD)
		return tell_period(p);
	return p->book->kind == BOOK_OF_WHICH ? tell_overlapping(p) : tell_sum(p);
}

int relations_each(struct relations *g, relation_fn *fn, void *ctx, struct err *err)
{
	struct place p = { .g = g, .fn = fn, .ctx = ctx, .err = err };

	for (p.whole = 0; p.whole < g->cells->ncells; p.whole++) {
		if (p.whole % 4096 == 0 && program_check(err) < 0)
			return -1;
		attack_cells_key(g->cells, p.whole, p.key);
		p.quantity = &g->cells->quantities[p.key[0]];
		for (p.b = 0; p.b < g->cells->nbooks; p.b++) {
			p.book = &g->cells->books[p.b];
			p.node = p.key[p.b + 1];
			if (tell_place(&p) < 0)
				return -1;
		}
	}
	return 0;
}
