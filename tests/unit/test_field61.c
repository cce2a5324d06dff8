/* Arithmetic modulo a drawn prime, against plain 128-bit arithmetic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "protect/pattern/field61.h"

static bool is_prime_by_division(uint64_t n)
{
	uint64_t d;

	for (d = 2; d * d <= n; d++)
		if (n % d == 0)
			return false;
	return n > 1;
}

static void primes_are_told_from_composites(void **state)
{
	uint64_t n;

	(void)state;
	for (n = 3; n < 20000; n += 2)
		assert_int_equal(field61_is_prime(n), is_prime_by_division(n));
	assert_true(field61_is_prime(((uint64_t)1 << 61) - 1));
	/* Strong pseudoprimes to the first four and the first nine prime bases. */
	assert_false(field61_is_prime(3215031751));
	assert_false(field61_is_prime(3825123056546413051));
}

static void a_drawn_prime_depends_on_its_seed_alone(void **state)
{
	struct field61 a, b, other;

	(void)state;
	field61_draw(&a, "table", 1);
	field61_draw(&b, "table", 1);
	field61_draw(&other, "table", 2);
	assert_int_equal(a.p, b.p);
	assert_int_not_equal(a.p, other.p);
	assert_true(field61_is_prime(a.p) && a.p >> 60 == 1);
}

static void products_agree_with_long_arithmetic(void **state)
{
	uint64_t sequence = 7, x, y, product;
	struct field61 f;
	int i;

	(void)state;
	field61_draw(&f, "products", 1);
	for (i = 0; i < 10000; i++) {
		x = sequence_next(&sequence) % f.p;
		y = sequence_next(&sequence) % f.p;
		product = (uint64_t)((unsigned __int128)x * y % f.p);
		assert_int_equal(field61_mul(&f, field61_of(&f, x), field61_of(&f, y)),
				 field61_of(&f, product));
		assert_int_equal(field61_add(&f, field61_sub(&f, x, y), y), x);
	}
}

static void many_inverses_are_each_an_inverse(void **state)
{
	uint64_t sequence = 9, a[50], inverse[50], scratch[50];
	struct field61 f;
	int i;

	(void)state;
	field61_draw(&f, "inverses", 1);
	for (i = 0; i < 50; i++)
		inverse[i] = a[i] = field61_sample(&f, &sequence);
	field61_invert_all(&f, inverse, scratch, 50);
	for (i = 0; i < 50; i++) {
		assert_int_equal(field61_mul(&f, a[i], inverse[i]), f.one);
		assert_int_equal(inverse[i], field61_invert(&f, a[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(primes_are_told_from_composites),
		cmocka_unit_test(a_drawn_prime_depends_on_its_seed_alone),
		cmocka_unit_test(products_agree_with_long_arithmetic),
		cmocka_unit_test(many_inverses_are_each_an_inverse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
