#include "protect/intervals/intervals_inner.h"

#include "core/log.h"
#include "core/mem.h"
#include "protect/intervals/intervals_whole.h"

enum { HOLES_MAX = 50000, SIGNATURES_MAX = 64 };

/* Of one measure. */
struct inner {
	struct interval_model *m;
	int measure;
	const struct system_of *s;
	uint32_t *slot_of; /* by inner cell: of the row that it is, or SLOT_NONE: a hole */
	uint32_t *open;	   /* rows whose inside has holes and that no rows below add up to */
	uint32_t nopen;
	uint64_t *keys;	 /* by inner cell: which of these rows hold it */
	uint32_t *times; /* by inner cell: how many do */
	uint32_t *holes; /* by inner cell: its hole; cells with one key are one hole */
	uint32_t nholes;
	uint32_t signatures[SIGNATURES_MAX]; /* of open rows: axes whose parts they tell apart */
	int nsignatures;
};

/* How much of the row's inside the rows below hold, along an axis. */
static size_t size_below(struct inner *in, int *nodes, int axis)
{
	const struct branches *b = &in->m->branches[axis];
	int node = nodes[axis], i;
	size_t size = 0;
	uint32_t row;

	for (i = b->start[node]; i < b->start[node + 1]; i++) {
		nodes[axis] = b->nodes[i];
		row = cells_find(in->m->p->c, nodes);
		if (row == CELLS_NO_ROW || in->m->slots.of[in->measure][row] == SLOT_NONE)
			size += size_below(in, nodes, axis);
		else
			size += sparse_count(&in->s->matrix, row);
	}
	nodes[axis] = node;
	return size;
}

static bool adds_up(const struct inner *in, int axis)
{
	const struct cells *c = in->m->p->c;

	return c->axes[axis].kind == AXIS_TREE ||
	       (c->axes[axis].kind == AXIS_PERIOD && c->measures[in->measure].kind == MEASURE_FLOW);
}

static bool is_open(struct inner *in, uint32_t row)
{
	const struct cells *c = in->m->p->c;
	const uint32_t *cells = sparse_column(&in->s->matrix, row);
	size_t n = sparse_count(&in->s->matrix, row), i;
	int nodes[CELLS_MAX_AXES], a;

	if (in->m->slots.of[in->measure][row] >= SLOT_ZERO)
		return false;
	for (i = 0; i < n && in->slot_of[cells[i]] != SLOT_NONE; i++)
		;
	if (i == n)
		return false;
	memcpy(nodes, cells_nodes(c, row), (size_t)c->naxes * sizeof(*nodes));
	for (a = 0; a < c->naxes; a++)
		if (adds_up(in, a) && size_below(in, nodes, a) == n)
			return false;
	return true;
}

static void sign(struct inner *in, uint32_t row)
{
	const struct cells *c = in->m->p->c;
	const int *nodes = cells_nodes(c, row);
	uint32_t signature = 0;
	int a, i;

	for (a = 0; a < c->naxes; a++)
		if (!adds_up(in, a) || c->axes[a].is_leaf[nodes[a]])
			signature |= 1u << a;
	for (i = 0; i < in->nsignatures; i++)
		if (in->signatures[i] == signature)
			return;
	if (in->nsignatures < SIGNATURES_MAX)
		in->signatures[in->nsignatures++] = signature;
}

static uint64_t mix(uint64_t v)
{
	v = (v + 1) * 0x9e3779b97f4a7c15u;
	v ^= v >> 32;
	return v * 0xd6e8feb86659fd93u;
}

