/* Laws of the attacker's linear programs, against enumeration of all tables in whole numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>
#include <cmocka.h>
#include <glpk.h>

#include "core/mem.h"
#include "protect/pattern/field61.h"
#include "protect/intervals/linear.h"
#include "protect/intervals/linear_solver.h"

static const struct linear_limits plenty = { 1000000 };

static void add_row(struct linear *l, enum linear_sense sense, int64_t right, int n, ...)
{
	va_list args;

	linear_add_row(l, sense, right);
	va_start(args, n);
	while (n-- > 0)
		linear_add_term(l, va_arg(args, unsigned), 1);
	va_end(args);
}

static void audit(const struct linear *l, const struct linear_goal *goals, size_t n,
		  struct linear_result *r)
{
	struct err err = ERR_INIT;
	uint32_t i;

	assert_int_equal(linear_audit(l, goals, n, &plenty, r, &err), 0);
	for (i = 0; i < r->nwitnesses; i++)
		assert_true(linear_check(l, &r->witnesses[i]));
}

static void two_by_two(struct linear *l)
{
	/* The manual of tau-ARGUS, 2.15: margins 7, 3 and 6, 4. */
	linear_add_var(l, 5, 0, LINEAR_NO_LIMIT);
	linear_add_var(l, 2, 0, LINEAR_NO_LIMIT);
	linear_add_var(l, 1, 0, LINEAR_NO_LIMIT);
	linear_add_var(l, 2, 0, LINEAR_NO_LIMIT);
	add_row(l, LINEAR_EQUAL, 7, 2, 0u, 1u);
	add_row(l, LINEAR_EQUAL, 3, 2, 2u, 3u);
	add_row(l, LINEAR_EQUAL, 6, 2, 0u, 2u);
	add_row(l, LINEAR_EQUAL, 4, 2, 1u, 3u);
}

static void small_table_has_the_interval_of_the_manual(void **state)
{
	struct linear l = { 0 };
	struct err err = ERR_INIT;
	double low, high;

	(void)state;
	two_by_two(&l);
	assert_int_equal(linear_interval(&l, 0, &low, &high, &err), 0);
	assert_true(low == 3 && high == 6);
	linear_release(&l);
}

static void goals_hold_up_to_the_ends_of_the_interval_and_no_further(void **state)
{
	const struct linear_goal goals[] = { { 0, 3, 6 }, { 0, 2, 7 }, { 0, 5, 5 } };
	struct linear l = { 0 };
	struct linear_result r;

	(void)state;
	two_by_two(&l);
	audit(&l, goals, 3, &r);
	assert_int_equal(r.low_states[0], GOAL_HOLDS);
	assert_int_equal(r.high_states[0], GOAL_HOLDS);
	assert_int_equal(r.low_states[1], GOAL_FAILS);
	assert_int_equal(r.high_states[1], GOAL_FAILS);
	assert_true(r.low_found[1] == 3 && r.high_found[1] == 6);
	assert_int_equal(r.low_witness[2], LINEAR_TRUTH);
	assert_int_equal(r.high_witness[2], LINEAR_TRUTH);
	assert_true(r.blame_start[2] > r.blame_start[1]);
	assert_int_equal(r.blame_start[1], 0);
	linear_result_release(&r);
	linear_release(&l);
}

static void corrupted_witness_is_refused(void **state)
{
	const struct linear_goal goal = { 0, 3, 6 };
	struct witness_table *w, truth = { 0 };
	struct linear l = { 0 };
	struct linear_result r;
	uint32_t i;

	(void)state;
	two_by_two(&l);
	audit(&l, &goal, 1, &r);
	assert_true(r.nwitnesses > 0);
	w = &r.witnesses[r.high_witness[0]];
	for (i = 0; i < w->n; i++) {
		w->values[i]++;
		assert_false(linear_check(&l, w));
		w->values[i]--;
	}
	w->vars[0] = 4;
	assert_false(linear_check(&l, w));
	w->vars[0] = w->vars[1];
	assert_false(linear_check(&l, w));
	w->vars[0] = 0;
	assert_true(linear_check(&l, w));
	assert_true(linear_check(&l, &truth));
	l.high[0] = w->values[0] - 1;
	assert_false(linear_check(&l, w));
	linear_result_release(&r);
	linear_release(&l);
}

