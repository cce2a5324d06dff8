#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdint.h>

#include "core/decimal.h"

typedef unsigned __int128 uint128;

/* The oracle: 512-bit numbers, low word first, multiplied by schoolbook. */
enum { WORDS = 16 };
struct big {
	uint32_t w[WORDS];
};

static struct big big_of(uint128 v)
{
	struct big b = { { 0 } };

	for (int i = 0; i < 4; i++)
		b.w[i] = (uint32_t)(v >> (32 * i));
	return b;
}

static struct big big_times(struct big a, struct big b)
{
	struct big r = { { 0 } };

	for (int i = 0; i < WORDS; i++) {
		uint64_t carry = 0;

		for (int j = 0; i + j < WORDS; j++) {
			carry += (uint64_t)a.w[i] * b.w[j] + r.w[i + j];
			r.w[i + j] = (uint32_t)carry;
			carry >>= 32;
		}
	}
	return r;
}

static int big_compare(struct big a, struct big b)
{
	for (int i = WORDS - 1; i >= 0; i--)
		if (a.w[i] != b.w[i])
			return a.w[i] < b.w[i] ? -1 : 1;
	return 0;
}

static struct big big_power(int n)
{
	struct big r = big_of(1);

	while (n-- > 0)
		r = big_times(r, big_of(10));
	return r;
}

static uint64_t seed = 42;

static uint64_t next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static uint128 limit(void)
{
	uint128 v = 1;

	for (int i = 0; i < 38; i++)
		v *= 10;
	return v;
}

/* Of any length, up to the ends of the range. */
static __int128 random_decimal(void)
{
	uint128 v = ((uint128)next_random() << 64 | next_random()) >> next_random() % 128;
	__int128 s;

	v %= limit();
	if (next_random() % 16 == 0)
		v = limit() - 1 - v % 5;
	s = (__int128)v;
	return next_random() % 2 ? s : -s;
}

static uint128 abs_of(__int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

static void parses_to(const char *text, int scale, long long want)
{
	__int128 v;

	if (!decimal_parse(str_of(text), scale, &v))
		fail_msg("refused: %s", text);
	assert_true(v == want);
}

static void is_refused(const char *text, int scale)
{
	__int128 v = 7;

	if (decimal_parse(str_of(text), scale, &v))
		fail_msg("accepted: %s", text);
}

static void text_is_read_exactly(void **state)
{
	(void)state;
	parses_to("0", 0, 0);
	parses_to("-0", 2, 0);
	parses_to("-0.00", 2, 0);
	parses_to("1234.5", 2, 123450);
	parses_to("-1234.50", 2, -123450);
	parses_to("0.01", 2, 1);
	parses_to("007", 0, 7);
	parses_to("1.2300000", 2, 123);
	parses_to("5.000", 0, 5);
}

static void other_text_is_refused(void **state)
{
	static const char *const texts[] = { "",      "-",   ".",     "-.",    "1.",	".5",
					     "-.5",   "+1",  " 1",    "1 ",    "1,000", "1e3",
					     "1.2.3", "--1", "1-",    "0x1",   "１",	"1.2x",
					     "1.00x", "NaN", "1.234", "1.2301" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		is_refused(texts[i], 2);
	is_refused("0.1", 0);
}

static void the_range_is_38_digits(void **state)
{
	char text[64];
	__int128 v;

	(void)state;
	memset(text, '9', 39);
	text[38] = '\0';
	assert_true(decimal_parse(str_of(text), 0, &v));
	assert_true((uint128)v == limit() - 1);
	is_refused(text, 1);
	memcpy(text + 36, ".99", 4);
	assert_true(decimal_parse(str_of(text), 2, &v));
	assert_true((uint128)v == limit() - 1);
	is_refused(text, 3);
	memset(text, '9', 39);
	text[39] = '\0';
	is_refused(text, 0);
	memset(text, '0', 39);
	text[39] = '\0';
	parses_to(text, 0, 0);
}

static void text_is_written_with_its_scale(void **state)
{
	static const struct {
		long long v;
		int scale;
		const char *text;
	} cases[] = { { 0, 0, "0" },	  { 0, 2, "0.00" },	    { 5, 2, "0.05" },
		      { -5, 2, "-0.05" }, { 123450, 2, "1234.50" }, { -1, 0, "-1" },
		      { 100, 2, "1.00" }, { -99, 1, "-9.9" } };
	char out[DECIMAL_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t n = decimal_format(cases[i].v, cases[i].scale, out);

		assert_string_equal(out, cases[i].text);
		assert_int_equal(n, strlen(out));
	}
	assert_true(decimal_format(-((__int128)1 << 126) * 2, 38, out) < DECIMAL_TEXT);
	assert_string_equal(out, "-1.70141183460469231731687303715884105728");
}

static void text_written_reads_back(void **state)
{
	char out[DECIMAL_TEXT];

	(void)state;
	for (int i = 0; i < 20000; i++) {
		__int128 v = random_decimal(), back;
		int scale = (int)(next_random() % 39);
		size_t n = decimal_format(v, scale, out);

		assert_true(decimal_parse((struct str){ out, n }, scale, &back));
		assert_true(back == v);
	}
}

static void sums_never_wrap(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		__int128 a = random_decimal(), b = random_decimal(), sum = 0;
		/* Of unlike signs they come closer to 0; 2 * 10^38 fits unsigned. */
		bool fits = (a < 0) != (b < 0) || abs_of(a) + abs_of(b) < limit();

		assert_int_equal(decimal_add(a, b, &sum), fits);
		assert_true(!fits || sum == a + b);
	}
}

static void products_never_wrap(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++) {
		__int128 a = random_decimal(), product = 0;
		long long n = (long long)(next_random() >> next_random() % 64);
		struct big m = big_times(big_of(abs_of(a)), big_of(abs_of(n)));
		bool fits = big_compare(m, big_power(38)) < 0;

		assert_int_equal(decimal_mul_int(a, n, &product), fits);
		assert_true(!fits || big_compare(big_of(abs_of(product)), m) == 0);
		assert_true(!fits || product == 0 || (product < 0) == ((a < 0) != (n < 0)));
	}
}