static void find_open(struct inner *in)
{
	const struct cells *c = in->m->p->c;
	const uint32_t *cells;
	uint32_t i, row;
	size_t k;

	in->open = mem_zalloc((size_t)c->nrows + 1, sizeof(*in->open));
	in->keys = mem_zalloc((size_t)in->s->matrix.nrows + 1, sizeof(*in->keys));
	in->times = mem_zalloc((size_t)in->s->matrix.nrows + 1, sizeof(*in->times));
	for (i = 0; i < c->nrows; i++) {
		row = c->sorted[i];
		if (!is_open(in, row))
			continue;
		in->open[in->nopen++] = row;
		sign(in, row);
		cells = sparse_column(&in->s->matrix, row);
		for (k = 0; k < sparse_count(&in->s->matrix, row); k++) {
			in->keys[cells[k]] += mix(i);
			in->times[cells[k]]++;
		}
	}
}

/*
 * Whether margins go round: after taking away, as long as there are any, axes that only one
 * of them has and margins that another has whole, something is left (Graham; Yu and Ozsoyoglu).
 */
static bool goes_round(struct inner *in)
{
	uint32_t *s = in->signatures, only;
	bool changes = true;
	int i, k;

	while (changes) {
		changes = false;
		for (i = 0; i < in->nsignatures; i++) {
			for (k = 0, only = s[i]; k < in->nsignatures; k++)
				only &= k == i ? s[i] : ~s[k];
			changes |= only != 0;
			s[i] &= ~only;
		}
		for (i = 0; i < in->nsignatures; i++)
			for (k = 0; k < in->nsignatures; k++)
				if (k != i && (s[i] & ~s[k]) == 0) {
					s[i] = s[--in->nsignatures];
					changes = true;
					k = -1;
					if (i >= in->nsignatures)
						break;
				}
	}
	return in->nsignatures > 1;
}

static void find_holes(struct inner *in)
{
	struct keymap seen = KEYMAP_INIT;
	uint32_t i, n = in->s->matrix.nrows;

	in->holes = mem_zalloc((size_t)n + 1, sizeof(*in->holes));
	for (i = 0; i < n; i++) {
		in->holes[i] = SLOT_NONE;
		if (in->slot_of[i] != SLOT_NONE || in->times[i] == 0)
			continue;
		in->holes[i] = keymap_put(&seen, in->keys[i], in->nholes);
		in->nholes += in->holes[i] == in->nholes;
	}
	keymap_release(&seen);
}

/* What the holes of each open row add up to.  A hole counts once, however many inner cells are
 * one with it. */
static void make_sums(const struct inner *in, struct sums *s)
{
	const struct slots *slots = &in->m->slots;
	uint32_t *last = mem_zalloc((size_t)in->nholes + 1, sizeof(*last)), i, inner, hole;
	size_t k, n = 0, capacity = 0;
	const uint32_t *cells;

	*s = (struct sums){ .nvars = in->nholes, .nrows = in->nopen };
	s->start = mem_zalloc((size_t)in->nopen + 1, sizeof(*s->start));
	s->rights = mem_zalloc((size_t)in->nopen + 1, sizeof(*s->rights));
	for (i = 0; i < in->nopen; i++) {
		cells = sparse_column(&in->s->matrix, in->open[i]);
		s->rights[i] = slots->items[slots->of[in->measure][in->open[i]]].truth;
		for (k = 0; k < sparse_count(&in->s->matrix, in->open[i]); k++) {
			inner = cells[k];
			hole = in->holes[inner];
			if (hole == SLOT_NONE && in->slot_of[inner] < SLOT_ZERO)
				s->rights[i] -= slots->items[in->slot_of[inner]].truth;
			if (hole == SLOT_NONE || last[hole] == i + 1)
				continue;
			last[hole] = i + 1;
			s->vars = mem_grow(s->vars, &capacity, n + 1, sizeof(*s->vars));
			s->vars[n++] = hole;
		}
		s->start[i + 1] = n;
	}
	free(last);
}

