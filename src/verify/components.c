#include "verify/components.h"

#include <stdlib.h>

#include "core/mem.h"

static uint32_t root_of(uint32_t *above, uint32_t v)
{
	while (above[v] != v) {
		above[v] = above[above[v]];
		v = above[v];
	}
	return v;
}

/* The least variable of a group is its root. */
static uint32_t *join(const struct knowledge *k)
{
	uint32_t *above = mem_alloc(((size_t)k->nvars + 1) * sizeof(*above));

	for (uint32_t v = 0; v < k->nvars; v++)
		above[v] = v;
	for (uint32_t row = 0; row < k->nrows; row++)
		for (size_t t = k->rows[row].first + 1; t < knowledge_end(k, row); t++) {
			uint32_t a = root_of(above, k->terms[t - 1]),
				 b = root_of(above, k->terms[t]);

			above[a > b ? a : b] = a > b ? b : a;
		}
	for (uint32_t v = 0; v < k->nvars; v++)
		above[v] = root_of(above, v);
	return above;
}

/* Sorts n things by the component of each; first has ncomponents + 1 places. */
static uint32_t *sort(const uint32_t *component, uint32_t n, uint32_t *first, uint32_t ncomponents)
{
	uint32_t *sorted = mem_alloc(((size_t)n + 1) * sizeof(*sorted));
	uint32_t *at = mem_zalloc((size_t)ncomponents + 1, sizeof(*at));

	for (uint32_t i = 0; i < n; i++)
		first[component[i] + 1]++;
	for (uint32_t i = 0; i < ncomponents; i++)
		first[i + 1] += first[i];
	memcpy(at, first, (size_t)ncomponents * sizeof(*at));
	for (uint32_t i = 0; i < n; i++)
		sorted[at[component[i]]++] = i;
	free(at);
	return sorted;
}

void components_find(struct components *c, const struct knowledge *k)
{
	uint32_t *of_var = join(k), *of_row;

	*c = (struct components){ .n = 0 };
	of_row = mem_alloc(((size_t)k->nrows + 1) * sizeof(*of_row));
	/* Roots come before their members. */
	for (uint32_t v = 0; v < k->nvars; v++)
		of_var[v] = of_var[v] == v ? c->n++ : of_var[of_var[v]];
	for (uint32_t row = 0; row < k->nrows; row++)
		of_row[row] = of_var[k->terms[k->rows[row].first]];
	c->first_var = mem_zalloc((size_t)c->n + 1, sizeof(*c->first_var));
	c->first_row = mem_zalloc((size_t)c->n + 1, sizeof(*c->first_row));
	c->vars = sort(of_var, k->nvars, c->first_var, c->n);
	c->rows = sort(of_row, k->nrows, c->first_row, c->n);
	free(of_var);
	free(of_row);
}

void components_release(struct components *c)
{
	free(c->first_var);
	free(c->vars);
	free(c->first_row);
	free(c->rows);
	*c = (struct components){ .n = 0 };
}
