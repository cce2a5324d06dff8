#include "protect/cells/layers.h"

#include "core/mem.h"

static bool is_one_quantity(const struct measure *a, const struct measure *b)
{
	if (!a->is_published || !b->is_published)
		return false;
	return !a->quantity || !b->quantity || strcmp(a->quantity, b->quantity) == 0;
}

static bool are_tied(const struct cells *c, const struct policy *p, int one, int other)
{
	int a, b, i;

	for (a = 0; a < c->nmeasures; a++)
		for (b = 0; b < c->nmeasures; b++)
			if (c->measures[a].table == one && c->measures[b].table == other &&
			    is_one_quantity(&c->measures[a], &c->measures[b]))
				return true;
	for (i = 0; i < p->nrelations; i++) {
		a = c->measures[p->relations[i].whole].table;
		b = c->measures[p->relations[i].part].table;
		if ((a == one && b == other) || (a == other && b == one))
			return true;
	}
	for (i = 0; i < p->nper_head; i++) {
		a = c->measures[p->per_head[i].sum].table;
		b = c->measures[p->per_head[i].count].table;
		if ((a == one && b == other) || (a == other && b == one))
			return true;
	}
	return false;
}

void layers_find(struct cells *c, const struct policy *p)
{
	bool *is_tied = mem_zalloc((size_t)c->ntables, sizeof(*is_tied)), again = true;
	int t, u, m;

	is_tied[0] = true;
	while (again) {
		again = false;
		for (t = 0; t < c->ntables; t++)
			for (u = 0; u < c->ntables; u++)
				if (is_tied[t] && !is_tied[u] && are_tied(c, p, t, u))
					again = is_tied[u] = true;
	}
	for (m = 0; m < c->nmeasures; m++)
		if (!is_tied[c->measures[m].table]) {
			c->measures[m].is_beside = true;
			c->measures[m].is_published = false;
		}
	free(is_tied);
}

void layers_judge(struct primary *pr, const struct cells *c)
{
	bool has_any, has_beside = false;
	uint32_t row;
	int m;

	for (m = 0; m < c->nmeasures; m++)
		has_beside |= c->measures[m].is_beside;
	for (row = 0; has_beside && row < c->nrows; row++) {
		has_any = false;
		for (m = 0; m < c->nmeasures; m++)
			has_any |= !c->measures[m].is_beside && !cells_is_null(c, m, row) &&
				   !cells_is_zero(c, m, row);
		if (has_any || pr->states[row] != ROW_PRIMARY)
			continue;
		for (m = 0; m < c->nmeasures; m++)
			has_any |= c->measures[m].is_published && !cells_is_null(c, m, row);
		pr->states[row] = has_any ? ROW_ZERO : ROW_ABSENT;
		pr->rules[row] = PRIMARY_NO_RULE;
		pr->nprimary--;
		pr->nzero += has_any;
	}
}
