/* Equations that show how a cell follows from others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "random_system.h"
#include "protect/pattern/equation.h"
#include "protect/pattern/fraction.h"

enum { SYSTEMS = 4000 };

static void fractions_come_back_from_the_field(void **state)
{
	static const struct fraction samples[] = { { 0, 1 },   { 1, 1 },    { -1, 1 },	 { 7, 3 },
						   { -5, 12 }, { 1, 1000 }, { 99999, 7 } };
	struct field61 f;
	struct fraction got;
	uint64_t x;
	size_t i;

	(void)state;
	field61_draw(&f, "fractions", 1);
	for (i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		x = field61_mul(&f, field61_of_int(&f, samples[i].above),
				field61_invert(&f, field61_of_int(&f, samples[i].below)));
		assert_true(fraction_of(&f, x, &got));
		assert_int_equal(got.above, samples[i].above);
		assert_int_equal(got.below, samples[i].below);
	}
}

static void check_equation(const struct random_system *s, const bool *may_use, uint32_t target,
			   const struct equation *e)
{
	int64_t sum[EXACT_ROWS] = { 0 }, column[EXACT_ROWS];
	size_t i;
	int k;

	assert_true(e->divisor > 0);
	for (i = 0; i < e->n; i++) {
		assert_true(may_use[e->cells[i]] && e->cells[i] != target && e->weights[i] != 0);
		assert_true(i == 0 || e->cells[i - 1] < e->cells[i]);
		exact_of_cell(&s->cells, e->cells[i], column);
		for (k = 0; k < EXACT_ROWS; k++)
			sum[k] += e->weights[i] * column[k];
	}
	exact_of_cell(&s->cells, target, column);
	for (k = 0; k < EXACT_ROWS; k++)
		assert_int_equal(sum[k], e->divisor * column[k]);
}

static void an_equation_is_found_exactly_where_there_is_one(void **state)
{
	struct random_system s;
	struct field61 field;
	struct equation e;
	struct err err = ERR_INIT;
	struct exact known;
	int64_t column[EXACT_ROWS];
	bool may_use[EXACT_COLUMNS];
	uint64_t seed;
	uint32_t target, j;
	int found = 0, ret;

	(void)state;
	field61_draw(&field, "equation", 1);
	for (seed = 1; seed <= SYSTEMS; seed++) {
		random_system_make(&s, seed, INSIDERS_ABSENT);
		target = random_below(&s, (uint32_t)s.cells.ncolumns);
		known = (struct exact){ .nrows = (int)s.cells.nrows };
		for (j = 0; j < s.cells.ncolumns; j++) {
			may_use[j] = random_below(&s, 2) == 0;
			exact_of_cell(&s.cells, j, column);
			if (may_use[j] && j != target)
				exact_put(&known, column);
		}
		ret = equation_find(&s.cells, may_use, target, &field, &e, &err);
		exact_of_cell(&s.cells, target, column);
		assert_int_equal(ret, exact_spans(&known, column));
		if (ret > 0)
			check_equation(&s, may_use, target, &e);
		found += ret;
		equation_release(&e);
		random_system_release(&s);
	}
	assert_true(found > SYSTEMS / 10 && found < SYSTEMS * 9 / 10);
}

/* Three towns in a county, two kinds; rows: town * 2 + kind. */
static void a_short_equation_is_preferred(void **state)
{
	static const uint32_t masks[] = { 1, 2, 4, 8, 16, 32, 3, 12, 48, 21, 42, 63 };
	uint32_t sizes[12], j, i;
	bool may_use[12];
	struct sparse m;
	struct field61 field;
	struct equation e;
	struct err err = ERR_INIT;

	(void)state;
	for (j = 0; j < 12; j++) {
		sizes[j] = (uint32_t)__builtin_popcount(masks[j]);
		may_use[j] = j != 0;
	}
	sparse_begin(&m, 6, sizes, 12);
	for (j = 0; j < 12; j++)
		for (i = 0; i < 6; i++)
			if (masks[j] >> i & 1)
				sparse_put(&m, j, i);
	sparse_end(&m);
	field61_draw(&field, "equation", 1);
	assert_int_equal(equation_find(&m, may_use, 0, &field, &e, &err), 1);
	assert_int_equal(e.n, 2); /* its town less the other kind */
	assert_int_equal(e.cells[0], 1);
	assert_int_equal(e.weights[0], -1);
	assert_int_equal(e.cells[1], 6);
	assert_int_equal(e.weights[1], 1);
	assert_int_equal(e.divisor, 1);
	equation_release(&e);
	sparse_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fractions_come_back_from_the_field),
		cmocka_unit_test(a_short_equation_is_preferred),
		cmocka_unit_test(an_equation_is_found_exactly_where_there_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
