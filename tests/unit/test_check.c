#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "check_scene.h"

static void print(const struct scene *s)
{
	struct buf b = BUF_INIT;

	verdicts_text(&s->found, &b);
	print_message("%s", b.p);
	buf_release(&b);
}

static void assert_clean(struct scene *s)
{
	judge(s);
	if (s->found.n > 0)
		print(s);
	assert_int_equal(s->found.n, 0);
}

static const struct verdict *find(const struct scene *s, const char *rule, const char *key)
{
	for (size_t i = 0; i < s->found.n; i++)
		if (strcmp(s->found.items[i].rule, rule) == 0 &&
		    strcmp(s->found.items[i].key, key) == 0)
			return &s->found.items[i];
	return NULL;
}

static void assert_found(struct scene *s, enum severity severity, const char *rule, const char *key,
			 const char *found, const char *expected)
{
	const struct verdict *v;

	judge(s);
	v = find(s, rule, key);
	if (!v) {
		print(s);
		fail_msg("%s does not speak of %s", rule, key);
		return;
	}
	assert_int_equal(v->severity, severity);
	assert_string_equal(v->found, found);
	assert_string_equal(v->expected, expected);
}

static void section(struct scene *s, const char *heading, const char *text)
{
	for (size_t i = 0; i < s->f.npassages; i++) {
		struct passage *p = &s->f.passages[i];

		if (strcmp(p->section, heading) != 0)
			continue;
		for (size_t k = 0; k < p->n; k++)
			free(p->paragraphs[k]);
		p->n = 0;
	}
	if (text)
		filled_paragraph(&s->f, heading, text);
}

static void the_known_report_holds_together(void **state)
{
	struct scene *s = *state;

	assert_clean(s);
	s->with.parts = s->parts;
	s->with.nparts = 2;
	assert_clean(s);
}

static void without_the_year_before_what_is_not_judged_is_said(void **state)
{
	struct scene *s = *state;

	s->with.last = NULL;
	judge(s);
	assert_int_equal(verdicts_count(&s->found, SEVERITY_ERROR), 0);
	assert_int_equal(verdicts_count(&s->found, SEVERITY_REMARK), 3);
	assert_non_null(find(s, "R6", ""));
	assert_non_null(find(s, "R7", ""));
	assert_non_null(find(s, "jump", ""));
}

static void each_rule_names_the_cell_and_both_numbers(void **state)
{
	struct scene *s = *state;

	annual_set(&s->f, "表三/r1/自然人", 13613);
	assert_found(s, SEVERITY_ERROR, "R1", "表三/r1/自然人", "14148", "14147");
	assert_found(s, SEVERITY_ERROR, "R3", "表三/r1/总计", "14069", "14070");
	assert_string_equal(find(s, "R3", "表三/r1/总计")->label,
			    "表三／一、本年新收政府信息公开申请数量／总计");
	annual_set(&s->f, "表三/r1/自然人", 13612);
	annual_set(&s->f, "表三/r24/自然人", 13360);
	assert_found(s, SEVERITY_ERROR, "R2", "表三/r24/自然人", "13360", "13364");
	assert_string_equal(find(s, "R2", "表三/r24/自然人")->label,
			    "表三／三、本年度办理结果／（七）总计／自然人");
	annual_set(&s->f, "表三/r24/自然人", 13364);
	annual_set(&s->f, "表四/复议后起诉/结果维持", 75);
	assert_found(s, SEVERITY_ERROR, "R4", "表四/复议后起诉/总计", "156", "157");
	assert_string_equal(find(s, "R4", "表四/复议后起诉/总计")->label,
			    "表四／行政诉讼／复议后起诉／总计");
}

static void what_is_carried_over_must_fit(void **state)
{
	struct scene *s = *state;

	annual_set(&s->last, "表三/r25/法律服务机构", 17);
	assert_found(s, SEVERITY_ERROR, "R6", "表三/r2/法律服务机构", "18", "17");
	annual_set(&s->f, "表二/规章/本年废止件数", 4);
	assert_found(s, SEVERITY_ERROR, "R7", "表二/规章/现行有效件数", "74", "75");
}

static void a_count_is_a_whole_number_and_not_negative(void **state)
{
	struct scene *s = *state;
	int cell = form_find(&s->form, "表二/行政许可/本年处理决定数量");

	filled_set(&s->f, cell, 15, 1, ORIGIN_FILE);
	assert_found(s, SEVERITY_ERROR, "R5", "表二/行政许可/本年处理决定数量", "1.5", "");
	filled_set(&s->f, cell, -3, 0, ORIGIN_FILE);
	assert_found(s, SEVERITY_ERROR, "R5", "表二/行政许可/本年处理决定数量", "-3", "");
	s->f.values[cell].state = VALUE_ODD;
	s->f.values[cell].text = strdup("若干");
	assert_found(s, SEVERITY_ERROR, "R5", "表二/行政许可/本年处理决定数量", "若干", "");
}

static void a_fee_may_have_decimals(void **state)
{
	struct scene *s = *state;

	filled_set(&s->f, form_find(&s->form, "表二/行政事业性收费/本年收费金额"), 31644125, 2,
		   ORIGIN_FILE);
	assert_clean(s);
}