static void keep_sums(const struct inner *in, const struct sums *s, uint32_t first)
{
	struct interval_model *m = in->m;
	uint32_t i, slot;
	const uint32_t *cells;
	size_t k;

	for (i = 0; i < in->nopen; i++) {
		model_begin(m);
		model_term(m, m->slots.of[in->measure][in->open[i]], 1);
		cells = sparse_column(&in->s->matrix, in->open[i]);
		for (k = 0; k < sparse_count(&in->s->matrix, in->open[i]); k++) {
			slot = in->slot_of[cells[k]];
			if (slot != SLOT_NONE)
				model_term(m, slot, -1);
		}
		for (k = s->start[i]; k < s->start[i + 1]; k++)
			model_term(m, first + s->vars[k], -1);
		model_keep_sum(m, false);
	}
}

static int add_holes(struct inner *in, struct err *err)
{
	uint32_t first = in->m->slots.n, i;
	struct sums s = { 0 };
	int64_t *truth;
	int ret;

	if (in->nholes > HOLES_MAX) {
		log_warn("%s: margins of %u inner cells without rows go round, which is more than "
			 "an audit of intervals can take in",
			 in->m->p->c->measures[in->measure].name, in->nholes);
		return 0;
	}
	truth = mem_zalloc((size_t)in->nholes + 1, sizeof(*truth));
	make_sums(in, &s);
	ret = sums_solve(&s, truth, err);
	if (ret == 1) {
		for (i = 0; i < in->nholes; i++)
			slots_add_hole(&in->m->slots, in->m->p, in->measure, truth[i]);
		keep_sums(in, &s, first);
	} else if (ret == 0) {
		log_verbose("%s: nothing that no row shows adds up to all rows",
			    in->m->p->c->measures[in->measure].name);
	}
	free(truth);
	free(s.start);
	free(s.vars);
	free(s.rights);
	return ret < 0 ? -1 : 0;
}

/* Inner cells that rows of the measure show. */
static bool find_shown(struct inner *in)
{
	const struct cells *c = in->m->p->c;
	uint32_t row, n = in->s->matrix.nrows;
	bool has_holes = false;

	in->slot_of = mem_alloc(((size_t)n + 1) * sizeof(*in->slot_of));
	memset(in->slot_of, 0xff, ((size_t)n + 1) * sizeof(*in->slot_of));
	for (row = 0; row < c->nrows; row++)
		if (in->s->inner[row] != SYSTEM_NO_INNER)
			in->slot_of[in->s->inner[row]] = in->m->slots.of[in->measure][row];
	for (row = 0; row < n; row++)
		has_holes |= in->slot_of[row] == SLOT_NONE;
	return has_holes;
}

static int add_measure(struct interval_model *m, int measure, struct err *err)
{
	struct inner in = { .m = m, .measure = measure };
	uint32_t column;
	int ret = 0;

	in.s = slots_system(m->p, m->p->c->measures[measure].kind, 0, &column);
	if (!in.s || column != 0)
		return 0;
	if (find_shown(&in)) {
		find_open(&in);
		if (goes_round(&in)) {
			find_holes(&in);
			ret = add_holes(&in, err);
		}
	}
	free(in.slot_of);
	free(in.open);
	free(in.keys);
	free(in.times);
	free(in.holes);
	return ret;
}

int inner_add(struct interval_model *m, struct err *err)
{
	const struct cells *c = m->p->c;
	int i;

	for (i = 0; i < c->naxes; i++)
		if (c->axes[i].kind == AXIS_OF_WHICH && c->axes[i].n > 1)
			return 0;
	for (i = 0; i < c->nmeasures; i++)
		if (m->slots.of[i] && add_measure(m, i, err) < 0)
			return -1;
	return 0;
}

int inner_put(struct interval_model *m, struct err *err)
{
	const struct kept_sum *sum;
	size_t i, k, n = m->nsums;

	for (i = 0; i < n; i++) {
		sum = &m->sums[i];
		model_begin(m);
		for (k = 0; k < sum->n; k++)
			model_term(m, m->sum_terms[sum->first + k].slot,
				   m->sum_terms[sum->first + k].weight);
		if (model_put(m, LINEAR_EQUAL, err) < 0)
			return -1;
	}
	return 0;
}
