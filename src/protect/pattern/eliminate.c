#include "protect/pattern/eliminate.h"

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "protect/pattern/insiders.h"
#include "protect/pattern/meeting.h"

/* Far more than any table has needed. */
enum { ROUNDS_MAX = 64 };

struct engine {
	const struct elimination_problem *p;
	struct elimination *out;
	struct basis basis; /* of what is published */
	struct residuals residuals;
	struct vector candidate;
	struct insiders insiders;
	size_t nalso;
	size_t nmeetings; /* cells not published lest an insider derives something */
	uint32_t *future; /* by row: how many cells that hold it are still to come */
	uint8_t *exposed; /* by cell and combination: an insider derives it */
};

/* What it costs to remove a row: residuals change and grow now, cells that are
 * still to come will be reduced.  The factor is measured, and the pattern does
 * not depend on it. */
static uint64_t price(const struct engine *e, uint32_t row)
{
	return (uint64_t)5 * e->residuals.counts[row] + e->future[row];
}

static uint32_t cheapest_row(const struct engine *e, const struct vector *v)
{
	uint64_t least = price(e, v->rows[0]), p;
	uint32_t i, best = v->rows[0];

	for (i = 1; i < v->n && least > 0; i++) {
		p = price(e, v->rows[i]);
		if (p < least) {
			least = p;
			best = v->rows[i];
		}
	}
	return best;
}

static void publish(struct engine *e, uint32_t cell, uint32_t pivot)
{
	e->out->outcomes[cell] = CELL_PUBLISHED;
	basis_shorten(&e->basis);
	if (e->candidate.n == 0)
		return;
	residuals_eliminate(&e->residuals, &e->candidate, pivot);
	basis_add(&e->basis, &e->candidate, pivot);
}

static void withhold(struct engine *e, uint32_t cell, uint32_t at_risk)
{
	e->out->outcomes[cell] = CELL_SECONDARY;
	e->out->because[cell] = at_risk;
	e->out->nsecondary++;
}

/* A candidate that is not in the span of what is published. */
static void judge(struct engine *e, uint32_t cell)
{
	uint32_t at_risk = RESIDUAL_NONE, pivot;

	if (e->p->classes[cell] != CELL_FORCED)
		at_risk = residuals_find(&e->residuals, &e->candidate);
	if (at_risk != RESIDUAL_NONE) {
		withhold(e, cell, at_risk);
		return;
	}
	pivot = cheapest_row(e, &e->candidate);
	basis_scale(&e->basis, &e->candidate, pivot);
	if (e->insiders.n > 0 && e->p->classes[cell] != CELL_FORCED &&
	    meeting_is_ahead(&e->residuals, &e->candidate, pivot))
		withhold(e, cell,
			 (uint32_t)(e->p->cells->ncolumns + e->nalso + e->insiders.nasked +
				    e->nmeetings++));
	else
		publish(e, cell, pivot);
}

static void decide(struct engine *e, uint32_t cell)
{
	uint32_t partner = e->p->partners ? e->p->partners[cell] : CELL_NONE;

	if (e->p->classes[cell] != CELL_FORCED && partner != CELL_NONE &&
	    e->out->outcomes[partner] == CELL_SECONDARY)
		return;
	basis_reduce(&e->basis, e->p->cells, cell, &e->candidate);
	if (e->candidate.n == 0)
		publish(e, cell, 0);
	else
		judge(e, cell);
}

/* An empty column is the sum of nothing: its value is known without any table.
 * An empty combination says nothing. */
static void protect_all(struct engine *e)
{
	size_t n = e->p->cells->ncolumns, i;
	struct vector v = { 0 };

	for (i = 0; i < n; i++) {
		e->out->outcomes[i] = CELL_WITHHELD;
		e->out->because[i] = RESIDUAL_NONE;
		if (e->p->classes[i] != CELL_PROTECTED)
			continue;
		vector_of_column(&v, e->p->cells, i, e->p->field);
		residuals_add(&e->residuals, (uint32_t)i, e->insiders.owners[i], &v);
	}
	for (i = 0; i < e->nalso; i++) {
		combination_vector(e->p->also, i, e->p->cells, e->p->field, &v);
		if (v.n > 0)
			residuals_add(&e->residuals, (uint32_t)(n + i), OWNER_PUBLIC, &v);
	}
	for (i = 0; i < e->insiders.nasked; i++)
		residuals_add(&e->residuals, (uint32_t)(n + e->nalso + i), OWNER_ANY,
			      &e->insiders.asked[i]);
	vector_release(&v);
}

