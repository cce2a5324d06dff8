#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/decimal.h"
#include "report/form/unit.h"

/* The number in the other unit, as text. */
static const char *converted(const char *number, int scale, const char *from, const char *to)
{
	static char text[DECIMAL_TEXT];
	struct err err = ERR_INIT;
	__int128 v;
	int places;

	assert_true(decimal_parse(str_of(number), scale, &v));
	if (unit_convert(v, scale, from, to, &v, &places, &err) < 0)
		fail_msg("%s", err.msg);
	decimal_format(v, places, text);
	return text;
}

static enum err_kind refused(long long v, const char *from, const char *to)
{
	struct err err = ERR_INIT;
	__int128 out;
	int places;

	assert_int_equal(unit_convert(v, 0, from, to, &out, &places, &err), -1);
	return err.kind;
}

static void yuan_become_ten_thousand_and_back(void **state)
{
	(void)state;
	assert_string_equal(converted("66431691.00", 2, "元", "万元"), "6643.169100");
	assert_string_equal(converted("6643.169100", 6, "万元", "元"), "66431691.00");
	assert_string_equal(converted("15.5", 1, "万元", "元"), "155000");
	assert_string_equal(converted("42.6", 1, "亿元", "万元"), "426000");
	assert_string_equal(converted("426000", 0, "万元", "亿元"), "42.6000");
	assert_string_equal(converted("1", 0, "元", "亿元"), "0.00000001");
	assert_string_equal(converted("-0.5", 1, "万元", "元"), "-5000");
}

static void counts_convert_within_their_kind(void **state)
{
	(void)state;
	assert_string_equal(converted("45.9", 1, "万人", "人"), "459000");
	assert_string_equal(converted("62162", 0, "人", "万人"), "6.2162");
	assert_string_equal(converted("90106", 0, "张", "万张"), "9.0106");
	assert_string_equal(converted("4.1", 1, "万户", "户"), "41000");
	assert_string_equal(converted("29829", 0, "对", "万对"), "2.9829");
	assert_string_equal(converted("513", 0, "人次", "万人次"), "0.0513");
	assert_string_equal(converted("7", 0, "个", "个"), "7");
}

static void beijing_standard_of_a_year_is_twelve_months(void **state)
{
	(void)state;
	assert_string_equal(converted("1245.0", 1, "元/人·月", "元/人·年"), "14940.0");
	assert_string_equal(converted("14940", 0, "元/人·年", "元/人·月"), "1245");
	assert_string_equal(converted("15", 0, "元/人·年", "元/人·月"), "1.25");
	assert_string_equal(converted("1245.0", 1, "元/人·月", "万元/人·年"), "1.49400");
}

static void a_third_is_no_exact_number(void **state)
{
	(void)state;
	assert_int_equal(refused(100, "元/人·年", "元/人·月"), ERR_DATA);
}

static void units_of_two_kinds_do_not_convert(void **state)
{
	(void)state;
	assert_int_equal(refused(1, "元", "人"), ERR_CONFIG);
	assert_int_equal(refused(1, "人", "人次"), ERR_CONFIG);
	assert_int_equal(refused(1, "元", "元/人·月"), ERR_CONFIG);
	assert_int_equal(refused(1, "斤", "万斤"), ERR_CONFIG);
	assert_int_equal(refused(1, "", "元"), ERR_CONFIG);
	assert_int_equal(refused(1, "万", "元"), ERR_CONFIG);
}

static void numbers_of_more_than_38_digits_are_refused(void **state)
{
	struct err err = ERR_INIT;
	__int128 v = 1, out;
	int places;

	(void)state;
	for (int i = 0; i < 36; i++)
		v *= 10;
	assert_int_equal(unit_convert(v, 0, "亿元", "元", &out, &places, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(unit_convert(1, 36, "元", "万元", &out, &places, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(yuan_become_ten_thousand_and_back),
		cmocka_unit_test(counts_convert_within_their_kind),
		cmocka_unit_test(beijing_standard_of_a_year_is_twelve_months),
		cmocka_unit_test(a_third_is_no_exact_number),
		cmocka_unit_test(units_of_two_kinds_do_not_convert),
		cmocka_unit_test(numbers_of_more_than_38_digits_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