static void blank_is_not_zero(void **state)
{
	struct scene *s = *state;
	int cell = form_find(&s->form, "表三/r18/自然人");

	s->f.values[cell].state = VALUE_BLANK;
	assert_found(s, SEVERITY_ERROR, "blank", "表三/r18/自然人", "", "");
	s->f.values[cell].state = VALUE_SLASH;
	assert_found(s, SEVERITY_ERROR, "blank", "表三/r18/自然人", "/", "");
	s->with.published = false;
	s->f.values[cell].state = VALUE_BLANK;
	assert_found(s, SEVERITY_OPEN, "blank", "表三/r18/自然人", "", "");
	s->f.values[cell].state = VALUE_MISSING;
	assert_found(s, SEVERITY_OPEN, "blank", "表三/r18/自然人", "", "");
}

static void what_does_not_apply_may_be_struck_out_in_table_two(void **state)
{
	struct scene *s = *state;

	s->with.last = NULL;
	s->f.values[form_find(&s->form, "表二/规章/本年制发件数")].state = VALUE_SLASH;
	judge(s);
	assert_int_equal(verdicts_count(&s->found, SEVERITY_ERROR), 0);
}

static void a_jump_is_a_remark(void **state)
{
	struct scene *s = *state;

	annual_set(&s->last, "表二/行政强制/本年处理决定数量", 33220);
	assert_found(s, SEVERITY_REMARK, "jump", "表二/行政强制/本年处理决定数量", "166105",
		     "33220");
	annual_set(&s->last, "表二/行政强制/本年处理决定数量", 33221);
	assert_clean(s);
	annual_set(&s->last, "表二/行政强制/本年处理决定数量", 830526);
	assert_found(s, SEVERITY_REMARK, "jump", "表二/行政强制/本年处理决定数量", "166105",
		     "830526");
	annual_set(&s->last, "表二/行政强制/本年处理决定数量", 830525);
	assert_clean(s);
}

static void a_jump_is_told_in_numbers_as_they_are_printed(void **state)
{
	static const char key[] = "表二/行政事业性收费/本年收费金额";
	struct scene *s = *state;
	const struct verdict *v;

	filled_set(&s->f, form_find(&s->form, key), 0, 6, ORIGIN_ENTERED);
	filled_set(&s->last, form_find(&s->form, key), 12439650, 6, ORIGIN_ENTERED);
	judge(s);
	v = find(s, "jump", key);
	assert_non_null(v);
	assert_string_equal(v->found, "0");
	assert_string_equal(v->expected, "12.43965");
}

static void a_sum_of_departments_must_fit(void **state)
{
	struct scene *s = *state;

	s->with.parts = s->parts;
	s->with.nparts = 2;
	annual_set(&s->parts[1], "表二/行政处罚/本年处理决定数量", 0);
	assert_found(s, SEVERITY_ERROR, "R11", "表二/行政处罚/本年处理决定数量", "6937489",
		     "2312496");
}

static void an_obsolete_form_is_found(void **state)
{
	struct scene *s = *state;
	struct form old;
	struct filled f;
	struct err err = ERR_INIT;

	assert_int_equal(form_load(annual_path(), s->f.period, "2019", &old, &err), 0);
	filled_init(&f, &old, (struct period){ PERIOD_YEAR, 2021 });
	assert_int_equal(check_filled(&f, NULL, &s->found, &err), 0);
	assert_non_null(find(s, "form", ""));
	assert_string_equal(find(s, "form", "")->found, "国办公开办函〔2019〕60号");
	assert_string_equal(find(s, "form", "")->expected, "国办公开办函〔2021〕30号");
	verdicts_release(&s->found);
	f.period.n = 2020;
	assert_int_equal(check_filled(&f, NULL, &s->found, &err), 0);
	assert_null(find(s, "form", ""));
	filled_release(&f);
	form_release(&old);
}

/* Text ------------------------------------------------------------------------ */

static size_t text_findings(struct scene *s, const char *text)
{
	size_t n = 0;

	section(s, "一、总体情况", text);
	judge(s);
	for (size_t i = 0; i < s->found.n; i++)
		n += strcmp(s->found.items[i].rule, "R8") == 0;
	return n;
}

