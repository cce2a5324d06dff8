#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/parser.h>

#include "page_doc.h"
#include "report/paper/charts_plan.h"
#include "report/paper/write.h"

static char *draw(const struct doc *d, size_t block)
{
	struct buf b = BUF_INIT;

	charts_svg(&d->blocks[block].charts, &b);
	return buf_detach(&b);
}

static int count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void assert_is_xml(const char *text)
{
	xmlDoc *doc = xmlReadMemory(text, (int)strlen(text), "svg", NULL,
				    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	assert_non_null(doc);
	xmlFreeDoc(doc);
}

static void missing_value_leaves_a_gap(void **state)
{
	struct doc d;
	char *svg;

	(void)state;
	doc_init(&d);
	page_charts(&d);
	svg = draw(&d, 0);
	assert_is_xml(svg);
	/* Seven towns, six years, one value missing: that takes two strokes away. */
	assert_int_equal(count(svg, "<circle"), 41);
	assert_int_equal(count(svg, "stroke=\"#1a5490\""), 33);
	assert_non_null(strstr(svg, "2022 缺"));
	assert_non_null(strstr(svg, "<title>各乡镇最低生活保障人数</title>"));
	assert_non_null(strstr(svg, "role=\"img\""));
	free(svg);
	doc_release(&d);
}

static const struct charts_mark *dot(const struct charts_plan *plan, int n)
{
	size_t i;

	for (i = 0; i < plan->n; i++)
		if (plan->marks[i].kind == CHARTS_DOT && n-- == 0)
			return &plan->marks[i];
	return NULL;
}

static void equal_values_stand_at_equal_heights_in_all_panels(void **state)
{
	struct doc d;
	struct doc_charts *c;
	struct doc_series *s;
	struct charts_plan plan;

	(void)state;
	doc_init(&d);
	c = doc_charts(&d, "图", "", 1);
	s = doc_series(c, "甲");
	doc_point(s, "2024", 10, false);
	doc_point(s, "2025", 1000, false);
	s = doc_series(c, "乙");
	doc_point(s, "2025", 10, false);
	charts_plan_make(c, &plan);
	assert_int_equal(dot(&plan, 0)->y, dot(&plan, 2)->y);
	assert_true(dot(&plan, 1)->y < dot(&plan, 0)->y);
	/* 2025 stands at the same place of its panel. */
	assert_true(dot(&plan, 2)->x - dot(&plan, 1)->x == 2400);
	assert_null(dot(&plan, 3));
	charts_plan_release(&plan);
	doc_release(&d);
}

static void names_from_outside_stay_text(void **state)
{
	struct doc d;
	struct doc_charts *c;
	struct doc_series *s;
	char *svg;

	(void)state;
	doc_init(&d);
	c = doc_charts(&d, "</title><script>alert(1)</script>", "\" onload=\"x", 0);
	s = doc_series(c, "]]><image href='http://e.example'/>\x01\xef\xbf\xbe & "
			  "很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的名字");
	doc_point(s, "<&\"'>", 1, false);
	doc_point(s, "b", 2, true);
	svg = draw(&d, 0);
	assert_is_xml(svg);
	assert_null(strstr(svg, "<script"));
	assert_null(strstr(svg, "<image"));
	assert_null(strstr(svg, "\" onload"));
	assert_non_null(strstr(svg, "…</text>"));
	free(svg);
	doc_release(&d);
}

static void values_of_any_size_find_a_place(void **state)
{
	static const int scales[] = { 0, 2, 38 };
	__int128 most = 1;
	size_t i;

	(void)state;
	for (i = 0; i < 38; i++)
		most *= 10;
	for (i = 0; i < 3; i++) {
		struct doc d;
		struct doc_charts *c;
		struct doc_series *s;
		char *svg;

		doc_init(&d);
		c = doc_charts(&d, "图", "元", scales[i]);
		s = doc_series(c, "甲");
		doc_point(s, "1", most - 1, false);
		doc_point(s, "2", -most + 1, false);
		doc_point(s, "3", 0, false);
		svg = draw(&d, 0);
		assert_is_xml(svg);
		assert_int_equal(count(svg, "<circle"), 3);
		free(svg);
		doc_release(&d);
	}
}

static void nothing_to_draw_is_still_a_picture(void **state)
{
	struct doc d;
	struct doc_charts *c;
	char *svg;

	(void)state;
	doc_init(&d);
	c = doc_charts(&d, "图", "", 0);
	svg = draw(&d, 0);
	assert_is_xml(svg);
	free(svg);
	doc_series(c, "空");
	doc_point(doc_series(c, "缺"), "2025", 0, true);
	svg = draw(&d, 0);
	assert_is_xml(svg);
	assert_int_equal(count(svg, "<circle"), 0);
	free(svg);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_value_leaves_a_gap),
		cmocka_unit_test(equal_values_stand_at_equal_heights_in_all_panels),
		cmocka_unit_test(names_from_outside_stay_text),
		cmocka_unit_test(values_of_any_size_find_a_place),
		cmocka_unit_test(nothing_to_draw_is_still_a_picture),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
