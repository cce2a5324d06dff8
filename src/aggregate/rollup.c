#include "aggregate/rollup.h"

#include "core/decimal.h"
#include "core/mem.h"

void rollup_init(struct rollup *r, const struct cube *c)
{
	size_t nnodes = (size_t)c->hierarchy->nnodes;

	*r = (struct rollup){ .cube = c };
	r->tallies = mem_zalloc((size_t)c->ntallies + 1, sizeof(*r->tallies));
	r->amounts = mem_zalloc((size_t)c->namounts + 1, sizeof(*r->amounts));
	for (size_t i = 0; i < c->nops; i++) {
		const struct op *op = &c->ops[i];

		if (op_is_tally(op->op)) {
			r->tallies[op->slot] = mem_zalloc(nnodes, sizeof(int64_t));
			continue;
		}
		r->amounts[op->slot] = mem_alloc(nnodes * sizeof(__int128));
		for (size_t n = 0; n < nnodes; n++)
			r->amounts[op->slot][n] = op_neutral(op->op);
	}
	r->is_touched = mem_zalloc(nnodes, sizeof(*r->is_touched));
	r->touched = mem_alloc(nnodes * sizeof(*r->touched));
	r->sorted = mem_alloc(nnodes * sizeof(*r->sorted));
	r->distincts = mem_zalloc(c->nkeys + 1, sizeof(*r->distincts));
	for (size_t k = 0; k < c->nkeys; k++)
		distinct_init(&r->distincts[k], c->keys[k].ids.n, nnodes);
}

void rollup_release(struct rollup *r)
{
	for (int i = 0; i < r->cube->ntallies; i++)
		free(r->tallies[i]);
	for (int i = 0; i < r->cube->namounts; i++)
		free(r->amounts[i]);
	for (size_t k = 0; k < r->cube->nkeys; k++)
		distinct_release(&r->distincts[k]);
	free(r->distincts);
	free(r->tallies);
	free(r->amounts);
	free(r->is_touched);
	free(r->touched);
	free(r->sorted);
	free(r->mapped);
	quantile_release(&r->quantile);
	largest_release(&r->largest);
	free(r->some.nodes);
	free(r->some.ids);
	free(r->some.numbers);
}

/* ---- one chunk ----------------------------------------------------- */

/* The rows' nodes of the tree: their leaves, unless the list has versions. */
static const uint32_t *chunk_nodes(struct rollup *r, const struct chunk *c)
{
	if (!r->cube->hierarchy->has_versions)
		return c->leaves;
	r->mapped = mem_grow(r->mapped, &r->mapped_capacity, c->n, sizeof(*r->mapped));
	for (uint32_t i = 0; i < c->n; i++)
		r->mapped[i] = (uint32_t)r->tree->node_of_leaf[c->leaves[i]];
	return r->mapped;
}

static void touch(struct rollup *r, int32_t node)
{
	if (!r->is_touched[node]) {
		r->is_touched[node] = true;
		r->touched[r->ntouched++] = node;
	}
}

static void add_rows(struct rollup *r, const uint32_t *nodes, uint32_t n, int64_t *tally)
{
	for (uint32_t i = 0; i < n; i++)
		if (tally[nodes[i]]++ == 0)
			touch(r, (int32_t)nodes[i]);
}

static void add_values(const int64_t *numbers, const uint32_t *nodes, uint32_t n, int64_t *tally)
{
	for (uint32_t i = 0; i < n; i++)
		tally[nodes[i]] += numbers[i] != NUMBER_NULL;
}

static void add_sums(struct rollup *r, const int64_t *numbers, const uint32_t *nodes, uint32_t n,
		     __int128 *amount)
{
	const struct rowstore *store = &r->cube->store;

	for (uint32_t i = 0; i < n; i++) {
		__int128 v = numbers[i];

		if (numbers[i] < NUMBER_MIN) {
			if (numbers[i] == NUMBER_NULL)
				continue;
			v = number_value(store, numbers[i]);
		}
		r->overflow |= __builtin_add_overflow(amount[nodes[i]], v, &amount[nodes[i]]);
	}
}

static void add_extremes(struct rollup *r, enum op_kind op, const int64_t *numbers,
			 const uint32_t *nodes, uint32_t n, __int128 *amount)
{
	for (uint32_t i = 0; i < n; i++)
		if (numbers[i] != NUMBER_NULL)
			op_merge(op, &amount[nodes[i]], number_value(&r->cube->store, numbers[i]));
}

static void add_quantiles(struct rollup *r, const int64_t *numbers, const uint32_t *nodes,
			  uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (numbers[i] != NUMBER_NULL)
			quantile_add(&r->quantile, r->tree->place[nodes[i]],
				     number_value(&r->cube->store, numbers[i]));
}

/* The key column of an operation, or -1. */
static int key_of(const struct op *op)
{
	return op->op == OP_DISTINCT || op->op == OP_CELL_KEY ? op->input : op->key;
}

/* Rows of a chunk, as far as an operation looks. */
struct slice {
	const uint32_t *nodes, *ids;
	const int64_t *numbers;
	uint32_t n;
};

