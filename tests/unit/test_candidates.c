/* How many a mask leaves, against counting them one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/candidates.h"
#include "core/date.h"

static int check_of(const char *digits)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int i, sum = 0;

	for (i = 0; i < 17; i++)
		sum += weights[i] * (digits[i] - '0');
	return "10X98765432"[sum % 11];
}

/* Days from..to on which a number of 350524, this sequence and this check character can be
 * born. */
static int count_days(int32_t from, int32_t to, int sequence, char check)
{
	char number[32];
	int32_t day;
	int y, m, d, n = 0;

	for (day = from; day <= to; day++) {
		date_to_civil(day, &y, &m, &d);
		snprintf(number, sizeof(number), "350524%04d%02d%02d%03d", y % 10000, m % 100,
			 d % 100, sequence % 1000);
		n += check_of(number) == check;
	}
	return n;
}

/* The mean over all check characters, and the fewest and most. */
static void count_span(int first_year, int last_year, double *mean, int *min, int *max)
{
	static const char checks[] = "0123456789X";
	int32_t from = date_from_civil(first_year, 1, 1), to = date_from_civil(last_year, 12, 31);
	int i, n, sum = 0;

	*min = INT32_MAX;
	*max = 0;
	for (i = 0; i < 11; i++) {
		n = count_days(from, to, 2, checks[i]);
		sum += n;
		*min = n < *min ? n : *min;
		*max = n > *max ? n : *max;
	}
	*mean = sum / 11.0;
}

static struct id_sight first_six_last_four(int birth_days)
{
	struct id_sight s = id_sight_of_mask(6, 4);

	s.birth_days = birth_days;
	return s;
}

static void six_and_four_with_the_year_leave_33(void **state)
{
	struct id_sight s = first_six_last_four(365);
	double mean;
	int min, max;

	(void)state;
	count_span(1949, 1949, &mean, &min, &max);
	assert_true(mean > 33 && mean < 34 && min >= 32 && max <= 35);
	assert_int_equal(id_candidates(&s), 33);
}

static void a_band_of_five_years_leaves_166(void **state)
{
	struct id_sight s = first_six_last_four(1826);
	double mean;
	int min, max;

	(void)state;
	count_span(1946, 1950, &mean, &min, &max);
	assert_int_equal((int)mean, 166);
	assert_true(min >= 160 && max <= 172);
	assert_int_equal(id_candidates(&s), 166);
}

static void without_a_birth_a_century_is_left(void **state)
{
	struct id_sight s = first_six_last_four(0), all = { .birth_days = 0 };

	(void)state;
	assert_int_equal(id_candidates(&s), 36525 / 11);
	assert_int_equal(id_candidates(&all), 3137ull * 36525 * 1000);
	all.sex = true;
	assert_int_equal(id_candidates(&all), 3137ull * 36525 * 500);
}

static void the_sex_is_a_parity(void **state)
{
	struct id_sight s = { .at = { true, true, true, true, true, true, true, true, true, true,
				      true, true, true, true } };
	char number[32];
	int i, odd = 0;

	(void)state;
	assert_int_equal(id_candidates(&s), 1000);
	for (i = 0; i < 1000; i++) {
		snprintf(number, sizeof(number), "35052419491231%03d", i);
		odd += (number[16] - '0') % 2;
	}
	s.sex = true;
	assert_int_equal(id_candidates(&s), odd);
	s.at[16] = true;
	assert_int_equal(id_candidates(&s), 100);
	s.at[17] = true;
	assert_int_equal(id_candidates(&s), 9);
}

/* Of the days of a century, how many different texts their digits in sight make. */
static int count_parts(const bool at[18])
{
	static unsigned char seen[100000000 / 8];
	int32_t day, end = date_from_civil(1999, 12, 31);
	int y, m, d, i, n = 0, key;
	char text[32];

	memset(seen, 0, sizeof(seen));
	for (day = date_from_civil(1900, 1, 1); day <= end; day++) {
		date_to_civil(day, &y, &m, &d);
		snprintf(text, sizeof(text), "%04d%02d%02d", y % 10000, m % 100, d % 100);
		for (key = 0, i = 2; i < 8; i++)
			key = 10 * key + (at[6 + i] ? text[i] - '0' : 0);
		n += !(seen[key / 8] >> key % 8 & 1);
		seen[key / 8] |= (unsigned char)(1 << key % 8);
	}
	return n;
}

/* The table of factors takes months and days as independent, which is off by the
 * length of months: a tenth at most. */
static void digits_of_the_birth_divide_the_century(void **state)
{
	double counted, said;
	int mask, i;

	(void)state;
	for (mask = 0; mask < 64; mask++) {
		struct id_sight s = { .birth_days = 0 };

		for (i = 0; i < 18; i++)
			s.at[i] = i < 6 || i > 13 || (i > 7 && mask >> (i - 8) & 1);
		s.at[17] = false;
		counted = 36524.0 / count_parts(s.at);
		said = (double)id_candidates(&s);
		assert_true(said <= counted * 1.1 + 1 && said >= counted * 0.9 - 1);
	}
}

static void nothing_left_to_guess_is_one(void **state)
{
	struct id_sight s = first_six_last_four(1);

	(void)state;
	assert_int_equal(id_candidates(&s), 1);
	s = id_sight_of_mask(14, 0);
	s.birth_days = 1;
	assert_int_equal(id_candidates(&s), 1000);
}

