#include "protect/intervals/linear.h"

#include "core/mem.h"
#include "protect/intervals/linear_reduce.h"

uint32_t linear_add_var(struct linear *l, int64_t truth, int64_t low, int64_t high)
{
	size_t capacity = l->vars_capacity, need = (size_t)l->nvars + 1;

	l->truth = mem_grow(l->truth, &capacity, need, sizeof(*l->truth));
	capacity = l->vars_capacity;
	l->low = mem_grow(l->low, &capacity, need, sizeof(*l->low));
	l->high = mem_grow(l->high, &l->vars_capacity, need, sizeof(*l->high));
	l->truth[l->nvars] = truth;
	l->low[l->nvars] = low;
	l->high[l->nvars] = high;
	return l->nvars++;
}

uint32_t linear_add_row(struct linear *l, enum linear_sense sense, int64_t right)
{
	size_t capacity = l->rows_capacity, need = (size_t)l->nrows + 2;

	l->start = mem_grow(l->start, &capacity, need, sizeof(*l->start));
	capacity = l->rows_capacity;
	l->senses = mem_grow(l->senses, &capacity, need, sizeof(*l->senses));
	l->rights = mem_grow(l->rights, &l->rows_capacity, need, sizeof(*l->rights));
	if (l->nrows == 0)
		l->start[0] = 0;
	l->senses[l->nrows] = (uint8_t)sense;
	l->rights[l->nrows] = right;
	l->start[l->nrows + 1] = l->start[l->nrows];
	return l->nrows++;
}

void linear_add_term(struct linear *l, uint32_t var, int32_t weight)
{
	size_t at = l->start[l->nrows], capacity = l->terms_capacity;

	l->vars = mem_grow(l->vars, &capacity, at + 1, sizeof(*l->vars));
	l->weights = mem_grow(l->weights, &l->terms_capacity, at + 1, sizeof(*l->weights));
	l->vars[at] = var;
	l->weights[at] = weight;
	l->start[l->nrows]++;
}

void linear_release(struct linear *l)
{
	free(l->truth);
	free(l->low);
	free(l->high);
	free(l->start);
	free(l->vars);
	free(l->weights);
	free(l->senses);
	free(l->rights);
	memset(l, 0, sizeof(*l));
}

static bool row_holds(const struct linear *l, uint32_t row, const int64_t *values)
{
	__int128 sum = 0;
	size_t k;

	for (k = l->start[row]; k < l->start[row + 1]; k++)
		sum += (__int128)l->weights[k] * values[l->vars[k]];
	switch (l->senses[row]) {
	case LINEAR_AT_MOST:
		return sum <= l->rights[row];
	case LINEAR_AT_LEAST:
		return sum >= l->rights[row];
	}
	return sum == l->rights[row];
}

static bool var_holds(const struct linear *l, uint32_t var, int64_t value)
{
	return (l->low[var] == -LINEAR_NO_LIMIT || value >= l->low[var]) &&
	       (l->high[var] == LINEAR_NO_LIMIT || value <= l->high[var]);
}

int linear_check_truth(const struct linear *l, struct err *err)
{
	uint32_t i;

	for (i = 0; i < l->nvars; i++)
		if (!var_holds(l, i, l->truth[i]))
			return err_set(err, ERR_DATA, "hidden value %u is not within its bounds",
				       i);
	for (i = 0; i < l->nrows; i++)
		if (!row_holds(l, i, l->truth))
			return err_set(err, ERR_DATA, "equation %u does not hold in the table", i);
	return 0;
}

bool linear_check(const struct linear *l, const struct witness_table *w)
{
	int64_t *values = mem_zalloc(l->nvars, sizeof(*values));
	bool holds = true;
	uint32_t i;

	if (l->nvars > 0)
		memcpy(values, l->truth, l->nvars * sizeof(*values));
	for (i = 0; holds && i < w->n; i++) {
		holds = w->vars[i] < l->nvars && (i == 0 || w->vars[i] > w->vars[i - 1]);
		if (holds)
			values[w->vars[i]] = w->values[i];
	}
	for (i = 0; holds && i < l->nvars; i++)
		holds = var_holds(l, i, values[i]);
	for (i = 0; holds && i < l->nrows; i++)
		holds = row_holds(l, i, values);
	free(values);
	return holds;
}
