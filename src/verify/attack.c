#include "verify/attack.h"

#include <math.h>
#include <stdlib.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "verify/vertices.h"

/* One component on its way. */
struct group {
	struct attack *a;
	const uint32_t *vars, *rows;
	uint32_t nvars, nrows;
	struct effort *effort;
	struct finding *found; /* by variable */
	struct err *err;
};

__int128 finding_width(const struct finding *f)
{
	if (f->low == -BOUND_NONE || f->high == BOUND_NONE)
		return -1;
	return (__int128)f->high - f->low;
}

static bool has_hidden(const struct group *g)
{
	const struct knowledge *k = &g->a->knowledge;

	for (uint32_t i = 0; i < g->nvars; i++)
		if (g->a->cells.cells[k->cells[g->vars[i]]].state == CELL_HIDDEN)
			return true;
	return false;
}

static void take_fixed(struct group *g, uint32_t v)
{
	const struct narrowing *n = &g->a->narrowing;
	bool has_reason = n->reasons[v] != REASON_NONE;

	g->found[v] = (struct finding){ .low = n->low[v],
					.high = n->high[v],
					.how = has_reason ? HOW_ROW : HOW_PROGRAM,
					.row = has_reason ? (uint32_t)n->reasons[v] : 0 };
}

static void take_unknown(struct group *g, uint32_t var, const struct vertices *v, uint32_t u)
{
	uint32_t rows = v->low_rows[u] > v->high_rows[u] ? v->low_rows[u] : v->high_rows[u];

	g->found[var] = (struct finding){ .low = v->low[u],
					  .high = v->high[u],
					  .seen = v->seen_high[u] - v->seen_low[u],
					  .how = HOW_PROGRAM,
					  .row = rows,
					  .is_open = !v->is_settled[u] };
}

static int solve_group(struct group *g, const struct polytope *p, bool *is_possible)
{
	enum vertices_end end = VERTICES_DONE;
	struct vertices v = { .low = NULL };
	int ret = 0;

	if (p->n > 0)
		ret = vertices_find(&v, p, g->effort, &end, g->err);
	for (uint32_t i = 0; ret == 0 && i < g->nvars; i++) {
		if (p->unknown_of[i] == POLYTOPE_FIXED)
			take_fixed(g, g->vars[i]);
		else
			take_unknown(g, g->vars[i], &v, p->unknown_of[i]);
	}
	*is_possible = end != VERTICES_CONTRADICTION;
	vertices_release(&v);
	return ret;
}

static int try_group(struct group *g, enum trust trust, bool *is_possible)
{
	struct narrowing *n = &g->a->narrowing;
	struct polytope p = { .n = 0 };
	int ret = 0;

	*is_possible = narrowing_run(n, g->vars, g->nvars, g->rows, g->nrows, trust);
	if (*is_possible)
		*is_possible = polytope_make(&p, n, g->vars, g->nvars, g->rows, g->nrows, trust);
	if (*is_possible)
		ret = solve_group(g, &p, is_possible);
	polytope_release(&p);
	return ret;
}

static void give_up(struct group *g)
{
	const struct knowledge *k = &g->a->knowledge;

	for (uint32_t i = 0; i < g->nvars; i++)
		g->found[g->vars[i]] = (struct finding){ .low = k->sure_low[g->vars[i]],
							 .high = k->sure_high[g->vars[i]],
							 .how = HOW_NOTHING };
}

static int run_group(struct group *g)
{
	bool is_possible = false;

	if (!has_hidden(g))
		return 0;
	for (int trust = TRUST_ALL; !is_possible && trust <= TRUST_SURE; trust++)
		if (try_group(g, (enum trust)trust, &is_possible) < 0)
			return -1;
	if (!is_possible)
		give_up(g);
	return 0;
}

static int run_groups(struct attack *a, struct finding *found, struct effort *effort,
		      struct err *err)
{
	const struct components *c = &a->components;
	struct group g = { .a = a, .effort = effort, .found = found, .err = err };

	for (uint32_t i = 0; i < c->n; i++) {
		if (program_check(err) < 0)
			return -1;
		g.vars = c->vars + c->first_var[i];
		g.nvars = c->first_var[i + 1] - c->first_var[i];
		g.rows = c->rows + c->first_row[i];
		g.nrows = c->first_row[i + 1] - c->first_row[i];
		if (run_group(&g) < 0)
			return -1;
	}
	log_progress_end();
	return 0;
}

/* What was found of variables, and what another release shows anyway. */
static void collect(struct attack *a, const struct finding *found)
{
	a->findings = mem_alloc(((size_t)a->cells.ncells + 1) * sizeof(*a->findings));
	for (int32_t i = 0; i < a->cells.ncells; i++) {
		const struct attack_cell *cell = &a->cells.cells[i];
		struct finding *f = &a->findings[a->n];

		if (!cell->was_hidden)
			continue;
		if (cell->state == CELL_SHOWN)
			*f = (struct finding){ .low = cell->value,
					       .high = cell->value,
					       .how = HOW_SHOWN };
		else
			*f = found[a->knowledge.vars[i]];
		f->cell = i;
		a->n++;
	}
}

static int prepare(struct attack *a, const struct published *releases, int n,
		   const struct attack_options *o, struct err *err)
{
	if (attack_cells_init(&a->cells, releases, n, err) < 0)
		return -1;
	relations_init(&a->relations, &a->cells);
	if (evidence_collect(&a->evidence, &a->relations, o->assume_additive, err) < 0 ||
	    knowledge_gather(&a->knowledge, &a->relations, &a->evidence, err) < 0)
		return -1;
	narrowing_init(&a->narrowing, &a->knowledge);
	components_find(&a->components, &a->knowledge);
	log_verbose("%d cells, %u of them not shown, %u rows, %u components", a->cells.ncells,
		    a->knowledge.nvars, a->knowledge.nrows, a->components.n);
	return 0;
}

int attack_run(struct attack *a, const struct published *releases, int n,
	       const struct attack_options *o, struct err *err)
{
	struct effort effort = { .pivots_left = o->pivots };
	struct finding *found;
	int ret;

	*a = (struct attack){ .n = 0 };
	if (prepare(a, releases, n, o, err) < 0)
		return -1;
	found = mem_zalloc((size_t)a->knowledge.nvars + 1, sizeof(*found));
	ret = run_groups(a, found, &effort, err);
	if (ret == 0)
		collect(a, found);
	a->programs = effort.programs;
	a->pivots = effort.pivots;
	log_verbose("%lld linear programs, %lld pivots", a->programs, a->pivots);
	free(found);
	return ret;
}

void attack_release(struct attack *a)
{
	components_release(&a->components);
	narrowing_release(&a->narrowing);
	knowledge_release(&a->knowledge);
	evidence_release(&a->evidence);
	relations_release(&a->relations);
	attack_cells_release(&a->cells);
	free(a->findings);
	*a = (struct attack){ .n = 0 };
}
