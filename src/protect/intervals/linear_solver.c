#include "protect/intervals/linear_solver.h"

#include <glpk.h>
#include <limits.h>
#include <math.h>
#include <setjmp.h>

#include "core/mem.h"

/* Failures of GLPK itself --------------------------------------------------- */

static void give_up(void *info)
{
	jmp_buf *back = info;

	longjmp(*back, 1);
}

/* What it would print, its last words too. */
static int swallow(void *info, const char *text)
{
	(void)info;
	(void)text;
	return 1;
}

int solver_guard(int (*work)(void *ctx, struct err *err), void *ctx, struct err *err)
{
	jmp_buf back;
	int ret;

	glp_term_hook(swallow, NULL);
	glp_error_hook(give_up, &back);
	if (setjmp(back) != 0) {
		glp_free_env(); /* as GLPK asks for after such a jump; frees all of its memory */
		return err_set(err, ERR_BUG, "the solver of linear programs (GLPK) gave up");
	}
	ret = work(ctx, err);
	glp_error_hook(NULL, NULL);
	glp_term_hook(NULL, NULL);
	return ret;
}

/* Problems ------------------------------------------------------------------ */

static void set_bounds(glp_prob *p, int column, int64_t low, int64_t high)
{
	bool has_low = low != -LINEAR_NO_LIMIT, has_high = high != LINEAR_NO_LIMIT;
	int kind = has_low && has_high ? (low == high ? GLP_FX : GLP_DB)
		   : has_low	       ? GLP_LO
		   : has_high	       ? GLP_UP
				       : GLP_FR;

	glp_set_col_bnds(p, column, kind, (double)low, (double)high);
}

/* By columns: of long rows only what is in the ball is touched. */
static void load_columns(struct solver *s)
{
	const struct compact *c = s->c;
	int *rows = mem_zalloc((size_t)s->ball->nrows + 1, sizeof(*rows)), n;
	double *weights = mem_zalloc((size_t)s->ball->nrows + 1, sizeof(*weights));
	uint32_t i, var;
	size_t k;

	for (i = 0; i < s->ball->nvars; i++) {
		var = s->ball->vars[i];
		n = 0;
		for (k = c->rows_start[var]; k < c->rows_start[var + 1]; k++) {
			if (!ball_has_row(s->ball, c->rows[k]))
				continue;
			rows[++n] = (int)s->ball->numbers[c->rows[k]] + 1;
			weights[n] = (double)c->rows_weights[k];
		}
		glp_set_mat_col(s->problem, (int)i + 1, n, rows, weights);
	}
	free(rows);
	free(weights);
}

static void bound_rows(struct solver *s)
{
	const struct compact *c = s->c;
	uint32_t i, row;

	for (i = 0; i < s->ball->nrows; i++) {
		row = s->ball->rows[i];
		if (c->is_equal[row])
			glp_set_row_bnds(s->problem, (int)i + 1, GLP_FX, 0, 0);
		else
			glp_set_row_bnds(s->problem, (int)i + 1, GLP_UP, 0, (double)c->slack[row]);
	}
}

void solver_open(struct solver *s, const struct ball *b, uint32_t *local, long long *pivots)
{
	const struct reduced *r = b->c->r;
	uint32_t i, var;

	*s = (struct solver){ .ball = b, .c = b->c, .local = local, .pivots = pivots };
	s->problem = glp_create_prob();
	glp_set_obj_dir(s->problem, GLP_MAX);
	glp_add_cols(s->problem, (int)b->nvars);
	if (b->nrows > 0)
		glp_add_rows(s->problem, (int)b->nrows);
	for (i = 0; i < b->nvars; i++) {
		var = b->vars[i];
		local[var] = i;
		set_bounds(s->problem, (int)i + 1, r->low[var], r->high[var]);
	}
	bound_rows(s);
	load_columns(s);
	glp_scale_prob(s->problem, GLP_SF_AUTO);
	glp_adv_basis(s->problem, 0);
}

void solver_close(struct solver *s)
{
	if (s->problem)
		glp_delete_prob(s->problem);
	s->problem = NULL;
}

void solver_clear(struct solver *s)
{
	uint32_t i;

	for (i = 0; i < s->ball->nvars; i++)
		glp_set_obj_coef(s->problem, (int)i + 1, 0);
}

void solver_add(struct solver *s, uint32_t var, double weight)
{
	const struct compact *c = s->c;
	size_t k;
	int j;

	for (k = c->form_start[var]; k < c->form_start[var + 1]; k++) {
		if (!ball_has(s->ball, c->form_vars[k]))
			continue;
		j = (int)s->local[c->form_vars[k]] + 1;
		glp_set_obj_coef(s->problem, j,
				 glp_get_obj_coef(s->problem, j) +
					 weight * (double)c->form_weights[k]);
	}
}

void solver_bound(struct solver *s, uint32_t base, int64_t low, int64_t high)
{
	set_bounds(s->problem, (int)s->local[base] + 1, low, high);
}

