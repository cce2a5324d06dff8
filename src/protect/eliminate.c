#include "protect/eliminate.h"

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "protect/residuals.h"

struct engine {
	const struct sparse *cells;
	const struct field61 *field;
	struct basis basis; /* of what is published */
	struct residuals residuals;
	struct vector candidate;
	struct elimination *out;
};

/* The row whose elimination changes the fewest protected cells; the first of them. */
static uint32_t cheapest_row(const struct residuals *rs, const struct vector *v)
{
	uint32_t i, best = v->rows[0];

	for (i = 1; i < v->n && rs->counts[best] > 0; i++)
		if (rs->counts[v->rows[i]] < rs->counts[best])
			best = v->rows[i];
	return best;
}

static void publish(struct engine *e, uint32_t cell)
{
	uint32_t pivot;

	e->out->outcomes[cell] = CELL_PUBLISHED;
	if (e->candidate.n == 0)
		return;
	pivot = cheapest_row(&e->residuals, &e->candidate);
	basis_scale(&e->basis, &e->candidate, pivot);
	residuals_eliminate(&e->residuals, &e->candidate, pivot);
	basis_add(&e->basis, &e->candidate, pivot);
}

/* Whether the candidate would do harm, which makes it secondary. */
static bool does_harm(struct engine *e, uint32_t cell)
{
	uint32_t at_risk = RESIDUAL_NONE;

	basis_reduce(&e->basis, e->cells, cell, &e->candidate);
	if (e->candidate.n > 0)
		at_risk = residuals_find(&e->residuals, &e->candidate);
	if (at_risk == RESIDUAL_NONE)
		return false;
	e->out->outcomes[cell] = CELL_SECONDARY;
	e->out->because[cell] = at_risk;
	e->out->nsecondary++;
	return true;
}

static void decide(struct engine *e, const uint8_t *classes, const uint32_t *partners,
		   uint32_t cell)
{
	uint32_t partner = partners ? partners[cell] : CELL_NONE;

	if (classes[cell] == CELL_FORCED)
		basis_reduce(&e->basis, e->cells, cell, &e->candidate);
	else if ((partner != CELL_NONE && e->out->outcomes[partner] == CELL_SECONDARY) ||
		 does_harm(e, cell))
		return;
	publish(e, cell);
}

/* An empty column is the sum of nothing: its value is known without any table. */
static void protect_all(struct engine *e, const uint8_t *classes)
{
	size_t j;

	for (j = 0; j < e->cells->ncolumns; j++) {
		e->out->because[j] = RESIDUAL_NONE;
		if (classes[j] == CELL_PROTECTED)
			residuals_add(&e->residuals, e->cells, j);
	}
}

static void mark_unsafe(struct engine *e, const uint8_t *classes)
{
	size_t j;

	for (j = 0; j < e->cells->ncolumns; j++)
		if (classes[j] == CELL_PROTECTED && residuals_is_lost(&e->residuals, j)) {
			e->out->outcomes[j] = CELL_UNSAFE;
			e->out->nunsafe++;
		}
}

int eliminate(const struct sparse *cells, const uint8_t *classes, const uint32_t *order,
	      size_t norder, const uint32_t *partners, const struct field61 *field, uint64_t seed,
	      struct elimination *out, struct err *err)
{
	struct engine e = { .cells = cells, .field = field, .out = out };
	int ret = -1;
	size_t i;

	*out = (struct elimination){ 0 };
	out->outcomes = mem_alloc(cells->ncolumns + 1);
	memset(out->outcomes, CELL_WITHHELD, cells->ncolumns);
	out->because = mem_zalloc(cells->ncolumns + 1, sizeof(*out->because));
	basis_init(&e.basis, field, cells->nrows);
	residuals_init(&e.residuals, field, cells->nrows, cells->ncolumns, seed);
	protect_all(&e, classes);

	for (i = 0; i < norder; i++) {
		if (i % 256 == 0) {
			if (program_check(err) < 0)
				goto out;
			log_progress("cells tried", (long long)i);
		}
		if (out->outcomes[order[i]] == CELL_WITHHELD &&
		    (classes[order[i]] == CELL_CANDIDATE || classes[order[i]] == CELL_FORCED))
			decide(&e, classes, partners, order[i]);
	}
	mark_unsafe(&e, classes);
	ret = 0;
out:
	log_progress_end();
	vector_release(&e.candidate);
	residuals_release(&e.residuals);
	basis_release(&e.basis);
	return ret;
}

void elimination_release(struct elimination *e)
{
	free(e->outcomes);
	free(e->because);
	*e = (struct elimination){ 0 };
}
