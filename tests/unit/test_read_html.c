/* html_read and csv_doc_read: pages and tables that people saved. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read_case.h"

#define assert_page(html, expected) assert_reads("<html>" html, strlen("<html>" html), expected)
#define assert_csv(text, expected) assert_reads(text, strlen(text), expected)

static void spans_cover_places_and_end_with_their_group(void **state)
{
	(void)state;
	assert_page("<table><thead><tr><th rowspan=9>a<th colspan=2>b<tr><th>c<th>d</thead>"
		    "<tr><td rowspan=0>e<td>f<td>g<tr><td>h<td>i</table>",
		    "table 4x3 head 2 [] []\n0,0 2x1 head a\n0,1 1x2 head b\n1,1 1x1 head c\n"
		    "1,2 1x1 head d\n2,0 2x1 e\n2,1 1x1 f\n2,2 1x1 g\n3,1 1x1 h\n3,2 1x1 i\n");
}

static void absurd_and_overlapping_spans_are_cut(void **state)
{
	(void)state;
	assert_page("<table><tr><td rowspan=1000000000>a<td colspan=1000000000>b<tr><td>c</table>",
		    "table 2x2 head 0 [] []\n0,0 2x1 a\n0,1 1x1 b\n1,1 1x1 c\n");
	assert_page("<table><tr><td>a<td rowspan=2>b<td>c<tr><td colspan=3>d</table>",
		    "table 2x3 head 0 [] []\n0,0 1x1 a\n0,1 2x1 b\n0,2 1x1 c\n1,0 1x1 d\n");
	assert_page("<table><tr><td rowspan=-1 colspan=x>a<td>b</table>",
		    "table 1x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\n");
}

static void blanks_and_breaks_read_as_they_show(void **state)
{
	(void)state;
	assert_page(
		"<p>&nbsp;&#12288;本年\n  新收 12 \n件<br>x  y</p><table><tr><td>&nbsp;<td>商业<br>"
		"企业<td><p>a</p><p>b</p></table>",
		"p 本年新收 12 件\np x y\ntable 1x3 head 0 [] []\n0,0 1x1 \n0,1 1x1 商业\n企业\n"
		"0,2 1x1 a\nb\n");
}

static void what_does_not_show_is_not_there(void **state)
{
	(void)state;
	assert_page(
		"<head><title>t</title><style>p{}</style></head><script>var a='<p>1</p>'</script>"
		"<p style='display: none'>2</p><p hidden>3</p><!-- 4 --><p>5<del>6</del></p>",
		"p 5\n");
}

static void layout_tables_are_not_tables(void **state)
{
	(void)state;
	assert_page(
		"<table><tr><td>首页<tr><td><h2>一、总体情况</h2><table><tr><td>a<td>b</table>尾"
		"</table>",
		"p 一、总体情况\ntable 1x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\np 尾\np 首页\n");
	assert_page("<table><tr><td>甲<tr><td>乙</table>", "p 甲\np 乙\n");
}

static void headings_captions_units_and_marks_are_known(void **state)
{
	(void)state;
	assert_page("<h1>题</h1><h2>一</h2><h3>二</h3><table><caption>表一<span class=unit>单位：件"
		    "</span></caption><tr><td>1<sup>*</sup><td>2</table><p class=note>注</p>",
		    "1 一\n2 二\ntable 1x2 head 0 [表一] [单位：件]\n0,0 1x1 mark * 1\n0,1 1x1 2\n"
		    "note 注\n");
	assert_page("<h1>一</h1><h1>二</h1>", "1 一\n1 二\n");
}

static void pages_in_gb18030_are_read_whatever_they_say(void **state)
{
	static const char gb[] = "<meta charset=utf-8><p>\xd6\xd0\xce\xc4";
	static const char utf8[] = "\xef\xbb\xbf<meta charset=gb2312><p>中文";

	(void)state;
	assert_reads(gb, sizeof(gb) - 1, "p 中文\n");
	assert_reads(utf8, sizeof(utf8) - 1, "p 中文\n");
	assert_fails("<p>\xff\xff\xff", 6, "neither UTF-8 nor GB18030");
	assert_fails("\xff\xfe<\0", 4, "UTF-16");
	assert_fails("<p>\0</p>", 8, "NUL");
}

static void hostile_pages_are_errors(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	for (i = 0; i < 5000; i++)
		buf_puts(&b, "<div>");
	assert_fails(b.p, b.n, "within one another");
	buf_clear(&b);
	for (i = 0; i < 50; i++)
		buf_puts(&b, "<table><tr><td>");
	assert_fails(b.p, b.n, "within one another");
	buf_clear(&b);
	buf_puts(&b, "<table>");
	for (i = 0; i < 40000; i++)
		buf_puts(&b, "<tr><td colspan=1000>a<td>b");
	assert_fails(b.p, b.n, "too large");
	buf_clear(&b);
	buf_puts(&b, "<table><tr>");
	for (i = 0; i < 20; i++)
		buf_puts(&b, "<td colspan=1000>a");
	assert_fails(b.p, b.n, "columns");
	buf_release(&b);
	assert_page("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;a",
		    "p ]>\np &x;a\n");
}

static void csv_is_a_grid(void **state)
{
	(void)state;
	assert_csv("\xef\xbb\xbf规章,\"1,234\"\r\n\"a\nb\",\r\n",
		   "table 2x2 head 0 [] []\n0,0 1x1 规章\n0,1 1x1 1,234\n1,0 1x1 a\nb\n1,1 1x1 \n");
	assert_csv("a\tb\n1\t2\n", "table 2x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\n1,0 1x1 1\n"
				   "1,1 1x1 2\n");
	assert_csv("\xb9\xe6\xd5\xc2,1\n", "table 1x2 head 0 [] []\n0,0 1x1 规章\n0,1 1x1 1\n");
}

static void empty_lines_part_tables(void **state)
{
	(void)state;
	assert_csv("单独\n\na,b\n,,\n\nc,d",
		   "p 单独\ntable 1x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\n"
		   "table 1x2 head 0 [] []\n0,0 1x1 c\n0,1 1x1 d\n");
}

static void a_missing_file_is_a_missing_source(void **state)
{
	struct err err = ERR_INIT;
	struct doc d;

	(void)state;
	doc_init(&d);
	assert_int_equal(doc_read("/nowhere/a.docx", &d, &err), -1);
	assert_int_equal(err.kind, ERR_SOURCE);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_cover_places_and_end_with_their_group),
		cmocka_unit_test(absurd_and_overlapping_spans_are_cut),
		cmocka_unit_test(blanks_and_breaks_read_as_they_show),
		cmocka_unit_test(what_does_not_show_is_not_there),
		cmocka_unit_test(layout_tables_are_not_tables),
		cmocka_unit_test(headings_captions_units_and_marks_are_known),
		cmocka_unit_test(pages_in_gb18030_are_read_whatever_they_say),
		cmocka_unit_test(hostile_pages_are_errors),
		cmocka_unit_test(csv_is_a_grid),
		cmocka_unit_test(empty_lines_part_tables),
		cmocka_unit_test(a_missing_file_is_a_missing_source),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