/* Only the rows that the measure's filter takes. */
static struct slice take_some(struct some *some, struct slice all, const uint32_t *masks, int bit)
{
	struct slice s = { .n = 0 };

	if (some->capacity < all.n) {
		some->capacity = all.n;
		some->nodes = mem_resize(some->nodes, all.n, sizeof(*some->nodes));
		some->ids = mem_resize(some->ids, all.n, sizeof(*some->ids));
		some->numbers = mem_resize(some->numbers, all.n, sizeof(*some->numbers));
	}
	for (uint32_t i = 0; i < all.n; i++) {
		if (!(masks[i] >> bit & 1))
			continue;
		some->nodes[s.n] = all.nodes[i];
		if (all.ids)
			some->ids[s.n] = all.ids[i];
		if (all.numbers)
			some->numbers[s.n] = all.numbers[i];
		s.n++;
	}
	s.nodes = some->nodes;
	s.ids = some->ids;
	s.numbers = some->numbers;
	return s;
}

static struct slice slice_of(struct rollup *r, const struct op *op, const struct chunk *c)
{
	bool has_numbers = op->op >= OP_SUM || op->op == OP_VALUES;
	int key = key_of(op);
	struct slice all = { .nodes = chunk_nodes(r, c), .n = c->n };

	if (key >= 0)
		all.ids = chunk_ids(c, (size_t)key);
	if (has_numbers)
		all.numbers = chunk_numbers(c, (size_t)op->input);
	return op->where == WHERE_NONE ? all : take_some(&r->some, all, c->masks, op->where);
}

static void add_chunk(struct rollup *r, const struct op *op, const struct chunk *c)
{
	struct slice s = slice_of(r, op, c);

	switch (op->op) {
	case OP_ROWS:
		add_rows(r, s.nodes, s.n, r->tallies[op->slot]);
		break;
	case OP_VALUES:
		add_values(s.numbers, s.nodes, s.n, r->tallies[op->slot]);
		break;
	case OP_DISTINCT:
	case OP_CELL_KEY:
		distinct_add(&r->distincts[op->input], s.ids, s.nodes, s.n, r->tallies[op->slot]);
		break;
	case OP_SUM:
		add_sums(r, s.numbers, s.nodes, s.n, r->amounts[op->slot]);
		break;
	case OP_MIN:
	case OP_MAX:
		add_extremes(r, op->op, s.numbers, s.nodes, s.n, r->amounts[op->slot]);
		break;
	case OP_QUANTILE:
		add_quantiles(r, s.numbers, s.nodes, s.n);
		break;
	case OP_LARGEST:
		largest_add(&r->largest, s.ids, s.nodes, s.numbers, s.n);
		break;
	case OP_NONE:
		break;
	}
}

/* ---- one combination ----------------------------------------------- */

static void begin_walk(struct rollup *r, const struct op *op)
{
	const struct cube *c = r->cube;

	if (op->op == OP_DISTINCT)
		distinct_begin(&r->distincts[op->input]);
	else if (op->op == OP_CELL_KEY)
		distinct_begin_weighted(&r->distincts[op->input], c->keys[op->input].record_keys);
	else if (op->op == OP_QUANTILE)
		quantile_begin(&r->quantile);
	else if (op->op == OP_LARGEST)
		largest_begin(&r->largest, c->keys[op->key].ids.n, (size_t)c->hierarchy->nnodes,
			      op->nranks);
}

/* All ranks were found in the walk of the first. */
static void end_largest(struct rollup *r, const struct op *leader)
{
	const struct cube *c = r->cube;

	r->overflow |= !largest_end(&r->largest, &c->store, r->tree);
	for (size_t k = 0; k < c->nops; k++) {
		const struct op *op = &c->ops[k];

		for (size_t i = 0; op->leader == leader->leader && i < r->ntouched; i++)
			r->amounts[op->slot][r->touched[i]] = largest_at(
				&r->largest, (size_t)r->touched[i], op->rank);
	}
}

static void end_walk(struct rollup *r, const struct op *op)
{
	if (op->op == OP_DISTINCT || op->op == OP_CELL_KEY)
		distinct_end(&r->distincts[op->input], r->tree, r->tallies[op->slot]);
	else if (op->op == OP_QUANTILE)
		quantile_end(&r->quantile, r->tree, (size_t)r->cube->hierarchy->nnodes, op->q,
			     r->touched, r->ntouched, r->amounts[op->slot]);
	else if (op->op == OP_LARGEST)
		end_largest(r, op);
}

/* Everything of one operation but the roll-up; a quantile and the largest are whole after it. */
static void walk(struct rollup *r, const struct op *op, const struct combo *combo)
{
	const struct part_list *parts = &combo->parts[op->kind];

	if (&r->cube->ops[op->leader] != op)
		return;
	begin_walk(r, op);
	for (size_t i = 0; i < parts->n; i++)
		for (const struct chunk *c = r->cube->store.partitions[parts->parts[i]].first; c;
		     c = c->next)
			add_chunk(r, op, c);
	end_walk(r, op);
}