static void sums_of_witnesses_do_not_overflow(void **state)
{
	uint32_t vars[] = { 0, 1, 2, 3 };
	int64_t values[] = { INT64_MAX, INT64_MAX, 2, 0 };
	struct witness_table w = { 4, vars, values };
	struct linear l = { 0 };
	unsigned i;

	(void)state;
	for (i = 0; i < 4; i++)
		linear_add_var(&l, 0, -LINEAR_NO_LIMIT, LINEAR_NO_LIMIT);
	add_row(&l, LINEAR_EQUAL, 0, 4, 0u, 1u, 2u, 3u);
	assert_false(linear_check(&l, &w)); /* 2^64, which is 0 in 64 bits */
	linear_release(&l);
}

static void table_that_breaks_its_own_equation_is_bad_data(void **state)
{
	struct linear l = { 0 };
	struct linear_result r;
	struct err err = ERR_INIT;

	(void)state;
	linear_add_var(&l, 5, 0, LINEAR_NO_LIMIT);
	add_row(&l, LINEAR_EQUAL, 6, 1, 0u);
	assert_int_equal(linear_audit(&l, NULL, 0, &plenty, &r, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	l.rights[0] = 5;
	l.low[0] = 6;
	assert_int_equal(linear_audit(&l, NULL, 0, &plenty, &r, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	linear_release(&l);
}

static void without_pivots_nothing_is_claimed(void **state)
{
	const struct linear_goal goal = { 0, 3, 7 };
	const struct linear_limits none = { 0 };
	struct linear l = { 0 };
	struct linear_result r;
	struct err err = ERR_INIT;

	(void)state;
	two_by_two(&l);
	assert_int_equal(linear_audit(&l, &goal, 1, &none, &r, &err), 0);
	assert_int_equal(r.low_states[0], GOAL_UNKNOWN);
	assert_int_equal(r.high_states[0], GOAL_UNKNOWN);
	linear_result_release(&r);
	linear_release(&l);
}

static void unbounded_value_gets_a_finite_witness(void **state)
{
	const struct linear_goal goals[] = { { 0, 0, 1000 }, { 1, -9, 900 }, { 2, -50, 50 } };
	struct linear l = { 0 };
	struct linear_result r;
	struct err err = ERR_INIT;
	double low, high;
	int i;

	(void)state;
	linear_add_var(&l, 3, 0, LINEAR_NO_LIMIT);
	linear_add_var(&l, 2, -LINEAR_NO_LIMIT, LINEAR_NO_LIMIT);
	linear_add_var(&l, 7, -LINEAR_NO_LIMIT, LINEAR_NO_LIMIT); /* in no row */
	linear_add_row(&l, LINEAR_AT_LEAST, 0);			  /* the whole is not less */
	linear_add_term(&l, 0, 1);
	linear_add_term(&l, 1, -1);
	assert_int_equal(linear_interval(&l, 0, &low, &high, &err), 0);
	assert_true(low == 0 && high == INFINITY);
	audit(&l, goals, 3, &r);
	for (i = 0; i < 3; i++) {
		assert_int_equal(r.low_states[i], GOAL_HOLDS);
		assert_int_equal(r.high_states[i], GOAL_HOLDS);
	}
	linear_result_release(&r);
	linear_release(&l);
}

/* Three pairs of which only one can be there: in halves 1.5, in whole numbers 1. */
static uint32_t add_triangle(struct linear *l)
{
	uint32_t a = linear_add_var(l, 0, 0, 1), b = linear_add_var(l, 0, 0, 1),
		 c = linear_add_var(l, 0, 0, 1);

	add_row(l, LINEAR_AT_MOST, 1, 2, a, b);
	add_row(l, LINEAR_AT_MOST, 1, 2, b, c);
	add_row(l, LINEAR_AT_MOST, 1, 2, a, c);
	return a;
}

static void witness_is_whole_where_the_corner_is_not(void **state)
{
	struct linear_goal goals[] = { { 6, 0, 2 }, { 6, 0, 3 }, { 6, 0, 4 } };
	struct linear l = { 0 };
	struct linear_result r;
	uint32_t i;

	(void)state;
	add_triangle(&l);
	add_triangle(&l);
	linear_add_var(&l, 0, 0, LINEAR_NO_LIMIT);
	linear_add_row(&l, LINEAR_EQUAL, 0);
	for (i = 0; i < 6; i++)
		linear_add_term(&l, i, 1);
	linear_add_term(&l, 6, -1);
	audit(&l, goals, 3, &r);
	assert_int_equal(r.high_states[0], GOAL_HOLDS);
	/* 3 only in halves, of which no table is made. */
	assert_int_equal(r.high_states[1], GOAL_FAILS);
	assert_true(r.high_found[1] < 3);
	assert_int_equal(r.high_states[2], GOAL_FAILS);
	assert_true(fabs(r.high_found[2] - 3) < 1e-6);
	assert_true(r.blame_start[2] > r.blame_start[1]);
	linear_result_release(&r);
	linear_release(&l);
}

static void large_amounts_lose_no_unit(void **state)
{
	const int64_t big = INT64_C(123456789012345);
	const struct linear_goal goals[] = { { 0, big - 1, big + 1 }, { 1, 0, 3 * big } };
	struct linear l = { 0 };
	struct linear_result r;

	(void)state;
	linear_add_var(&l, big, 0, LINEAR_NO_LIMIT);
	linear_add_var(&l, big + 1, 0, LINEAR_NO_LIMIT);
	linear_add_var(&l, big + 2, 0, LINEAR_NO_LIMIT);
	linear_add_var(&l, 1, 0, 1000);
	add_row(&l, LINEAR_EQUAL, 3 * big + 4, 4, 0u, 1u, 2u, 3u);
	audit(&l, goals, 2, &r);
	assert_int_equal(r.low_states[0], GOAL_HOLDS);
	assert_int_equal(r.high_states[0], GOAL_HOLDS);
	assert_int_equal(r.low_states[1], GOAL_HOLDS);
	assert_int_equal(r.high_states[1], GOAL_HOLDS);
	linear_result_release(&r);
	linear_release(&l);
}

static int break_down(void *ctx, struct err *err)
{
	(void)ctx;
	(void)err;
	glp_assert(1 == 2);
	return 0;
}

static void failure_of_the_solver_is_an_error_and_not_the_end(void **state)
{
	struct err err = ERR_INIT;

	assert_int_equal(solver_guard(break_down, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_BUG);
	small_table_has_the_interval_of_the_manual(state);
}

/* Enumeration --------------------------------------------------------------- */

enum { VARS = 5, SPAN = 5 };

struct small {
	struct linear l;
	int64_t least[VARS], most[VARS]; /* of all tables in whole numbers */
};

static int draw(uint64_t *state, int below)
{
	return (int)(sequence_next(state) % (uint64_t)below);
}

static void make_small(struct small *s, uint64_t *state)
{
	int nrows = 1 + draw(state, 4), weight, sense, n, i;
	uint32_t row;
	int64_t sum;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < VARS; i++)
		linear_add_var(&s->l, draw(state, SPAN), 0, SPAN - 1);
	for (; nrows > 0; nrows--) {
		sense = draw(state, 4) == 0 ? 1 + draw(state, 2) : LINEAR_EQUAL;
		row = linear_add_row(&s->l, (enum linear_sense)sense, 0);
		sum = 0;
		for (i = n = 0; i < VARS; i++) {
			weight = draw(state, 2) * (draw(state, 4) == 0 ? draw(state, 5) - 2 : 1);
			sum += weight * s->l.truth[i];
			linear_add_term(&s->l, (uint32_t)i, weight);
			n += weight != 0;
		}
		s->l.rights[row] = sum + (sense == LINEAR_AT_MOST    ? draw(state, 3)
					  : sense == LINEAR_AT_LEAST ? -draw(state, 3)
								     : 0);
	}
}

static void enumerate(struct small *s)
{
	uint32_t vars[VARS];
	int64_t values[VARS];
	struct witness_table w = { VARS, vars, values };
	int code, rest, i;

	for (i = 0; i < VARS; i++) {
		vars[i] = (uint32_t)i;
		s->least[i] = s->most[i] = s->l.truth[i];
	}
	for (code = 0; code < SPAN * SPAN * SPAN * SPAN * SPAN; code++) {
		for (i = 0, rest = code; i < VARS; i++, rest /= SPAN)
			values[i] = rest % SPAN;
		if (!linear_check(&s->l, &w))
			continue;
		for (i = 0; i < VARS; i++) {
			s->least[i] = values[i] < s->least[i] ? values[i] : s->least[i];
			s->most[i] = values[i] > s->most[i] ? values[i] : s->most[i];
		}
	}
}

/* The rows that are blamed are enough for the proof. */
static void check_blame(const struct small *s, const struct linear_result *r, size_t goal,
			uint32_t var, double need, bool is_high)
{
	struct linear l = { 0 };
	struct err err = ERR_INIT;
	double low, high;
	uint32_t row;
	size_t i, k;

	assert_int_equal(linear_interval(&s->l, var, &low, &high, &err), 0);
	if (is_high ? high > need - 1e-6 : low < need + 1e-6)
		return; /* only whole numbers do not reach it */
	for (i = 0; i < VARS; i++)
		linear_add_var(&l, s->l.truth[i], s->l.low[i], s->l.high[i]);
	for (i = r->blame_start[goal]; i < r->blame_start[goal + 1]; i++) {
		row = r->blame_rows[i];
		linear_add_row(&l, s->l.senses[row], s->l.rights[row]);
		for (k = s->l.start[row]; k < s->l.start[row + 1]; k++)
			linear_add_term(&l, s->l.vars[k], s->l.weights[k]);
	}
	assert_int_equal(linear_interval(&l, var, &low, &high, &err), 0);
	assert_true(is_high ? high < need - 1e-6 : low > need + 1e-6);
	linear_release(&l);
}

static void check_end(const struct small *s, const struct linear_result *r, size_t goal,
		      const struct linear_goal *g, bool is_high)
{
	uint8_t goal_state = is_high ? r->high_states[goal] : r->low_states[goal];
	uint32_t number = is_high ? r->high_witness[goal] : r->low_witness[goal], i;
	int64_t need = is_high ? g->high : g->low, value = s->l.truth[g->var];
	bool is_there = is_high ? s->most[g->var] >= need : s->least[g->var] <= need;

	assert_int_equal(goal_state, is_there ? GOAL_HOLDS : GOAL_FAILS);
	if (goal_state == GOAL_FAILS) {
		assert_true(is_high ? r->high_found[goal] < (double)need - 1e-7
				    : r->low_found[goal] > (double)need + 1e-7);
		check_blame(s, r, goal, g->var, (double)need, is_high);
		return;
	}
	for (i = 0; number != LINEAR_TRUTH && i < r->witnesses[number].n; i++)
		if (r->witnesses[number].vars[i] == g->var)
			value = r->witnesses[number].values[i];
	assert_true(is_high ? value >= need : value <= need);
}

static void small_systems_agree_with_enumeration(void **state)
{
	struct linear_goal goals[VARS * SPAN];
	struct linear_result r;
	struct err err = ERR_INIT;
	uint64_t sequence = 11;
	double low, high;
	struct small s;
	size_t n, i;
	int system;

	(void)state;
	for (system = 0; system < 3000; system++) {
		make_small(&s, &sequence);
		enumerate(&s);
		for (i = n = 0; i < VARS; i++) {
			assert_int_equal(linear_interval(&s.l, (uint32_t)i, &low, &high, &err), 0);
			assert_true(low <= (double)s.least[i] + 1e-6);
			assert_true(high >= (double)s.most[i] - 1e-6);
			goals[n++] = (struct linear_goal){ (uint32_t)i, s.least[i], s.most[i] };
			goals[n++] = (struct linear_goal){ (uint32_t)i, s.least[i] - 1,
							   s.most[i] + 1 };
			goals[n++] = (struct linear_goal){ (uint32_t)i, s.l.truth[i] - 1,
							   s.l.truth[i] + 1 };
		}
		audit(&s.l, goals, n, &r);
		for (i = 0; i < n; i++) {
			check_end(&s, &r, i, &goals[i], false);
			check_end(&s, &r, i, &goals[i], true);
		}
		linear_result_release(&r);
		linear_release(&s.l);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_table_has_the_interval_of_the_manual),
		cmocka_unit_test(goals_hold_up_to_the_ends_of_the_interval_and_no_further),
		cmocka_unit_test(corrupted_witness_is_refused),
		cmocka_unit_test(sums_of_witnesses_do_not_overflow),
		cmocka_unit_test(table_that_breaks_its_own_equation_is_bad_data),
		cmocka_unit_test(without_pivots_nothing_is_claimed),
		cmocka_unit_test(unbounded_value_gets_a_finite_witness),
		cmocka_unit_test(witness_is_whole_where_the_corner_is_not),
		cmocka_unit_test(large_amounts_lose_no_unit),
		cmocka_unit_test(failure_of_the_solver_is_an_error_and_not_the_end),
		cmocka_unit_test(small_systems_agree_with_enumeration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
