/* label: labels and numbers as people type them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/decimal.h"
#include "report/form/filled.h"
#include "report/read/read.h"

static void labels_that_read_alike_are_equal(void **state)
{
	static const char *const pairs[][2] = {
		{ "商业\n企业", "商业企业" },
		{ "商业&企业", "商业＆企业" },
		{ "　一、本年新收政府信息公开申请数量 ", "一、本年新收政府信息公开申请数量" },
		{ "（二）部分公开", "(二) 部分公开" },
		{ "3.危及“三安全一稳定”", "3．危及\"三安全一稳定\"" },
		{ "3、危及「三安全一稳定」", "3.危及'三安全一稳定'" },
		{ "一、总体情况", "一.总体情况" },
		{ "单位：件", "单位:件" },
		{ "元/人·月", "元／人•月" },
		{ "〔2021〕30号", "[２０２１]30号" },
		{ "A\xc2\xa0城市\xe2\x80\x8b低保", "Ａ城市低保" },
		{ "Ⅱ 临时补助", "II临时补助" },
		{ "⼀、总体", "一、总体" },
		{ "1—6月", "1-6月" },
		{ "*数量", "＊数量" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		struct buf a = BUF_INIT, b = BUF_INIT;

		label_fold(str_of(pairs[i][0]), &a);
		label_fold(str_of(pairs[i][1]), &b);
		assert_string_equal(a.p, b.p);
		buf_release(&a);
		buf_release(&b);
	}
}

static void other_labels_stay_apart(void **state)
{
	struct buf a = BUF_INIT, b = BUF_INIT;

	(void)state;
	label_fold(STR("1.属于国家秘密"), &a);
	label_fold(STR("2.属于国家秘密"), &b);
	assert_string_not_equal(a.p, b.p);
	buf_clear(&a);
	label_fold(STR("行政复议、行政诉讼"), &a);
	assert_string_equal(a.p, "行政复议,行政诉讼");
	buf_release(&a);
	buf_release(&b);
}

static void numbers_are_read_as_typed(void **state)
{
	static const struct {
		const char *text, *value, *unit;
	} cases[] = {
		{ "0", "0", "" },
		{ "5345", "5345", "" },
		{ " １２３ ", "123", "" },
		{ "1,234.50", "1234.50", "" },
		{ "1，234", "1234", "" },
		{ "11 398 889", "11398889", "" },
		{ "\xc2\xa0"
		  "7\n",
		  "7", "" },
		{ "+1", "1", "" },
		{ "-0", "0", "" },
		{ "－12", "-12", "" },
		{ "−7.04", "-7.04", "" },
		{ "负3", "-3", "" },
		{ "（负）3", "-3", "" },
		{ "12件", "12", "件" },
		{ "12 件", "12", "件" },
		{ "-89.34％", "-89.34", "％" },
		{ "1,245.0元/人·月", "1245.0", "元/人·月" },
		{ "3.3万人次", "3.3", "万人次" },
		{ "12*", "12", "" },
		{ "12①", "12", "" },
		{ "12㉑", "12", "" },
		{ "1,234㊿", "1234", "" },
		{ ".5", "0.5", "" },
		{ "007", "7", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct label_number n;
		char text[DECIMAL_TEXT + 1];

		label_number(str_of(cases[i].text), &n);
		if (n.state != VALUE_NUMBER)
			fail_msg("%s is no number", cases[i].text);
		text[decimal_format(n.v, n.scale, text)] = '\0';
		assert_string_equal(text, cases[i].value);
		assert_true(str_is(n.unit, str_of(cases[i].unit)));
	}
}

static void what_is_no_number_says_what_it_is(void **state)
{
	static const struct {
		const char *text;
		enum value_state state;
	} cases[] = {
		{ "", VALUE_BLANK },
		{ " \n\xc2\xa0　", VALUE_BLANK },
		{ "/", VALUE_SLASH },
		{ "／", VALUE_SLASH },
		{ "-", VALUE_SLASH },
		{ "—", VALUE_SLASH },
		{ "——", VALUE_SLASH },
		{ "不适用", VALUE_SLASH },
		{ "暂无数据", VALUE_MISSING },
		{ "暂无数据②", VALUE_MISSING },
		{ "暂无数据 ※①", VALUE_MISSING },
		{ "暂无数据(21)", VALUE_MISSING },
		{ "暂无数据㉑", VALUE_MISSING },
		{ "/㊿", VALUE_SLASH },
		{ "暂无数据来源", VALUE_ODD },
		{ "/①", VALUE_SLASH },
		{ "/(21)", VALUE_SLASH },
		{ "(21)", VALUE_ODD },
		{ "无", VALUE_ODD },
		{ "1,23", VALUE_ODD },
		{ "1,2345", VALUE_ODD },
		{ "1234,567", VALUE_ODD },
		{ "1,234 567", VALUE_ODD },
		{ "1 2", VALUE_ODD },
		{ "1.2.3", VALUE_ODD },
		{ "1.", VALUE_ODD },
		{ "1。5", VALUE_ODD },
		{ "12左右", VALUE_ODD },
		{ "约12", VALUE_ODD },
		{ "--5", VALUE_ODD },
		{ "5-", VALUE_ODD },
		{ "1e5", VALUE_ODD },
		{ "=SUM(A1:A2)", VALUE_ODD },
		{ "12件3", VALUE_ODD },
		{ "*", VALUE_ODD },
		{ "+", VALUE_ODD },
		{ "件", VALUE_ODD },
		{ "1、2", VALUE_ODD },
		{ "\xff", VALUE_ODD },
		{ "123456789012345678901234567890123456789", VALUE_ODD },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct label_number n;

		label_number(str_of(cases[i].text), &n);
		if (n.state != (int)cases[i].state)
			fail_msg("'%s' is %d", cases[i].text, n.state);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_that_read_alike_are_equal),
		cmocka_unit_test(other_labels_stay_apart),
		cmocka_unit_test(numbers_are_read_as_typed),
		cmocka_unit_test(what_is_no_number_says_what_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