static void count_future(struct engine *e, uint32_t cell, uint32_t step)
{
	const uint32_t *rows = sparse_column(e->p->cells, cell);
	size_t i, n = sparse_count(e->p->cells, cell);

	for (i = 0; i < n; i++)
		e->future[rows[i]] += step;
}

static void begin_round(struct engine *e)
{
	size_t i;

	vector_release(&e->candidate);
	residuals_release(&e->residuals);
	basis_release(&e->basis);
	e->out->nsecondary = e->nmeetings = 0;
	basis_init(&e->basis, e->p->field, e->p->cells->nrows);
	residuals_init(&e->residuals, e->p->field, e->p->cells->nrows,
		       e->p->cells->ncolumns + e->nalso + e->insiders.nasked, e->p->seed);
	protect_all(e);
	for (i = 0; i < e->p->norder; i++)
		if (e->p->classes[e->p->order[i]] == CELL_CANDIDATE)
			count_future(e, e->p->order[i], 1);
}

static int run_round(struct engine *e, struct err *err)
{
	uint32_t cell;
	size_t i;

	begin_round(e);
	for (i = 0; i < e->p->norder; i++) {
		if (i % 256 == 0) {
			if (program_check(err) < 0)
				return -1;
			log_progress("cells tried", (long long)i);
		}
		cell = e->p->order[i];
		if (e->p->classes[cell] == CELL_CANDIDATE)
			count_future(e, cell, (uint32_t)-1);
		else if (e->p->classes[cell] != CELL_FORCED)
			continue;
		if (e->out->outcomes[cell] == CELL_WITHHELD)
			decide(e, cell);
	}
	return 0;
}

/* Rounds until the insiders have nothing more to ask for. */
static int run_rounds(struct engine *e, struct err *err)
{
	size_t added = 0;

	do {
		if (e->out->rounds++ == ROUNDS_MAX)
			return err_set(err, ERR_DATA,
				       "no pattern was found in %d rounds that keeps those who "
				       "are alone in a cell from deriving other cells",
				       ROUNDS_MAX);
		if (run_round(e, err) < 0)
			return -1;
		if (e->insiders.n > 0 &&
		    insiders_look(&e->insiders, &e->basis, &e->residuals, e->out->outcomes,
				  e->exposed, &added, err) < 0)
			return -1;
	} while (added > 0);
	return 0;
}

static bool is_given_away(struct engine *e, size_t thing)
{
	if (e->residuals.of_thing[thing] == RESIDUAL_NONE)
		return false;
	if (residuals_is_lost(&e->residuals, (uint32_t)thing))
		return true;
	e->out->nexposed += e->exposed[thing];
	return e->exposed[thing];
}

static void mark_unsafe(struct engine *e)
{
	size_t n = e->p->cells->ncolumns, i;

	for (i = 0; i < n; i++)
		if (is_given_away(e, i)) {
			e->out->outcomes[i] = CELL_UNSAFE;
			e->out->nunsafe++;
		}
	for (i = 0; i < e->nalso; i++) {
		e->out->lost[i] = is_given_away(e, n + i);
		e->out->nlost += e->out->lost[i];
	}
	e->out->ninsider = e->insiders.nasked + e->nmeetings;
}

int eliminate(const struct elimination_problem *p, struct elimination *out, struct err *err)
{
	struct engine e = { .p = p, .out = out, .nalso = p->also ? p->also->n : 0 };
	size_t n = p->cells->ncolumns;
	int ret;

	*out = (struct elimination){ 0 };
	out->outcomes = mem_zalloc(n + 1, 1);
	out->because = mem_zalloc(n + 1, sizeof(*out->because));
	out->lost = mem_zalloc(e.nalso + 1, 1);
	e.exposed = mem_zalloc(n + e.nalso + 1, 1);
	e.future = mem_zalloc((size_t)p->cells->nrows + 1, sizeof(*e.future));
	insiders_init(&e.insiders, p);

	ret = run_rounds(&e, err);
	if (ret == 0)
		mark_unsafe(&e);
	log_progress_end();
	insiders_release(&e.insiders);
	vector_release(&e.candidate);
	residuals_release(&e.residuals);
	basis_release(&e.basis);
	free(e.exposed);
	free(e.future);
	return ret;
}

void elimination_release(struct elimination *e)
{
	free(e->outcomes);
	free(e->because);
	free(e->lost);
	*e = (struct elimination){ 0 };
}
