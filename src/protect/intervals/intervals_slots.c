#include "protect/intervals/intervals_slots.h"

#include "core/mem.h"

const struct system_of *slots_system(const struct interval_problem *p, enum measure_kind kind,
				     uint32_t row, uint32_t *column)
{
	bool is_stock = kind == MEASURE_STOCK && cells_period_axis(p->c) >= 0;
	const struct system_of *s;
	int i;

	for (i = 0; i < p->nsystems; i++) {
		s = &p->systems[i];
		if ((s->kind == SYSTEM_STOCK) != is_stock)
			continue;
		*column = kind == MEASURE_CUMULATIVE && s->first_sum < s->ncells
				  ? s->first_sum + row
				  : row;
		return s;
	}
	return NULL;
}

int64_t slot_least(const struct slot *s, const struct interval_problem *p)
{
	if (s->truth <= 0)
		return s->truth < 0 ? -LINEAR_NO_LIMIT : 0;
	return s->cell < p->c->nrows ? primary_least(p->p) : 0;
}

static uint32_t add_slot(struct slots *s, const struct interval_problem *p, int measure,
			 uint32_t cell, int64_t truth)
{
	s->items = mem_grow(s->items, &s->capacity, (size_t)s->n + 1, sizeof(*s->items));
	s->items[s->n] = (struct slot){ .measure = measure,
					.cell = cell,
					.truth = truth,
					.high = LINEAR_NO_LIMIT,
					.hideable = CELLS_NO_ROW };
	s->items[s->n].low = slot_least(&s->items[s->n], p);
	return s->n++;
}

static bool is_count(const struct policy *p, int measure)
{
	int k;

	for (k = 0; k < p->ncounts; k++)
		if (p->count_measures[k] == measure)
			return true;
	return false;
}

/*
 * A row that shows an earlier value tells of tonight's count that it is near.  Of a sum
 * nobody can say how near, so it counts as known: taking more for known is the safe side.
 */
static void narrow(struct slot *s, const struct interval_problem *p, uint32_t row)
{
	int64_t shown, low, high;

	low = high = s->truth;
	if (p->views[row] == VIEW_NEAR && p->shown && is_count(p->p, s->measure)) {
		shown = p->shown[(size_t)row * (size_t)p->c->nmeasures + (size_t)s->measure];
		if (shown - p->near < s->truth && s->truth < shown + p->near) {
			low = shown - p->near + 1;
			high = shown + p->near - 1;
		}
	}
	s->low = s->low > low ? s->low : low;
	s->high = s->high < high ? s->high : high;
}

static void join_row(struct slot *s, const struct interval_problem *p, uint32_t row)
{
	bool may_hide = p->pr->states[row] != ROW_ZERO && !(p->is_fixed && p->is_fixed[row]);

	if (p->views[row] == VIEW_NOTHING)
		return;
	if (!may_hide)
		s->hideable = CELLS_NO_ROW;
	else if (!s->is_shown)
		s->hideable = row;
	s->is_shown = true;
	narrow(s, p, row);
}

/* Cells with identical columns have one value; should the table say otherwise, they count
 * as different. */
static void add_row(struct slots *s, const struct interval_problem *p, int measure, uint32_t row,
		    uint32_t *by_leader)
{
	const struct system_of *system;
	uint32_t column = 0, *first = NULL, *at = &s->of[measure][row];
	int64_t truth;

	if (cells_is_null(p->c, measure, row))
		return;
	truth = cells_int(p->c, measure, row);
	system = slots_system(p, p->c->measures[measure].kind, row, &column);
	if (system) {
		if (sparse_count(&system->matrix, column) == 0 && truth == 0) {
			*at = SLOT_ZERO;
			return;
		}
		first = &by_leader[system->leader[column]];
	}
	if (first && *first != SLOT_NONE && s->items[*first].truth == truth)
		*at = *first;
	else
		*at = add_slot(s, p, measure, row, truth);
	if (first && *first == SLOT_NONE)
		*first = *at;
	join_row(&s->items[*at], p, row);
}

void slots_init(struct slots *s, const struct interval_problem *p, const bool *is_in)
{
	uint32_t *by_leader, i, most = p->c->nrows;
	int m;

	*s = (struct slots){ .ncells = p->c->nrows + p->pr->nshadows,
			     .nmeasures = p->c->nmeasures };
	for (m = 0; m < p->nsystems; m++)
		if (most < p->systems[m].ncells)
			most = p->systems[m].ncells;
	by_leader = mem_zalloc((size_t)most + 1, sizeof(*by_leader));
	s->of = mem_zalloc((size_t)s->nmeasures, sizeof(*s->of));
	for (m = 0; m < s->nmeasures; m++) {
		if (!is_in[m])
			continue;
		s->of[m] = mem_alloc(((size_t)s->ncells + 1) * sizeof(**s->of));
		memset(s->of[m], 0xff, ((size_t)s->ncells + 1) * sizeof(**s->of));
		memset(by_leader, 0xff, ((size_t)most + 1) * sizeof(*by_leader));
		for (i = 0; i < p->c->nrows; i++)
			add_row(s, p, m, p->c->sorted[i], by_leader);
	}
	free(by_leader);
}

void slots_release(struct slots *s)
{
	int m;

	for (m = 0; s->of && m < s->nmeasures; m++)
		free(s->of[m]);
	free(s->of);
	free(s->items);
	*s = (struct slots){ 0 };
}

void slots_add_shadow(struct slots *s, const struct interval_problem *p, int measure, uint32_t cell,
		      int64_t truth)
{
	s->of[measure][cell] = add_slot(s, p, measure, cell, truth);
}

void slots_add_hole(struct slots *s, const struct interval_problem *p, int measure, int64_t truth)
{
	add_slot(s, p, measure, SLOT_NONE, truth);
}
