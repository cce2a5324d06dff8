#include "protect/intervals/intervals_relations.h"

#include "core/mem.h"
#include "core/program.h"

enum { WHICH_MAX = 6 };

/* The relation at work is `whole` less its parts. */
static int put_whole(struct interval_model *m, struct err *err)
{
	__int128 rest = model_sum(m);
	struct term *parts;
	size_t i, n = m->nterms;
	uint32_t whole;
	int ret = 0;

	if (n < 2)
		return 0;
	model_keep_sum(m, rest < 0);
	if (rest == 0)
		return model_put(m, LINEAR_EQUAL, err);
	if (rest > 0)
		return model_put(m, LINEAR_AT_LEAST, err);
	whole = m->terms[0].slot;
	parts = mem_alloc(n * sizeof(*parts));
	memcpy(parts, m->terms, n * sizeof(*parts));
	ret = model_put(m, LINEAR_AT_MOST, err);
	for (i = 1; i < n && ret == 0; i++) {
		model_begin(m);
		model_term(m, whole, 1);
		model_term(m, parts[i].slot, -1);
		ret = model_put(m, LINEAR_AT_LEAST, err);
	}
	free(parts);
	return ret;
}

/* What stands below a node of the axis: its children, or what stands for them. */
static void add_parts(struct interval_model *m, int measure, int *nodes, int axis)
{
	const struct branches *b = &m->branches[axis];
	int node = nodes[axis], i;
	uint32_t row, slot;

	for (i = b->start[node]; i < b->start[node + 1]; i++) {
		nodes[axis] = b->nodes[i];
		row = cells_find(m->p->c, nodes);
		slot = row == CELLS_NO_ROW ? SLOT_NONE : m->slots.of[measure][row];
		if (slot == SLOT_NONE)
			add_parts(m, measure, nodes, axis);
		else
			model_term(m, slot, -1);
	}
	nodes[axis] = node;
}

static int put_sum(struct interval_model *m, int measure, uint32_t row, int axis, struct err *err)
{
	int nodes[CELLS_MAX_AXES];

	memcpy(nodes, cells_nodes(m->p->c, row), (size_t)m->p->c->naxes * sizeof(*nodes));
	model_begin(m);
	model_term(m, m->slots.of[measure][row], 1);
	add_parts(m, measure, nodes, axis);
	return put_whole(m, err);
}

/* A row's sum since January: what it was at the last end before its flow, and the flow. */
static int put_growth(struct interval_model *m, int measure, int flow, uint32_t row,
		      struct err *err)
{
	const struct axis *a = &m->p->c->axes[m->period];
	const int *nodes = cells_nodes(m->p->c, row);
	int node = nodes[m->period], before = a->before[node];
	uint32_t now = relations_row_at_end(m, measure, nodes, a->end_of[node]), then;

	if (now == CELLS_NO_ROW || m->slots.of[measure][now] == SLOT_ZERO ||
	    m->slots.of[flow][row] == SLOT_NONE)
		return 0;
	then = before < 0 ? CELLS_NO_ROW : relations_row_at_end(m, measure, nodes, before);
	model_begin(m);
	model_term(m, m->slots.of[measure][now], 1);
	if (then != CELLS_NO_ROW)
		model_term(m, m->slots.of[measure][then], -1);
	model_term(m, m->slots.of[flow][row], -1);
	return put_whole(m, err);
}

/* The interval from the last end with a value to the row's own, or AXIS_NONE. */
static int last_interval(const struct interval_model *m, int measure, uint32_t row)
{
	const struct axis *a = &m->p->c->axes[m->period];
	const int *nodes = cells_nodes(m->p->c, row);
	int end = a->end_of[nodes[m->period]], before;

	for (before = end - 1; before >= a->ends[end].first; before--)
		if (relations_row_at_end(m, measure, nodes, before) != CELLS_NO_ROW)
			return axis_interval(a, before, end);
	return AXIS_NONE;
}

/* The row's of-which codes: their axes. */
static int find_which(const struct interval_model *m, uint32_t row, int *which)
{
	const struct cells *c = m->p->c;
	const int *nodes = cells_nodes(c, row);
	int a, n = 0;

	for (a = 0; a < c->naxes && n < WHICH_MAX; a++)
		if (c->axes[a].kind == AXIS_OF_WHICH && nodes[a] != c->axes[a].base)
			which[n++] = a;
	return n;
}

