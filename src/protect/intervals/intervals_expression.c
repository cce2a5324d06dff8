/* The parts of intervals_relations.h that put values together from rows. */
#include "core/mem.h"
#include "protect/intervals/intervals_relations.h"

int relations_flow_of(const struct interval_model *m, int measure)
{
	const struct measure *all = m->p->c->measures, *of = &all[measure];
	int i;

	for (i = 0; of->quantity && i < m->p->c->nmeasures; i++)
		if (m->slots.of[i] && all[i].kind == MEASURE_FLOW && all[i].table == of->table &&
		    all[i].quantity && strcmp(all[i].quantity, of->quantity) == 0)
			return i;
	return -1;
}

uint32_t relations_row_at_end(const struct interval_model *m, int measure, const int *nodes,
			      int end)
{
	const struct axis *a = &m->p->c->axes[m->period];
	uint32_t row, best = CELLS_NO_ROW;
	int probe[CELLS_MAX_AXES], i, depth = -1;

	memcpy(probe, nodes, (size_t)m->p->c->naxes * sizeof(*probe));
	for (i = 0; i < a->n; i++) {
		if (a->end_of[i] != end || a->depths[i] <= depth)
			continue;
		probe[m->period] = i;
		row = cells_find(m->p->c, probe);
		if (row != CELLS_NO_ROW && m->slots.of[measure][row] != SLOT_NONE) {
			best = row;
			depth = a->depths[i];
		}
	}
	return best;
}

static bool add_row(struct interval_model *m, int measure, const int *nodes, int32_t weight,
		    bool loose)
{
	uint32_t row = cells_find(m->p->c, nodes), slot;

	if (row == CELLS_NO_ROW)
		return loose;
	slot = m->slots.of[measure][row];
	if (slot != SLOT_NONE)
		model_term(m, slot, weight);
	return slot != SLOT_NONE || cells_status(m->p->c, measure, row) == STATUS_NOT_APPLICABLE;
}

/* An end before which there was nothing (of these nodes) stands for zero. */
static bool add_end(struct interval_model *m, int measure, const int *nodes, int end,
		    int32_t weight)
{
	uint32_t row = relations_row_at_end(m, measure, nodes, end);

	if (row != CELLS_NO_ROW)
		model_term(m, m->slots.of[measure][row], weight);
	return true;
}

/* All axes but that of periods are without extra nodes. */
static bool add_plain(struct interval_model *m, int measure, const int *nodes, int32_t weight,
		      bool loose)
{
	bool adds_up = m->p->c->measures[measure].kind == MEASURE_CUMULATIVE;
	const struct axis *a = m->period < 0 ? NULL : &m->p->c->axes[m->period];
	int plain[CELLS_MAX_AXES], node;
	const struct axis_interval *it;

	if (!a || nodes[m->period] < a->n)
		return add_row(m, measure, nodes, weight, loose);
	if (!adds_up)
		return false;
	node = nodes[m->period];
	memcpy(plain, nodes, (size_t)m->p->c->naxes * sizeof(*plain));
	if (axis_is_since_january(a, node)) {
		plain[m->period] = axis_own_period(a, node);
		return add_row(m, measure, plain, weight, loose);
	}
	it = &a->intervals[node - a->n];
	return add_end(m, measure, nodes, it->upto, weight) &&
	       add_end(m, measure, nodes, it->after, -weight);
}

bool relations_expression(struct interval_model *m, int measure, const int *nodes, int32_t weight,
			  bool loose)
{
	const struct cells *c = m->p->c;
	int other[CELLS_MAX_AXES], a;

	for (a = 0; a < c->naxes; a++)
		if (c->axes[a].kind == AXIS_OF_WHICH && nodes[a] >= c->axes[a].n)
			break;
	if (a == c->naxes)
		return add_plain(m, measure, nodes, weight, loose);
	memcpy(other, nodes, (size_t)c->naxes * sizeof(*other));
	other[a] = c->axes[a].base;
	if (!relations_expression(m, measure, other, weight, loose))
		return false;
	other[a] = nodes[a] - c->axes[a].n;
	return relations_expression(m, measure, other, -weight, loose);
}

/* In a table of periods a cumulative measure has nothing of its own in a plain period: that
 * shadow is about flows. */
static bool is_about(const struct interval_model *m, int measure, const int *nodes)
{
	return m->period < 0 || m->p->c->measures[measure].kind != MEASURE_CUMULATIVE ||
	       nodes[m->period] >= m->p->c->axes[m->period].n;
}

void relations_add_shadows(struct interval_model *m)
{
	const struct interval_problem *p = m->p;
	__int128 truth;
	const int *nodes;
	uint32_t i;
	int k;

	for (k = 0; k < p->c->nmeasures; k++)
		for (i = 0; m->slots.of[k] && i < p->pr->nshadows; i++) {
			nodes = primary_shadow(p->pr, i);
			model_begin(m);
			if (!is_about(m, k, nodes) || !relations_expression(m, k, nodes, 1, true))
				continue;
			truth = model_sum(m);
			if (m->nterms > 0 && truth < INT64_MAX / 2 && truth > -(INT64_MAX / 2))
				slots_add_shadow(&m->slots, p, k, p->c->nrows + i, (int64_t)truth);
		}
}