void solver_require(struct solver *s, uint32_t var, int direction, int64_t much)
{
	const struct compact *c = s->c;
	size_t length = c->form_start[var + 1] - c->form_start[var], k;
	int *columns = mem_zalloc(length + 1, sizeof(*columns)), n = 0, row;
	double *weights = mem_zalloc(length + 1, sizeof(*weights));

	for (k = c->form_start[var]; k < c->form_start[var + 1]; k++) {
		if (!ball_has(s->ball, c->form_vars[k]))
			continue;
		columns[++n] = (int)s->local[c->form_vars[k]] + 1;
		weights[n] = (double)c->form_weights[k];
	}
	row = glp_add_rows(s->problem, 1);
	glp_set_mat_row(s->problem, row, n, columns, weights);
	glp_set_row_bnds(s->problem, row, direction > 0 ? GLP_LO : GLP_UP, (double)much,
			 (double)much);
	free(columns);
	free(weights);
}

void solver_require_no_more(struct solver *s)
{
	int rows[] = { 0, (int)s->ball->nrows + 1 };

	glp_del_rows(s->problem, 1, rows);
	glp_adv_basis(s->problem, 0);
}

/* Solving ------------------------------------------------------------------- */

static int limit_of(long long pivots)
{
	return pivots > INT_MAX ? INT_MAX : (int)pivots;
}

static int simplex(struct solver *s, int method)
{
	int before = glp_get_it_cnt(s->problem), code;
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = method;
	how.it_lim = limit_of(*s->pivots);
	how.tol_bnd = 1e-9;
	code = glp_simplex(s->problem, &how);
	*s->pivots -= glp_get_it_cnt(s->problem) - before;
	if (*s->pivots < 0)
		*s->pivots = 0;
	return code;
}

enum solver_status solver_solve(struct solver *s)
{
	int code;

	if (*s->pivots == 0)
		return SOLVER_LIMIT;
	s->programs++;
	code = simplex(s, GLP_PRIMAL);
	if (code != 0 && code != GLP_EITLIM) {
		/* A basis that has become bad: begin anew. */
		glp_std_basis(s->problem);
		code = simplex(s, GLP_DUALP);
	}
	if (code == GLP_EITLIM || *s->pivots == 0)
		return SOLVER_LIMIT;
	if (code != 0)
		return SOLVER_FAILED;
	switch (glp_get_status(s->problem)) {
	case GLP_OPT:
		return SOLVER_OPTIMAL;
	case GLP_UNBND:
		return SOLVER_UNBOUNDED;
	}
	return SOLVER_FAILED;
}

struct tree_limit {
	int nodes, pivots;
	const struct solver *s;
};

static void look_at_tree(glp_tree *tree, void *info)
{
	const struct tree_limit *limit = info;
	int nodes;

	glp_ios_tree_size(tree, NULL, NULL, &nodes);
	if (nodes > limit->nodes || glp_get_it_cnt(limit->s->problem) > limit->pivots)
		glp_ios_terminate(tree);
}

static void set_kinds(struct solver *s, int kind)
{
	uint32_t i;

	for (i = 0; i < s->ball->nvars; i++)
		glp_set_col_kind(s->problem, (int)i + 1, kind);
}

enum solver_status solver_solve_whole(struct solver *s, long long pivots, int nodes)
{
	int before = glp_get_it_cnt(s->problem), code, status;
	struct tree_limit limit = { .nodes = nodes, .s = s };
	glp_iocp how;

	if (*s->pivots == 0)
		return SOLVER_LIMIT;
	limit.pivots = limit_of(before + (pivots < *s->pivots ? pivots : *s->pivots));
	s->programs++;
	set_kinds(s, GLP_IV);
	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.br_tech = GLP_BR_MFV;
	how.bt_tech = GLP_BT_DFS;
	how.cb_func = look_at_tree;
	how.cb_info = &limit;
	code = glp_intopt(s->problem, &how);
	status = glp_mip_status(s->problem);
	set_kinds(s, GLP_CV);
	*s->pivots -= glp_get_it_cnt(s->problem) - before;
	if (*s->pivots < 0)
		*s->pivots = 0;
	if (status == GLP_OPT || status == GLP_FEAS)
		return SOLVER_OPTIMAL;
	if (code == 0 && status == GLP_NOFEAS)
		return SOLVER_NONE;
	return code == GLP_ESTOP ? SOLVER_LIMIT : SOLVER_FAILED;
}

double solver_value(const struct solver *s, uint32_t base)
{
	return glp_get_col_prim(s->problem, (int)s->local[base] + 1);
}

double solver_whole_value(const struct solver *s, uint32_t base)
{
	return glp_mip_col_val(s->problem, (int)s->local[base] + 1);
}

double solver_row_price(const struct solver *s, uint32_t i)
{
	return glp_get_row_dual(s->problem, (int)i + 1);
}