/* The nodes of the row, with the codes of the mask left out of their bases. */
static void leave_out(const struct interval_model *m, uint32_t row, const int *which, unsigned mask,
		      int *nodes)
{
	int k;

	memcpy(nodes, cells_nodes(m->p->c, row), (size_t)m->p->c->naxes * sizeof(*nodes));
	for (k = 0; mask >> k; k++)
		if (mask >> k & 1)
			nodes[which[k]] += m->p->c->axes[which[k]].n;
}

static int put_not_negative(struct interval_model *m, int measure, const int *nodes,
			    struct err *err)
{
	model_begin(m);
	return relations_expression(m, measure, nodes, 1, false)
		       ? model_put(m, LINEAR_AT_LEAST, err)
		       : 0;
}

/* Nobody is counted less than not at all: in what is left of a base, nor, of a cumulative measure
 * whose flow is not shown, in what was added last. */
static int put_rests(struct interval_model *m, int measure, uint32_t row, struct err *err)
{
	bool rises = m->period >= 0 && m->p->c->measures[measure].kind == MEASURE_CUMULATIVE &&
		     relations_flow_of(m, measure) < 0;
	int which[WHICH_MAX], n = find_which(m, row, which), nodes[CELLS_MAX_AXES];
	int interval = rises ? last_interval(m, measure, row) : AXIS_NONE;
	unsigned mask;

	for (mask = 0; mask < 1u << n; mask++) {
		leave_out(m, row, which, mask, nodes);
		if (mask && put_not_negative(m, measure, nodes, err) < 0)
			return -1;
		if (interval == AXIS_NONE)
			continue;
		nodes[m->period] = interval;
		if (put_not_negative(m, measure, nodes, err) < 0)
			return -1;
	}
	return 0;
}

/* A shadow is what its nodes make it. */
static int put_shadow(struct interval_model *m, int measure, uint32_t i, struct err *err)
{
	uint32_t slot = m->slots.of[measure][m->p->c->nrows + i];

	if (slot == SLOT_NONE)
		return 0;
	model_begin(m);
	if (!relations_expression(m, measure, primary_shadow(m->p->pr, i), 1, true))
		return 0;
	model_term(m, slot, -1);
	return model_put(m, LINEAR_EQUAL, err);
}

static int put_row(struct interval_model *m, int measure, uint32_t row, struct err *err)
{
	const struct cells *c = m->p->c;
	enum measure_kind kind = c->measures[measure].kind;
	int a, flow;

	if (m->slots.of[measure][row] == SLOT_NONE)
		return 0;
	for (a = 0; a < c->naxes && m->slots.of[measure][row] != SLOT_ZERO; a++)
		if ((c->axes[a].kind == AXIS_TREE ||
		     (c->axes[a].kind == AXIS_PERIOD && kind == MEASURE_FLOW)) &&
		    put_sum(m, measure, row, a, err) < 0)
			return -1;
	flow = m->period >= 0 && kind == MEASURE_CUMULATIVE ? relations_flow_of(m, measure) : -1;
	if (flow >= 0 && put_growth(m, measure, flow, row, err) < 0)
		return -1;
	return put_rests(m, measure, row, err);
}

static int put_measure(struct interval_model *m, int measure, struct err *err)
{
	uint32_t i;

	for (i = 0; i < m->p->c->nrows; i++) {
		if (i % 1024 == 0 && program_check(err) < 0)
			return -1;
		if (put_row(m, measure, m->p->c->sorted[i], err) < 0)
			return -1;
	}
	for (i = 0; i < m->p->pr->nshadows; i++)
		if (put_shadow(m, measure, i, err) < 0)
			return -1;
	return 0;
}

/* a times one measure less b times another, of a cell, is not negative. */
static int put_pair(struct interval_model *m, const int *nodes, int one, int32_t a, int other,
		    int32_t b, struct err *err)
{
	model_begin(m);
	if (!relations_expression(m, one, nodes, a, false) ||
	    !relations_expression(m, other, nodes, -b, false))
		return 0;
	return model_put(m, LINEAR_AT_LEAST, err);
}

