#include "verify/vertices.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"

enum {
	STEP_PIVOTS = 2000, /* between two looks at signals */
	ROUNDS_MIN = 2	    /* of random objectives without much success, before single programs */
};

/* How far a bound may be missed, beside its size. */
#define STRICT 1e-9
#define LENIENT 1e-7

struct solver {
	struct vertices *v;
	const struct polytope *p;
	glp_prob *lp;
	struct effort *effort;
	uint64_t random;
	double *multipliers;
	uint8_t *is_closed[2]; /* by unknown: low, high */
	uint32_t nclosed;
	int64_t *point; /* a vertex in whole numbers */
	struct err *err;
};

enum outcome { OUTCOME_OPTIMAL, OUTCOME_UNBOUNDED, OUTCOME_NONE, OUTCOME_LIMIT, OUTCOME_FAILED };

/* splitmix64, as numbers of (0, 1]. */
static double draw(struct solver *s)
{
	uint64_t z = s->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return (double)((z ^ (z >> 31)) >> 11) * 0x1p-53 + 0x1p-54;
}

/* Columns are distances from the lower bound: small numbers where the bounds are close. */
static int64_t origin(const struct polytope *p, uint32_t u)
{
	return p->low[u] == -BOUND_NONE ? 0 : p->low[u];
}

static void set_column(struct solver *s, uint32_t u)
{
	const struct polytope *p = s->p;
	bool has_low = p->low[u] != -BOUND_NONE, has_high = p->high[u] != BOUND_NONE;
	double width = has_high ? (double)(p->high[u] - origin(p, u)) : 0;
	int kind = has_low && has_high ? GLP_DB : has_low ? GLP_LO : has_high ? GLP_UP : GLP_FR;

	if (kind == GLP_DB && p->low[u] == p->high[u])
		kind = GLP_FX;
	glp_set_col_bnds(s->lp, (int)u + 1, kind, 0, width);
}

static void set_row(struct solver *s, uint32_t row, int *columns, double *values)
{
	static const int kinds[] = {
		[ROW_EQUAL] = GLP_FX, [ROW_AT_LEAST] = GLP_LO, [ROW_AT_MOST] = GLP_UP
	};
	const struct polytope *p = s->p;
	__int128 right = p->rights[row];
	int n = 0;

	for (size_t t = p->first[row]; t < p->first[row + 1]; t++) {
		right -= p->weights[t] * (__int128)origin(p, p->terms[t]);
		columns[++n] = (int)p->terms[t] + 1;
		values[n] = p->weights[t];
	}
	glp_set_mat_row(s->lp, (int)row + 1, n, columns, values);
	glp_set_row_bnds(s->lp, (int)row + 1, kinds[p->senses[row]], (double)right, (double)right);
}

static void build(struct solver *s)
{
	int *columns = mem_alloc(((size_t)s->p->n + 1) * sizeof(*columns));
	double *values = mem_alloc(((size_t)s->p->n + 1) * sizeof(*values));

	glp_term_out(GLP_OFF);
	s->lp = glp_create_prob();
	glp_set_obj_dir(s->lp, GLP_MAX);
	glp_add_cols(s->lp, (int)s->p->n);
	glp_add_rows(s->lp, (int)s->p->nrows);
	for (uint32_t u = 0; u < s->p->n; u++)
		set_column(s, u);
	for (uint32_t row = 0; row < s->p->nrows; row++)
		set_row(s, row, columns, values);
	glp_adv_basis(s->lp, 0);
	free(columns);
	free(values);
}

/* One call of the solver, of a limited number of pivots. */
static int step(struct solver *s, double tolerance)
{
	long long left = s->effort->pivots_left;
	int before = glp_get_it_cnt(s->lp), ret, used;
	glp_smcp parm;

	glp_init_smcp(&parm);
	parm.msg_lev = GLP_MSG_OFF;
	parm.meth = GLP_PRIMAL;
	parm.tol_bnd = tolerance;
	parm.it_lim = left < STEP_PIVOTS ? (int)left : STEP_PIVOTS;
	ret = glp_simplex(s->lp, &parm);
	used = glp_get_it_cnt(s->lp) - before;
	s->effort->pivots += used;
	s->effort->pivots_left -= used;
	return ret;
}

static enum outcome outcome_of(struct solver *s)
{
	switch (glp_get_status(s->lp)) {
	case GLP_OPT:
		return OUTCOME_OPTIMAL;
	case GLP_UNBND:
		return OUTCOME_UNBOUNDED;
	case GLP_NOFEAS:
		return OUTCOME_NONE;
	}
	return OUTCOME_FAILED;
}

static int run(struct solver *s, double tolerance, enum outcome *outcome)
{
	int ret = GLP_EITLIM;

	while (ret == GLP_EITLIM) {
		if (program_check(s->err) < 0)
			return -1;
		*outcome = OUTCOME_LIMIT;
		if (s->effort->pivots_left <= 0)
			return 0;
		ret = step(s, tolerance);
	}
	*outcome = ret == 0 ? outcome_of(s) : OUTCOME_FAILED;
	return 0;
}

