#include "protect/intervals/intervals_whole.h"

#include <glpk.h>
#include <math.h>

#include "core/mem.h"
#include "protect/intervals/linear_solver.h"

enum { PIVOTS_MAX = 200000, NODES_MAX = 2000 };

struct search {
	const struct sums *s;
	int64_t *values;
	bool is_found;
};

static glp_prob *load(const struct sums *s)
{
	glp_prob *p = glp_create_prob();
	int *columns = mem_zalloc((size_t)s->nvars + 1, sizeof(*columns)), n;
	double *ones = mem_zalloc((size_t)s->nvars + 1, sizeof(*ones));
	uint32_t i;
	size_t k;

	glp_add_cols(p, (int)s->nvars);
	glp_add_rows(p, (int)s->nrows);
	for (i = 0; i < s->nvars; i++)
		glp_set_col_bnds(p, (int)i + 1, GLP_LO, 0, 0);
	for (i = 0; i < s->nvars; i++)
		ones[i + 1] = 1;
	for (i = 0; i < s->nrows; i++) {
		for (k = s->start[i], n = 0; k < s->start[i + 1]; k++)
			columns[++n] = (int)s->vars[k] + 1;
		glp_set_mat_row(p, (int)i + 1, n, columns, ones);
		glp_set_row_bnds(p, (int)i + 1, GLP_FX, (double)s->rights[i], (double)s->rights[i]);
	}
	free(columns);
	free(ones);
	return p;
}

static bool holds(const struct sums *s, const int64_t *values)
{
	__int128 sum;
	uint32_t i;
	size_t k;

	for (i = 0; i < s->nrows; i++) {
		for (sum = 0, k = s->start[i]; k < s->start[i + 1]; k++)
			sum += values[s->vars[k]];
		if (sum != s->rights[i])
			return false;
	}
	return true;
}

static bool take(struct search *a, glp_prob *p, double (*value)(glp_prob *, int))
{
	double v;
	uint32_t i;

	for (i = 0; i < a->s->nvars; i++) {
		v = rint(value(p, (int)i + 1));
		if (!(v >= 0 && v < 9e18))
			return false;
		a->values[i] = (int64_t)v;
	}
	return holds(a->s, a->values);
}

static void look_at_tree(glp_tree *tree, void *info)
{
	int nodes;

	(void)info;
	glp_ios_tree_size(tree, NULL, NULL, &nodes);
	if (nodes > NODES_MAX || glp_get_it_cnt(glp_ios_get_prob(tree)) > PIVOTS_MAX)
		glp_ios_terminate(tree);
}

static bool try_tree(struct search *a, glp_prob *p)
{
	glp_iocp how;
	uint32_t i;
	int status;

	for (i = 0; i < a->s->nvars; i++)
		glp_set_col_kind(p, (int)i + 1, GLP_IV);
	glp_init_iocp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.cb_func = look_at_tree;
	glp_intopt(p, &how);
	status = glp_mip_status(p);
	return (status == GLP_OPT || status == GLP_FEAS) && take(a, p, glp_mip_col_val);
}

static int work(void *ctx, struct err *err)
{
	struct search *a = ctx;
	glp_prob *p = load(a->s);
	glp_smcp how;

	(void)err;
	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.it_lim = PIVOTS_MAX;
	glp_adv_basis(p, 0);
	if (glp_simplex(p, &how) == 0 && glp_get_status(p) == GLP_OPT)
		a->is_found = take(a, p, glp_get_col_prim) || try_tree(a, p);
	glp_delete_prob(p);
	return 0;
}

int sums_solve(const struct sums *s, int64_t *values, struct err *err)
{
	struct search a = { s, values, false };

	if (solver_guard(work, &a, err) < 0)
		return -1;
	return a.is_found;
}
