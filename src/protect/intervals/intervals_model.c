#include "protect/intervals/intervals_model.h"

#include "core/mem.h"
#include "protect/intervals/intervals_inner.h"
#include "protect/intervals/intervals_relations.h"

void model_begin(struct interval_model *m)
{
	m->nterms = 0;
}

void model_term(struct interval_model *m, uint32_t slot, int32_t weight)
{
	if (slot == SLOT_ZERO)
		return;
	m->terms = mem_grow(m->terms, &m->terms_capacity, m->nterms + 1, sizeof(*m->terms));
	m->terms[m->nterms++] = (struct term){ slot, weight };
}

__int128 model_sum(const struct interval_model *m)
{
	__int128 sum = 0;
	size_t i;

	for (i = 0; i < m->nterms; i++)
		sum += (__int128)m->terms[i].weight * m->slots.items[m->terms[i].slot].truth;
	return sum;
}

static int by_slot(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	return x->slot < y->slot ? -1 : x->slot > y->slot;
}

/* One term for each slot; false when weights are too large. */
static bool join_terms(struct interval_model *m)
{
	size_t i, n = 0;

	if (m->nterms > 1)
		qsort(m->terms, m->nterms, sizeof(*m->terms), by_slot);
	for (i = 0; i < m->nterms; i++) {
		if (n == 0 || m->terms[n - 1].slot != m->terms[i].slot)
			m->terms[n++] = m->terms[i];
		else if (__builtin_add_overflow(m->terms[n - 1].weight, m->terms[i].weight,
						&m->terms[n - 1].weight))
			return false;
		if (m->terms[n - 1].weight == 0)
			n--;
	}
	m->nterms = n;
	return true;
}

static uint32_t var_of(const struct interval_model *m, size_t term)
{
	return m->vars[m->terms[term].slot];
}

static uint64_t mix(uint64_t hash, uint64_t v)
{
	hash = (hash ^ v) * 0x9e3779b97f4a7c15u;
	return hash ^ hash >> 29;
}

static bool is_same(const struct interval_model *m, uint32_t row, enum linear_sense sense,
		    int64_t right)
{
	size_t i, at = m->lp.start[row], end = m->lp.start[row + 1];

	if (m->lp.senses[row] != sense || m->lp.rights[row] != right)
		return false;
	for (i = 0; i < m->nterms; i++) {
		if (var_of(m, i) == SLOT_NONE)
			continue;
		if (at == end || m->lp.vars[at] != var_of(m, i) ||
		    m->lp.weights[at] != m->terms[i].weight)
			return false;
		at++;
	}
	return at == end;
}

/* Whether the row is not there yet. */
static bool is_new(struct interval_model *m, enum linear_sense sense, int64_t right)
{
	uint64_t key = mix((uint64_t)sense, (uint64_t)right);
	uint32_t row;
	size_t i;

	for (i = 0; i < m->nterms; i++)
		if (var_of(m, i) != SLOT_NONE)
			key = mix(mix(key, var_of(m, i)), (uint64_t)m->terms[i].weight);
	row = keymap_put(&m->rows, key, m->lp.nrows);
	return row == m->lp.nrows || !is_same(m, row, sense, right);
}

static void put_row(struct interval_model *m, enum linear_sense sense, int64_t right)
{
	size_t i, end = m->lp.nrows > 0 ? m->hideable_start[m->lp.nrows] : 0;
	const struct slot *s;

	linear_add_row(&m->lp, sense, right);
	for (i = 0; i < m->nterms; i++) {
		if (var_of(m, i) != SLOT_NONE)
			linear_add_term(&m->lp, var_of(m, i), m->terms[i].weight);
		s = &m->slots.items[m->terms[i].slot];
		if (!s->is_shown || s->hideable == CELLS_NO_ROW)
			continue;
		m->hideable = mem_grow(m->hideable, &m->hideable_capacity, end + 1,
				       sizeof(*m->hideable));
		m->hideable[end++] = m->terms[i].slot;
	}
	m->hideable_start = mem_grow(m->hideable_start, &m->start_capacity, (size_t)m->lp.nrows + 1,
				     sizeof(*m->hideable_start));
	m->hideable_start[0] = 0;
	m->hideable_start[m->lp.nrows] = end;
}

int model_put(struct interval_model *m, enum linear_sense sense, struct err *err)
{
	__int128 right = 0, sum = model_sum(m);
	size_t i, n = 0;

	if (sense == LINEAR_EQUAL ? sum != 0 : sense == LINEAR_AT_MOST ? sum > 0 : sum < 0)
		return 0;
	if (!join_terms(m))
		return err_set(err, ERR_DATA, "values are too large for an audit of intervals");
	for (i = 0; i < m->nterms; i++) {
		if (var_of(m, i) != SLOT_NONE)
			n++;
		else
			right -= (__int128)m->terms[i].weight *
				 m->slots.items[m->terms[i].slot].truth;
	}
	if (n == 0)
		return 0;
	if (right > INT64_MAX / 2 || right < -(INT64_MAX / 2))
		return err_set(err, ERR_DATA, "values are too large for an audit of intervals");
	if (is_new(m, sense, (int64_t)right))
		put_row(m, sense, (int64_t)right);
	return 0;
}