/* A basis can go bad on the way: then once more from the beginning, less strictly. */
static int solve(struct solver *s, enum outcome *outcome)
{
	s->effort->programs++;
	if (run(s, STRICT, outcome) < 0)
		return -1;
	if (*outcome != OUTCOME_FAILED && *outcome != OUTCOME_NONE)
		return 0;
	glp_adv_basis(s->lp, 0);
	return run(s, LENIENT, outcome);
}

static void set_closed(struct solver *s, uint32_t u, int end)
{
	s->nclosed += !s->is_closed[end][u];
	s->is_closed[end][u] = 1;
}

/* Whether the vertex, rounded, satisfies every row: then its numbers are beyond doubt. */
static bool is_exact(struct solver *s)
{
	const struct polytope *p = s->p;

	for (uint32_t u = 0; u < p->n; u++) {
		double x = glp_get_col_prim(s->lp, (int)u + 1);

		if (fabs(x) > 0x1p52)
			return false;
		s->point[u] = origin(p, u) + (int64_t)nearbyint(x);
		if (s->point[u] < p->low[u] || s->point[u] > p->high[u])
			return false;
	}
	for (uint32_t row = 0; row < p->nrows; row++) {
		__int128 sum = -(__int128)p->rights[row];

		for (size_t t = p->first[row]; t < p->first[row + 1]; t++)
			sum += p->weights[t] * (__int128)s->point[p->terms[t]];
		if ((p->senses[row] != ROW_AT_LEAST && sum > 0) ||
		    (p->senses[row] != ROW_AT_MOST && sum < 0))
			return false;
	}
	return true;
}

static void take_vertex(struct solver *s)
{
	struct vertices *v = s->v;
	bool exact = is_exact(s);

	for (uint32_t u = 0; u < s->p->n; u++) {
		double x = exact ? (double)s->point[u]
				 : (double)origin(s->p, u) + glp_get_col_prim(s->lp, (int)u + 1);
		double doubt = exact ? 0 : 1e-6;

		if (x + doubt < v->seen_low[u])
			v->seen_low[u] = x + doubt;
		if (x - doubt > v->seen_high[u])
			v->seen_high[u] = x - doubt;
		if (v->low[u] != -BOUND_NONE && v->seen_low[u] < (double)v->low[u] + 1)
			set_closed(s, u, 0);
		if (v->high[u] != BOUND_NONE && v->seen_high[u] > (double)v->high[u] - 1)
			set_closed(s, u, 1);
	}
}

/* Random weights on what is still open at that end; false when nothing is. */
static bool set_random_objective(struct solver *s, int end)
{
	const struct vertices *v = s->v;
	bool has_some = false;

	for (uint32_t u = 0; u < s->p->n; u++) {
		bool is_open = !s->is_closed[end][u] && v->low[u] != -BOUND_NONE &&
			       v->high[u] != BOUND_NONE;
		double width = is_open ? (double)(v->high[u] - v->low[u]) : 0;
		double weight = is_open ? draw(s) / (1 + width) : 0;

		glp_set_obj_coef(s->lp, (int)u + 1, end ? weight : -weight);
		has_some |= is_open;
	}
	return has_some;
}

static void clear_objective(struct solver *s)
{
	for (uint32_t u = 0; u < s->p->n; u++)
		glp_set_obj_coef(s->lp, (int)u + 1, 0);
}

/* Rounds of random objectives, as long as each settles a good part of what is open. */
static int batch(struct solver *s, enum outcome *outcome)
{
	int poor = 0, end = 1;

	while (poor < ROUNDS_MIN) {
		uint32_t before = s->nclosed, open = 2 * s->p->n - before;

		if (set_random_objective(s, end)) {
			if (solve(s, outcome) < 0)
				return -1;
			if (*outcome != OUTCOME_OPTIMAL)
				break;
			take_vertex(s);
		}
		poor = (s->nclosed - before) * 20 <= open ? poor + 1 : 0;
		end = !end;
	}
	clear_objective(s);
	return 0;
}

/* The bound that the multipliers of the optimum prove. */
static void take_proof(struct solver *s, uint32_t u, int end)
{
	struct vertices *v = s->v;
	int sign = end ? 1 : -1;
	uint32_t nused;
	__int128 bound;

	for (uint32_t row = 0; row < s->p->nrows; row++)
		s->multipliers[row] = glp_get_row_dual(s->lp, (int)row + 1);
	if (!polytope_prove(s->p, u, sign, s->multipliers, &bound, &nused))
		return;
	if (end && bound < v->high[u]) {
		v->high[u] = (int64_t)bound;
		v->high_rows[u] = nused;
	} else if (!end && -bound > v->low[u]) {
		v->low[u] = (int64_t)-bound;
		v->low_rows[u] = nused;
	}
}