static void rescaling_is_exact_or_fails(void **state)
{
	__int128 v;

	(void)state;
	assert_true(decimal_rescale(12300, 4, 2, &v) && v == 123);
	assert_false(decimal_rescale(12301, 4, 2, &v));
	assert_true(decimal_rescale(-5, 0, 37, &v));
	assert_false(decimal_rescale(5, 0, 38, &v));
	assert_true(decimal_rescale(0, 0, 38, &v) && v == 0);
	for (int i = 0; i < 20000; i++) {
		__int128 a = random_decimal(), there, back;
		int from = (int)(next_random() % 39), to = (int)(next_random() % 39);

		if (!decimal_rescale(a, from, to, &there))
			continue;
		assert_true(decimal_rescale(there, to, from, &back));
		assert_true(back == a);
	}
}

/* Whether |q| / 10^to is the quotient of |v| / 10^from by |n|, rounded:
 * compares 2 |v| 10^to with (2 |q| -+ 1) |n| 10^from. */
static void check_quotient(uint128 v, int from, uint128 n, int to, uint128 q, bool even)
{
	struct big exact = big_times(big_times(big_of(2), big_of(v)), big_power(to));
	struct big unit = big_times(big_of(n), big_power(from));
	struct big high = big_times(big_of(2 * q + 1), unit);
	struct big low = q ? big_times(big_of(2 * q - 1), unit) : big_of(0);
	int above = big_compare(exact, high), below = big_compare(exact, low);

	assert_true(above < 0 || (above == 0 && even && q % 2 == 0));
	assert_true(below > 0 || q == 0 || (below == 0 && (!even || q % 2 == 0)));
}

static void quotients_are_rounded_exactly(void **state)
{
	int done = 0;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		__int128 v = random_decimal(), q;
		long long n = (long long)(next_random() >> next_random() % 64);
		int from = (int)(next_random() % 39), to = (int)(next_random() % 39);
		bool even = next_random() % 2;

		if (next_random() % 2) { /* many middles */
			v = v % 100000;
			n = (long long)(next_random() % 9) - 4;
			from = (int)(next_random() % 6);
			to = (int)(next_random() % 6);
		}
		if (n == 0)
			continue;
		if (!decimal_div(v, from, n, to, even, &q)) {
			/* Only what is out of range fails. */
			struct big least = big_times(big_times(big_of(abs_of(n)), big_power(from)),
						     big_power(38));
			struct big exact = big_times(big_times(big_of(abs_of(v)), big_of(2)),
						     big_power(to));

			assert_true(big_compare(exact, least) > 0);
			continue;
		}
		check_quotient(abs_of(v), from, abs_of(n), to, abs_of(q), even);
		assert_true(q == 0 || (q < 0) == ((v < 0) != (n < 0)));
		done++;
	}
	assert_true(done > 30000);
}

static void the_middle_goes_away_from_zero_or_to_even(void **state)
{
	static const struct {
		long long v, n, away, even;
		int from, to;
	} cases[] = {
		{ 5, 2, 3, 2, 0, 0 },	   { -5, 2, -3, -2, 0, 0 },  { 7, 2, 4, 4, 0, 0 },
		{ 7, -2, -4, -4, 0, 0 },   { 125, 1, 13, 12, 2, 1 }, { 135, 1, 14, 14, 2, 1 },
		{ 1251, 1, 13, 13, 3, 1 }, { 50, 1, 1, 0, 2, 0 },    { 49, 1, 0, 0, 2, 0 },
		{ 10, 3, 333, 333, 0, 2 }, { 151, 3, 1, 1, 2, 0 },   { 100, 8, 1250, 1250, 2, 4 },
		{ 150, 3, 1, 0, 2, 0 },	   { 149, 3, 0, 0, 2, 0 },
	};
	__int128 v;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(
			decimal_div(cases[i].v, cases[i].from, cases[i].n, cases[i].to, false, &v));
		assert_true(v == cases[i].away);
		assert_true(
			decimal_div(cases[i].v, cases[i].from, cases[i].n, cases[i].to, true, &v));
		assert_true(v == cases[i].even);
	}
	assert_false(decimal_div(1, 0, 0, 0, false, &v));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_read_exactly),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(the_range_is_38_digits),
		cmocka_unit_test(text_is_written_with_its_scale),
		cmocka_unit_test(text_written_reads_back),
		cmocka_unit_test(sums_never_wrap),
		cmocka_unit_test(products_never_wrap),
		cmocka_unit_test(rescaling_is_exact_or_fails),
		cmocka_unit_test(quotients_are_rounded_exactly),
		cmocka_unit_test(the_middle_goes_away_from_zero_or_to_even),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