void model_keep_sum(struct interval_model *m, bool overlaps)
{
	m->sums = mem_grow(m->sums, &m->sums_capacity, m->nsums + 1, sizeof(*m->sums));
	m->sums[m->nsums++] = (struct kept_sum){ m->nsum_terms, m->nterms, overlaps };
	m->sum_terms = mem_grow(m->sum_terms, &m->sum_terms_capacity, m->nsum_terms + m->nterms,
				sizeof(*m->sum_terms));
	memcpy(m->sum_terms + m->nsum_terms, m->terms, m->nterms * sizeof(*m->terms));
	m->nsum_terms += m->nterms;
}

/* The whole is not less than what its parts are at least; whether that says more. */
static bool raise_floor(struct interval_model *m, const struct kept_sum *sum)
{
	const struct term *terms = m->sum_terms + sum->first;
	int64_t *floor = &m->floors[terms[0].slot], part;
	__int128 least = 0;
	size_t i;

	for (i = 1; i < sum->n; i++) {
		part = m->floors[terms[i].slot];
		if (part < 0)
			return false;
		least = !sum->overlaps ? least + part : least > part ? least : part;
	}
	if (least <= *floor || least > m->slots.items[terms[0].slot].truth)
		return false;
	*floor = (int64_t)least;
	return true;
}

static void find_floors(struct interval_model *m)
{
	bool has_raised = true;
	size_t i;

	while (has_raised) {
		has_raised = false;
		for (i = 0; i < m->nsums; i++)
			has_raised |= raise_floor(m, &m->sums[i]);
	}
}

/* Children by the bytes of their codes, whatever order rows and tables came in. */
static void find_branches(struct branches *b, const struct axis *a)
{
	int *at = mem_zalloc((size_t)a->n + 2, sizeof(*at)), i;
	int *ranked = mem_zalloc((size_t)a->n + 1, sizeof(*ranked));

	b->nodes = mem_zalloc((size_t)a->n + 1, sizeof(*b->nodes));
	for (i = 0; i < a->n; i++)
		if (a->parents[i] >= 0)
			at[a->parents[i] + 2]++;
	for (i = 2; i < a->n + 2; i++)
		at[i] += at[i - 1];
	for (i = 0; i < a->n; i++)
		ranked[a->ranks[i]] = i;
	for (i = 0; i < a->n; i++)
		if (a->parents[ranked[i]] >= 0)
			b->nodes[at[a->parents[ranked[i]] + 1]++] = ranked[i];
	free(ranked);
	b->start = at;
}

/* Shadows come last: relations_add_shadows() makes their slots from those of the rows. */
static void make_vars(struct interval_model *m)
{
	const struct slot *s;
	uint32_t i;

	m->vars = mem_alloc(((size_t)m->slots.n + 1) * sizeof(*m->vars));
	m->floors = mem_alloc(((size_t)m->slots.n + 1) * sizeof(*m->floors));
	m->slot_of_var = mem_alloc(((size_t)m->slots.n + 1) * sizeof(*m->slot_of_var));
	for (i = 0; i < m->slots.n; i++) {
		s = &m->slots.items[i];
		m->vars[i] = SLOT_NONE;
		m->floors[i] = slot_least(s, m->p);
		if (slot_is_known(s))
			continue;
		m->vars[i] = linear_add_var(&m->lp, s->truth, s->low, s->high);
		m->slot_of_var[m->vars[i]] = i;
	}
}

int model_build(struct interval_model *m, const struct interval_problem *p, const bool *is_in,
		struct err *err)
{
	int a;

	*m = (struct interval_model){ .p = p, .period = cells_period_axis(p->c) };
	for (a = 0; a < p->c->naxes; a++)
		find_branches(&m->branches[a], &p->c->axes[a]);
	slots_init(&m->slots, p, is_in);
	relations_add_shadows(m);
	if (inner_add(m, err) < 0)
		return -1;
	make_vars(m);
	if (inner_put(m, err) < 0 || relations_put(m, err) < 0)
		return -1;
	find_floors(m);
	return 0;
}

void model_release(struct interval_model *m)
{
	int a;

	for (a = 0; a < CELLS_MAX_AXES; a++) {
		free(m->branches[a].start);
		free(m->branches[a].nodes);
	}
	slots_release(&m->slots);
	linear_release(&m->lp);
	free(m->vars);
	free(m->floors);
	free(m->slot_of_var);
	free(m->hideable_start);
	free(m->hideable);
	free(m->terms);
	free(m->sums);
	free(m->sum_terms);
	keymap_release(&m->rows);
	*m = (struct interval_model){ 0 };
}