static void what_is_known_never_adds_candidates(void **state)
{
	static const int spans[] = { 0, 14610, 1826, 365, 31, 1 };
	unsigned seed = 1;
	int round, i;

	(void)state;
	for (round = 0; round < 20000; round++) {
		struct id_sight s = { .birth_days = 0 }, more;

		for (i = 0; i < 18; i++) {
			seed = seed * 1103515245 + 12345;
			s.at[i] = seed >> 16 & 1;
		}
		s.birth_days = spans[(seed >> 20) % 6];
		s.sex = seed >> 24 & 1;
		/* A check character filters only numbers that it does not follow from. */
		more = s;
		more.at[(seed >> 8) % 17] = true;
		assert_true(id_candidates(&more) <= id_candidates(&s));
		more = s;
		more.sex = true;
		assert_true(id_candidates(&more) <= id_candidates(&s));
	}
}

static void two_releases_show_what_each_of_them_shows(void **state)
{
	struct id_sight front = id_sight_of_mask(10, 0), back = id_sight_of_mask(0, 8), both;

	(void)state;
	both = id_sight_join(&front, &back);
	assert_true(id_candidates(&front) >= CANDIDATES_DEFAULT);
	assert_true(id_candidates(&back) >= CANDIDATES_DEFAULT);
	assert_int_equal(id_candidates(&both), 1);
	both = id_sight_join(&front, &front);
	assert_int_equal(id_candidates(&both), id_candidates(&front));
	front.birth_days = 365;
	back.birth_days = 31;
	assert_int_equal(id_sight_join(&front, &back).birth_days, 31);
	back.birth_days = 1826;
	assert_int_equal(id_sight_join(&front, &back).birth_days, 182);
	/* Ages in five-year bands on two days. */
	front.birth_days = 1826;
	assert_int_equal(id_sight_join(&front, &back).birth_days, 913);
	front.birth_days = 365;
	back.birth_days = 0;
	assert_int_equal(id_sight_join(&back, &front).birth_days, 365);
}

static void hidden_digits_are_powers_of_ten(void **state)
{
	(void)state;
	assert_int_equal(digits_candidates(0), 1);
	assert_int_equal(digits_candidates(4), 10000);
	assert_true(digits_candidates(19) == 10000000000000000000u);
	assert_true(digits_candidates(20) == UINT64_MAX);
}

static void a_masked_number_is_seen_through(void **state)
{
	static const struct {
		const char *text, *shape;
		uint64_t left;
	} cases[] = {
		{ "350524********0013", "citizen-id", 3320 },
		{ "350524 ******** 0013", "citizen-id", 3320 },
		{ "３５０５２４＊＊＊＊＊＊＊＊００１３", "citizen-id", 3320 },
		{ "350524●●●●●●●●002X", "citizen-id", 3320 },
		{ "350524xxxxxxxx002X", "citizen-id", 3320 },
		{ "350524XXXXXXXX0013", "citizen-id", 3320 },
		{ "350524***********X", "citizen-id", 3320454 },
		{ "35052419491231****", "citizen-id", 1000 },
		{ "身份证号：350524????????0013。", "citizen-id", 3320 },
		{ "350524****0013", "citizen-id", 3320 },
		{ "350524****310013", "citizen-id", 109 },
		{ "350524******013", "citizen-id", 36525 },
		{ "350524********001341", "citizen-id", 3320 },
		{ "138****8000", "mobile", 10000 },
		{ "86 138 **** 8000", "mobile", 10000 },
		{ "1380013**00", "mobile", 100 },
		{ "6222 **** **** 1234", "account", 10000000 },
		{ "622202********12345", "account", 10000000 },
		{ "010120****88", "account", 10000 },
		{ "138****8000 350524********0013", "citizen-id", 3320 },
	};
	const char *shape;
	uint64_t left;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(candidates_of_masked(str_of(cases[i].text), &left, &shape));
		assert_string_equal(shape, cases[i].shape);
		assert_int_equal(left, cases[i].left);
	}
}

static void what_is_no_masked_number_is_let_be(void **state)
{
	static const char *const texts[] = {
		"",
		"张*",
		"******************",
		"350524194912310013",
		"20261122_1234_5678",
		"2026-10-31",
		"x",
		"3 x 4 x 5",
		"*1*",
		"\xff\xfe 12 ****",
		"(see #12)",
		"max 1234567",
	};
	const char *shape;
	uint64_t left;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(candidates_of_masked(str_of(texts[i]), &left, &shape));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(six_and_four_with_the_year_leave_33),
		cmocka_unit_test(a_band_of_five_years_leaves_166),
		cmocka_unit_test(without_a_birth_a_century_is_left),
		cmocka_unit_test(the_sex_is_a_parity),
		cmocka_unit_test(digits_of_the_birth_divide_the_century),
		cmocka_unit_test(nothing_left_to_guess_is_one),
		cmocka_unit_test(what_is_known_never_adds_candidates),
		cmocka_unit_test(two_releases_show_what_each_of_them_shows),
		cmocka_unit_test(hidden_digits_are_powers_of_ten),
		cmocka_unit_test(a_masked_number_is_seen_through),
		cmocka_unit_test(what_is_no_masked_number_is_let_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
