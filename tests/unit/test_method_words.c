/* What a release says in Chinese of each method. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "package/method_words.h"

typedef void put_fn(const struct method_words *w, struct buf *b);

static void assert_says(const char *statement, put_fn *put, const char *want)
{
	struct method_words w;
	struct err err = ERR_INIT;
	struct buf b = BUF_INIT;

	if (method_words_read(&w, statement, &err) < 0)
		fail_msg("%s", err.msg);
	put(&w, &b);
	if (!strstr(b.p, want))
		fail_msg("\"%s\" does not hold \"%s\"", b.p, want);
	method_words_release(&w);
	buf_release(&b);
}

static void suppression_says_what_is_hidden_and_why(void **unused)
{
	static const char s[] = "{\"method\":\"suppression\",\"threshold\":5,"
				"\"basis\":\"统计法第二十八条\"}";

	(void)unused;
	assert_says(s, method_words_put_name, "单元格隐去");
	assert_says(s, method_words_put_done, "计数在 1 至 4 之间");
	assert_says(s, method_words_put_done, "依据：统计法第二十八条。");
	assert_says(s, method_words_put_error, "真实值");
}

static void rounding_says_its_base_and_its_bounds(void **unused)
{
	static const char s[] =
		"{\"method\":\"rounding\",\"base\":5,\"additive\":true,\"counts\":["
		"{\"name\":\"persons\",\"label\":\"人数\"},{\"name\":\"payments\"}]}";

	(void)unused;
	assert_says(s, method_words_put_done,
		    "人数、payments已作小数舍入，基数为 5：真实值为 1 至 4");
	assert_says(s, method_words_put_error, "相差不超过 4，最上一级合计相差不超过 2；");
	assert_says(s, method_words_put_reading, "分项之和等于合计");
	assert_says(s, method_words_put_english, "rounding of small counts to base 5");
}

static void cell_keys_say_how_far_and_that_parts_do_not_add_up(void **unused)
{
	static const char s[] = "{\"method\":\"cell-key\",\"D\":5,\"V\":\"3\",\"js\":2,"
				"\"additive\":false,\"counts\":[{\"name\":\"persons\"}]}";

	(void)unused;
	assert_says(s, method_words_put_error, "相差不超过 5，误差的平均值为零、方差不超过 3。");
	assert_says(s, method_words_put_error, "不出现 1 至 2。");
	assert_says(s, method_words_put_reading, "不一定等于合计");
}

static void noise_says_its_scale_and_what_becomes_of_negative_numbers(void **unused)
{
	static const char s[] =
		"{\"method\":\"laplace\",\"epsilon\":\"1/"
		"2\",\"at_least_zero\":true,\"additive\":false,"
		"\"counts\":[{\"name\":\"persons\",\"label\":\"人数\",\"unit\":\"人\",\"scale\":"
		"\"24.00\",\"error95\":\"72\"}]}";
	static const char g[] =
		"{\"method\":\"gaussian\",\"rho\":\"1/"
		"20\",\"epsilon\":\"1.705\",\"delta\":\"1e-6\","
		"\"at_least_zero\":false,\"additive\":false,\"counts\":[{\"name\":\"n\",\"sigma\":"
		"\"11.00\",\"error95\":\"22\"}]}";

	(void)unused;
	assert_says(s, method_words_put_done, "ε = 1/2");
	assert_says(s, method_words_put_error,
		    "人数：噪声尺度为 24.00人，95% 的单元格与真实值相差不超过 72人（");
	assert_says(s, method_words_put_reading, "已改为零");
	assert_says(g, method_words_put_done, "ρ = 1/20（δ = 1e-6 时相当于 ε ≤ 1.705）");
	assert_says(g, method_words_put_error, "标准差为 11.00，");
	assert_says(g, method_words_put_reading, "可能出现负数");
}

static void what_is_no_statement_is_refused(void **unused)
{
	static const char *const bad[] = { "", "rounding", "{}", "{\"method\":\"swapping\"}",
					   "{\"method\":3}" };
	struct method_words w;
	struct err err = ERR_INIT;

	(void)unused;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(method_words_read(&w, bad[i], &err), -1);
		assert_int_equal(err.kind, ERR_DATA);
		method_words_release(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(suppression_says_what_is_hidden_and_why),
		cmocka_unit_test(rounding_says_its_base_and_its_bounds),
		cmocka_unit_test(cell_keys_say_how_far_and_that_parts_do_not_add_up),
		cmocka_unit_test(noise_says_its_scale_and_what_becomes_of_negative_numbers),
		cmocka_unit_test(what_is_no_statement_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
