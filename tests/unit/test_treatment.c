/* Treatments at their edges: bands, ages, hidden characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/date.h"
#include "mask/treatment.h"

static void concealed(const char *value, long long first, long long last, const char *wanted)
{
	struct treatment_params p = { .keep_first = first, .keep_last = last };
	struct buf b = BUF_INIT;

	assert_int_equal(treatment_find("mask")->text(&p, str_of(value), &b), 1);
	assert_string_equal(b.p, wanted);
	buf_release(&b);
}

static void masking_counts_characters_not_bytes(void **state)
{
	(void)state;
	concealed("王小明", 1, 0, "王**");
	concealed("𠮷·买买提", 1, 1, "𠮷***提");
	concealed("13800138000", 3, 4, "138****8000");
}

static void a_value_too_short_to_hide_in_is_hidden_whole(void **state)
{
	(void)state;
	concealed("王", 1, 0, "*");
	concealed("王明", 1, 1, "**");
	concealed("", 1, 0, "");
	concealed("23230000", 3, 4, "********"); /* one star would leave ten numbers */
	concealed("13800138", 3, 3, "********");
	concealed("王小明", 1, 1, "王*明");
}

static void aged(int32_t birth, const char *wanted)
{
	__int128 bands[] = { 0, 18, 60 };
	struct treatment_params p = { .at = date_from_civil(2026, 2, 28),
				      .bands = bands,
				      .nbands = 3 };
	struct buf b = BUF_INIT;
	int got = treatment_find("age-band")->date(&p, birth, &b);

	assert_int_equal(got, wanted != NULL);
	if (wanted)
		assert_string_equal(b.p, wanted);
	buf_release(&b);
}

static void an_age_counts_full_years(void **state)
{
	(void)state;
	aged(date_from_civil(2008, 2, 28), "18-59");
	aged(date_from_civil(2008, 3, 1), "0-17");
	aged(date_from_civil(2008, 2, 29), "0-17"); /* not yet 18 on 28 February */
	aged(date_from_civil(1880, 1, 1), "60+");
}

static void nobody_has_an_age_before_birth(void **state)
{
	(void)state;
	aged(date_from_civil(2026, 3, 1), NULL);
}

static void a_band_ends_one_unit_before_the_next(void **state)
{
	__int128 bands[] = { 0, 50000, 50001 };
	struct treatment_params p = { .bands = bands, .nbands = 3, .scale = 2 };
	struct {
		__int128 v;
		const char *text;
	} cases[] = {
		{ -1, "<0.00" },     { 0, "0.00-499.99" }, { 49999, "0.00-499.99" },
		{ 50000, "500.00" }, { 50001, "500.01+" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		buf_clear(&b);
		treatment_find("band")->number(&p, cases[i].v, &b);
		assert_string_equal(b.p, cases[i].text);
	}
	buf_release(&b);
}

static void rounded(__int128 v, __int128 unit, __int128 wanted)
{
	struct treatment_params p = { .unit = unit };

	assert_true(treatment_find("round")->other_number(&p, &v));
	assert_true(v == wanted);
}

static void a_number_is_rounded_half_away_from_zero(void **state)
{
	__int128 most = 1, too_much;
	int i;

	(void)state;
	rounded(49, 100, 0);
	rounded(50, 100, 100);
	rounded(-49, 100, 0);
	rounded(-50, 100, -100);
	rounded(149, 100, 100);
	rounded(150, 100, 200);
	rounded(7, 1, 7);
	rounded(4, 3, 3);
	rounded(5, 3, 6);
	for (i = 0; i < 38; i++)
		most *= 10;
	rounded(most - 1, 1, most - 1);
	too_much = most - 1;
	assert_false(treatment_find("round")->other_number(&(struct treatment_params){ .unit = 10 },
							   &too_much));
}

static void cut(__int128 v, __int128 wanted, const char *text)
{
	struct treatment_params p = {
		.has_top = true, .has_bottom = true, .top = 500000, .bottom = 100, .scale = 2
	};
	const struct treatment *t = treatment_find("top-bottom");
	struct buf b = BUF_INIT;

	assert_int_equal(t->number(&p, v, &b), 1);
	assert_string_equal(b.p, text);
	assert_true(t->other_number(&p, &v));
	assert_true(v == wanted);
	buf_release(&b);
}

static void the_ends_are_open(void **state)
{
	(void)state;
	cut(50, 100, "≤1.00");
	cut(100, 100, "≤1.00");
	cut(101, 101, "1.01");
	cut(499999, 499999, "4999.99");
	cut(500000, 500000, "≥5000.00");
	cut(99999999, 500000, "≥5000.00");
	cut(-5, 100, "≤1.00");
}

static void an_unknown_treatment_is_none(void **state)
{
	(void)state;
	assert_null(treatment_find("encrypt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masking_counts_characters_not_bytes),
		cmocka_unit_test(a_value_too_short_to_hide_in_is_hidden_whole),
		cmocka_unit_test(an_age_counts_full_years),
		cmocka_unit_test(nobody_has_an_age_before_birth),
		cmocka_unit_test(a_band_ends_one_unit_before_the_next),
		cmocka_unit_test(a_number_is_rounded_half_away_from_zero),
		cmocka_unit_test(the_ends_are_open),
		cmocka_unit_test(an_unknown_treatment_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