static int put_part(struct interval_model *m, const struct policy_relation *r, struct err *err)
{
	uint32_t i;

	if (!m->slots.of[r->whole] || !m->slots.of[r->part])
		return 0;
	for (i = 0; i < m->p->c->nrows; i++)
		if (put_pair(m, cells_nodes(m->p->c, m->p->c->sorted[i]), r->whole, 1, r->part, 1,
			     err) < 0)
			return -1;
	return 0;
}

/* What holds for each head in a row holds for those in what is left of a base. */
static int put_heads(struct interval_model *m, const struct policy_per_head *h, uint32_t row,
		     struct err *err)
{
	int which[WHICH_MAX], n = find_which(m, row, which), nodes[CELLS_MAX_AXES];
	unsigned mask;

	for (mask = 0; mask < 1u << n; mask++) {
		leave_out(m, row, which, mask, nodes);
		if (h->has_low && put_pair(m, nodes, h->sum, 1, h->count, (int32_t)h->low, err) < 0)
			return -1;
		if (h->has_high &&
		    put_pair(m, nodes, h->count, (int32_t)h->high, h->sum, 1, err) < 0)
			return -1;
	}
	return 0;
}

static int put_per_head(struct interval_model *m, const struct policy_per_head *h, struct err *err)
{
	uint32_t i;

	if (!m->slots.of[h->sum] || !m->slots.of[h->count])
		return 0;
	if ((h->has_low && (h->low < 0 || h->low > INT32_MAX)) ||
	    (h->has_high && (h->high < 0 || h->high > INT32_MAX)))
		return err_set(err, ERR_CONFIG,
			       "per_head: what each of %s has of %s is more than an audit of "
			       "intervals can take",
			       m->p->c->measures[h->count].name, m->p->c->measures[h->sum].name);
	for (i = 0; i < m->p->c->nrows; i++)
		if (put_heads(m, h, m->p->c->sorted[i], err) < 0)
			return -1;
	return 0;
}

/* Whether two measures are of one quantity in two tables and agree wherever both are. */
static bool is_twin(const struct interval_model *m, int one, int other)
{
	const struct cells *c = m->p->c;
	const struct measure *a = &c->measures[one], *b = &c->measures[other];
	bool meets = false;
	uint32_t i;

	if (!m->slots.of[one] || !m->slots.of[other] || a->table == b->table ||
	    a->kind != b->kind || a->scale != b->scale || !a->quantity || !b->quantity ||
	    strcmp(a->quantity, b->quantity) != 0)
		return false;
	for (i = 0; i < c->nrows; i++) {
		if (cells_is_null(c, one, i) || cells_is_null(c, other, i))
			continue;
		if (cells_int(c, one, i) != cells_int(c, other, i))
			return false;
		meets = true;
	}
	return meets;
}

static int put_twins(struct interval_model *m, int one, int other, struct err *err)
{
	uint32_t i, a, b;

	for (i = 0; i < m->p->c->nrows; i++) {
		a = m->slots.of[one][m->p->c->sorted[i]];
		b = m->slots.of[other][m->p->c->sorted[i]];
		if (a == SLOT_NONE || b == SLOT_NONE)
			continue;
		model_begin(m);
		model_term(m, a, 1);
		model_term(m, b, -1);
		if (model_put(m, LINEAR_EQUAL, err) < 0)
			return -1;
	}
	return 0;
}

int relations_put(struct interval_model *m, struct err *err)
{
	const struct policy *p = m->p->p;
	int i, k;

	for (i = 0; i < m->p->c->nmeasures; i++) {
		if (m->slots.of[i] && put_measure(m, i, err) < 0)
			return -1;
		for (k = 0; k < i; k++)
			if (is_twin(m, k, i) && put_twins(m, k, i, err) < 0)
				return -1;
	}
	for (i = 0; i < p->nrelations; i++)
		if (put_part(m, &p->relations[i], err) < 0)
			return -1;
	for (i = 0; i < p->nper_head; i++)
		if (put_per_head(m, &p->per_head[i], err) < 0)
			return -1;
	return 0;
}