/* One program for one end of one unknown. */
static int single(struct solver *s, uint32_t u, int end, enum outcome *outcome)
{
	glp_set_obj_coef(s->lp, (int)u + 1, end ? 1 : -1);
	if (solve(s, outcome) < 0)
		return -1;
	glp_set_obj_coef(s->lp, (int)u + 1, 0);
	if (*outcome == OUTCOME_OPTIMAL) {
		take_proof(s, u, end);
		take_vertex(s);
	}
	if (*outcome == OUTCOME_UNBOUNDED)
		*(end ? &s->v->seen_high[u] : &s->v->seen_low[u]) = end ? INFINITY : -INFINITY;
	if (*outcome == OUTCOME_OPTIMAL || *outcome == OUTCOME_UNBOUNDED)
		set_closed(s, u, end);
	return 0;
}

static int singles(struct solver *s, enum outcome *outcome)
{
	for (int end = 1; end >= 0; end--)
		for (uint32_t u = 0; u < s->p->n; u++) {
			if (s->is_closed[end][u])
				continue;
			log_progress("linear programs", s->effort->programs);
			if (single(s, u, end, outcome) < 0)
				return -1;
			if (*outcome == OUTCOME_LIMIT)
				return 0;
		}
	*outcome = OUTCOME_OPTIMAL; /* what failed is not settled */
	return 0;
}

static int search(struct solver *s, enum vertices_end *end)
{
	enum outcome outcome;

	*end = VERTICES_LIMIT;
	if (solve(s, &outcome) < 0) /* any point: the objective is 0 */
		return -1;
	if (outcome == OUTCOME_NONE)
		*end = VERTICES_CONTRADICTION;
	if (outcome != OUTCOME_OPTIMAL)
		return 0;
	take_vertex(s);
	if (batch(s, &outcome) < 0)
		return -1;
	if (outcome == OUTCOME_LIMIT)
		return 0;
	if (singles(s, &outcome) < 0)
		return -1;
	*end = outcome == OUTCOME_OPTIMAL ? VERTICES_DONE : VERTICES_LIMIT;
	return 0;
}

static void make_room(struct vertices *v, const struct polytope *p)
{
	size_t n = (size_t)p->n + 1;

	*v = (struct vertices){ .low = mem_alloc(n * sizeof(int64_t)),
				.high = mem_alloc(n * sizeof(int64_t)),
				.seen_low = mem_alloc(n * sizeof(double)),
				.seen_high = mem_alloc(n * sizeof(double)),
				.low_rows = mem_zalloc(n, sizeof(uint32_t)),
				.high_rows = mem_zalloc(n, sizeof(uint32_t)),
				.is_settled = mem_zalloc(n, sizeof(bool)) };
	for (uint32_t u = 0; u < p->n; u++) {
		v->low[u] = p->low[u];
		v->high[u] = p->high[u];
		v->seen_low[u] = INFINITY;
		v->seen_high[u] = -INFINITY;
	}
}

/* Without rows every unknown reaches its bounds. */
static void settle_free(struct vertices *v, const struct polytope *p)
{
	for (uint32_t u = 0; u < p->n; u++) {
		v->seen_low[u] = p->low[u] == -BOUND_NONE ? -INFINITY : (double)p->low[u];
		v->seen_high[u] = p->high[u] == BOUND_NONE ? INFINITY : (double)p->high[u];
		v->is_settled[u] = true;
	}
}

int vertices_find(struct vertices *v, const struct polytope *p, struct effort *effort,
		  enum vertices_end *end, struct err *err)
{
	struct solver s = { .v = v, .p = p, .effort = effort, .err = err };
	int ret;

	make_room(v, p);
	*end = VERTICES_DONE;
	if (p->nrows == 0) {
		settle_free(v, p);
		return 0;
	}
	s.multipliers = mem_zalloc((size_t)p->nrows + 1, sizeof(*s.multipliers));
	s.point = mem_zalloc((size_t)p->n + 1, sizeof(*s.point));
	s.is_closed[0] = mem_zalloc((size_t)p->n + 1, 1);
	s.is_closed[1] = mem_zalloc((size_t)p->n + 1, 1);
	build(&s);
	ret = search(&s, end);
	for (uint32_t u = 0; u < p->n; u++)
		v->is_settled[u] = s.is_closed[0][u] && s.is_closed[1][u];
	glp_delete_prob(s.lp);
	glp_free_env();
	free(s.multipliers);
	free(s.point);
	free(s.is_closed[0]);
	free(s.is_closed[1]);
	return ret;
}

void vertices_release(struct vertices *v)
{
	free(v->low);
	free(v->high);
	free(v->seen_low);
	free(v->seen_high);
	free(v->low_rows);
	free(v->high_rows);
	free(v->is_settled);
	*v = (struct vertices){ .low = NULL };
}