static void text_that_agrees_is_no_finding(void **state)
{
	static const char *const texts[] = {
		"本年新收政府信息公开申请14069件。",
		"本年新收政府信息公开申请１４，０６９ 件，其中自然人 13612 件。",
		"2025 年，共收到政府信息公开申请 14,069 件（其中网络申请 9000 件，信函申请 100 "
		"件），结转 560 件。",
		"2025年收到和处理申请14629件。收到政府信息公开申请14629件（含上年结转560件）。",
		"全市受理政府信息公开申请1.4万件，办结13810件，结转下年度继续办理819件。",
		"新收政府信息公开申请1.41万件；收到依申请公开约14000件。",
		"新收申请14000余件。",
		"因信息公开被申请行政复议790件、行政诉讼212件。",
		"行政复议案件790件（结果维持376件，纠正97件），行政诉讼212件（未经复议直接起诉56件"
		"，复议后起诉156件）。",
		"收到人大建议30件、政协提案45件，办理信访件200件，新收举报线索5件。",
		"新收政府信息公开申请较上年增加120件，同比增长5%。",
		"2024年新收政府信息公开申请100件。2025年新收政府信息公开申请14069件。",
		"对新收申请认真登记，全年制发文件12件。",
		"行政复议、行政诉讼共1002件。",
		"本年予以公开5548件，部分公开2168件，不予公开730件，无法提供3421件。",
		"",
		"依法办理依申请公开。",
		"办件量3件。",
		"编发12期简报，收到领导批示2件。",
		/* Han digits count things, or are a part of a phrase. */
		"与行政复议一起推进；行政诉讼没有一件败诉。",
		"收到政府信息公开申请的一件事改革，收到的每一件申请都登记。",
		"第一件申请新收后即登记；新收申请数十件、十几件、三四件不等。",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		size_t n = text_findings(*state, texts[i]);

		if (n > 0) {
			print(*state);
			fail_msg("%s", texts[i]);
		}
	}
}

static void text_that_contradicts_a_table_is_found(void **state)
{
	static const struct {
		const char *text, *key, *found, *expected;
	} cases[] = {
		{ "本年新收政府信息公开申请14070件。", "表三/r1/总计", "14070", "14069" },
		{ "新收政府信息公开申请 １４，０７０ 件", "表三/r1/总计", "14070", "14069" },
		{ "2025年共收到政府信息公开申请14,068件，已全部办结。", "表三/r1/总计", "14068",
		  "14069" },
		{ "新收申请14069件，上年结转561件", "表三/r2/总计", "561", "560" },
		{ "申请（含网络申请）新收14069件，结转558件。", "表三/r2/总计", "558", "560" },
		{ "结转下年度继续办理820件", "表三/r25/总计", "820", "819" },
		{ "全年新收政府信息公开申请1.5万件", "表三/r1/总计", "15000", "14069" },
		{ "因政府信息公开发生行政复议791件、行政诉讼212件。", "表四/行政复议/总计", "791",
		  "790" },
		{ "行政复议790件，行政诉讼211件。", "表四/未经复议直接起诉/总计", "211", "212" },
		{ "全年未收到政府信息公开申请。", "表三/r1/总计", "0", "14069" },
		{ "2025年，未发生因政府信息公开引起的行政复议、行政诉讼。", "表四/行政复议/总计",
		  "0", "790" },
		{ "本年新收政府信息公开申请三件。", "表三/r1/总计", "3", "14069" },
		{ "共收到政府信息公开申请十二件，均已办结", "表三/r1/总计", "12", "14069" },
		{ "上年结转两件", "表三/r2/总计", "2", "560" },
		{ "结转下年度一百零三件", "表三/r25/总计", "103", "819" },
		{ "发生行政复议二十一起", "表四/行政复议/总计", "21", "790" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		section(*state, "一、总体情况", cases[i].text);
		assert_found(*state, SEVERITY_ERROR, "R8", cases[i].key, cases[i].found,
			     cases[i].expected);
	}
}

static void fees_must_be_stated(void **state)
{
	struct scene *s = *state;

	section(s, "六、其他需要报告的事项", "无。");
	assert_found(s, SEVERITY_ERROR, "R9", "表三/r22/总计", "203", "");
	section(s, "六、其他需要报告的事项", NULL);
	/* A fee may be another than the one for information. */
	assert_found(s, SEVERITY_REMARK, "R9", "表二/行政事业性收费/本年收费金额", "316441", "");
	section(s, "六、其他需要报告的事项", "本年度没有收取信息处理费。");
	judge(s);
	assert_null(find(s, "R9", "表三/r22/总计"));
}

static void problems_must_be_told(void **state)
{
	struct scene *s = *state;

	section(s, "五、存在的主要问题及改进情况", "　无。");
	assert_found(s, SEVERITY_ERROR, "R10", "", "无", "");
	section(s, "五、存在的主要问题及改进情况", NULL);
	assert_found(s, SEVERITY_ERROR, "R10", "", "", "");
}

int main(void)
{
#define LAW(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		LAW(the_known_report_holds_together),
		LAW(without_the_year_before_what_is_not_judged_is_said),
		LAW(each_rule_names_the_cell_and_both_numbers),
		LAW(what_is_carried_over_must_fit),
		LAW(a_count_is_a_whole_number_and_not_negative),
		LAW(a_fee_may_have_decimals),
		LAW(blank_is_not_zero),
		LAW(what_does_not_apply_may_be_struck_out_in_table_two),
		LAW(a_jump_is_a_remark),
		LAW(a_jump_is_told_in_numbers_as_they_are_printed),
		LAW(a_sum_of_departments_must_fit),
		LAW(an_obsolete_form_is_found),
		LAW(text_that_agrees_is_no_finding),
		LAW(text_that_contradicts_a_table_is_found),
		LAW(fees_must_be_stated),
		LAW(problems_must_be_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
