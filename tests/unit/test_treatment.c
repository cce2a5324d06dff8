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
		cmocka_unit_test(an_unknown_treatment_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
