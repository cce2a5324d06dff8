/*
 * The attacker's linear program (GLPK): over all tables of counts that are not negative
 * and have the published values, a sensitive cell must not have one value only.
 */
#include <glpk.h>

#include "random_table.h"

static bool is_known(const struct rt *t, int row)
{
	uint32_t r = t->row_of[row];

	return r == CELLS_NO_ROW || t->result.how[r] == SUPPRESS_NOT;
}

static glp_prob *attack_of(const struct rt *t)
{
	glp_prob *lp = glp_create_prob();
	int *columns = mem_zalloc((size_t)t->ninner + 1, sizeof(*columns)), row, i, n;
	double *ones = mem_zalloc((size_t)t->ninner + 1, sizeof(*ones)), value;

	glp_add_cols(lp, t->ninner);
	for (i = 1; i <= t->ninner; i++)
		glp_set_col_bnds(lp, i, GLP_LO, 0, 0);
	for (row = 0; row < t->nrows; row++) {
		if (!is_known(t, row))
			continue;
		for (i = n = 0; i < t->ninner; i++)
			if (rt_holds(t, t->rows[row], MEASURE_FLOW, i)) {
				columns[++n] = i + 1;
				ones[n] = 1;
			}
		i = glp_add_rows(lp, 1);
		value = (double)rt_value(t, t->rows[row], MEASURE_FLOW);
		glp_set_row_bnds(lp, i, GLP_FX, value, value);
		glp_set_mat_row(lp, i, n, columns, ones);
	}
	free(columns);
	free(ones);
	return lp;
}

static double extreme(glp_prob *lp, int direction)
{
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	glp_set_obj_dir(lp, direction);
	assert_int_equal(glp_simplex(lp, &how), 0);
	if (glp_get_status(lp) == GLP_UNBND)
		return direction == GLP_MAX ? 1e9 : -1e9;
	assert_int_equal(glp_get_status(lp), GLP_OPT);
	return glp_get_obj_val(lp);
}

static int attack(const struct rt *t)
{
	glp_prob *lp = attack_of(t);
	double low, high, value;
	int row, i, n = 0;

	for (row = 0; row < t->nrows; row++) {
		value = (double)rt_value(t, t->rows[row], MEASURE_FLOW);
		if (!rt_is_small(t, (int64_t)value))
			continue;
		for (i = 0; i < t->ninner; i++)
			glp_set_obj_coef(lp, i + 1, rt_holds(t, t->rows[row], MEASURE_FLOW, i));
		low = extreme(lp, GLP_MIN);
		high = extreme(lp, GLP_MAX);
		assert_true(low < value + 1e-6 && high > value - 1e-6);
		assert_true(high - low > 1e-3);
		n++;
	}
	glp_delete_prob(lp);
	return n;
}

static int attack_tables(uint64_t seed, int tables, int ndims)
{
	static const enum rt_shape trees[] = { RT_TREE, RT_TREE, RT_TREE };
	struct rt *t = mem_zalloc(1, sizeof(*t));
	int n = 0;

	for (; tables > 0; tables--) {
		if (!rt_make(t, seed++, trees, ndims, true) || !t->has_kind[MEASURE_FLOW])
			continue;
		rt_protect(t, NULL);
		if (t->is_held) {
			rt_forget(t);
			continue;
		}
		n += attack(t);
		rt_forget(t);
	}
	free(t);
	return n;
}

static void no_sensitive_cell_has_a_single_feasible_value(void **state)
{
	(void)state;
	assert_true(attack_tables(7000, 120, 2) > 100);
	assert_true(attack_tables(8000, 60, 3) > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_sensitive_cell_has_a_single_feasible_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