static void touch_ancestors(struct rollup *r)
{
	for (size_t i = 0; i < r->ntouched; i++) {
		int32_t parent = r->tree->parent[r->touched[i]];

		if (parent >= 0)
			touch(r, parent);
	}
}

static int compare(const void *a, const void *b)
{
	return *(const int32_t *)a - *(const int32_t *)b;
}

/* The touched nodes, ascending: by a scan when they are many. */
static void sort_touched(struct rollup *r)
{
	int32_t nnodes = r->cube->hierarchy->nnodes;
	size_t n = 0;

	if (r->ntouched * 16 < (size_t)nnodes) {
		memcpy(r->sorted, r->touched, r->ntouched * sizeof(*r->sorted));
		if (r->ntouched)
			qsort(r->sorted, r->ntouched, sizeof(*r->sorted), compare);
		return;
	}
	for (int32_t node = 0; node < nnodes; node++)
		if (r->is_touched[node])
			r->sorted[n++] = node;
}

/* The touched nodes in the order of the tree, parents first, in r->touched. */
static void order_touched(struct rollup *r)
{
	if (!r->cube->hierarchy->has_versions) {
		/* Nodes are numbered in preorder. */
		memcpy(r->touched, r->sorted, r->ntouched * sizeof(*r->touched));
		return;
	}
	for (size_t i = 0; i < r->ntouched; i++)
		r->touched[i] = r->tree->place[r->sorted[i]];
	if (r->ntouched)
		qsort(r->touched, r->ntouched, sizeof(*r->touched), compare);
	for (size_t i = 0; i < r->ntouched; i++)
		r->touched[i] = r->tree->order[r->touched[i]];
}

static void roll_up(struct rollup *r, const struct op *op)
{
	for (size_t i = r->ntouched; i-- > 0;) {
		int32_t node = r->touched[i], parent = r->tree->parent[node];

		if (parent < 0)
			continue;
		if (op_is_tally(op->op))
			/* A cell key is a sum modulo 2^64. */
			r->tallies[op->slot][parent] =
				(int64_t)((uint64_t)r->tallies[op->slot][parent] +
					  (uint64_t)r->tallies[op->slot][node]);
		else if (!op_merge(op->op, &r->amounts[op->slot][parent],
				   r->amounts[op->slot][node]))
			r->overflow = true;
	}
}

/* Moves the numbers of one operation to the combo and leaves neutral ones. */
static void move(struct rollup *r, const struct op *op, struct combo *combo)
{
	size_t n = r->ntouched;

	if (op_is_tally(op->op)) {
		int64_t *to = combo->tallies + (size_t)op->slot * n, *from = r->tallies[op->slot];

		for (size_t i = 0; i < n; i++) {
			to[i] = from[r->sorted[i]];
			from[r->sorted[i]] = 0;
		}
	} else {
		__int128 *to = combo->amounts + (size_t)op->slot * n;
		__int128 *from = r->amounts[op->slot];

		for (size_t i = 0; i < n; i++) {
			to[i] = from[r->sorted[i]];
			from[r->sorted[i]] = op_neutral(op->op);
		}
	}
}

static void store_cells(struct rollup *r, struct combo *combo)
{
	size_t n = r->ntouched;

	combo->ncells = n;
	combo->nodes = mem_alloc(n * sizeof(*combo->nodes) + 1);
	memcpy(combo->nodes, r->sorted, n * sizeof(*combo->nodes));
	combo->tallies = mem_alloc((size_t)r->cube->ntallies * n * sizeof(int64_t) + 1);
	combo->amounts = mem_alloc((size_t)r->cube->namounts * n * sizeof(__int128) + 1);
	for (size_t i = 0; i < r->cube->nops; i++)
		move(r, &r->cube->ops[i], combo);
	for (size_t i = 0; i < n; i++)
		r->is_touched[r->sorted[i]] = false;
	r->ntouched = 0;
}

int rollup_combo(struct rollup *r, struct combo *combo, struct err *err)
{
	const struct cube *c = r->cube;

	r->tree = hierarchy_tree(c->hierarchy, combo->span < 0 ? 0 : combo->span);
	for (size_t i = 0; i < c->nops; i++)
		if (c->ops[i].op == OP_ROWS)
			walk(r, &c->ops[i], combo);
	for (int node = 0; c->always && node < c->hierarchy->nnodes; node++)
		if (c->always[node])
			touch(r, node);
	touch_ancestors(r);
	sort_touched(r);
	order_touched(r);
	for (size_t i = 0; i < c->nops; i++) {
		if (c->ops[i].op != OP_ROWS)
			walk(r, &c->ops[i], combo);
		if (c->ops[i].op != OP_QUANTILE && c->ops[i].op != OP_LARGEST)
			roll_up(r, &c->ops[i]);
	}
	store_cells(r, combo);
	return r->overflow ? err_set(err, ERR_DATA, "a sum has more than %d digits", DECIMAL_DIGITS)
			   : 0;
}
