/* xlsx_read: workbooks that people made, whole and hostile. The files are made here by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read_case.h"

static const char strings[] =
	"<sst><si><t>指标</t></si><si><r><t>数</t></r><r><t xml:space='preserve'>量 </t></r>"
	"<rPh><t>shu</t></rPh></si><si><t>a_x000D_b_x005F_c</t></si></sst>";
static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='0.0%'/><numFmt numFmtId='171' "
	"formatCode='0\"%\"'/></numFmts><cellStyleXfs><xf numFmtId='9'/></cellStyleXfs><cellXfs>"
	"<xf numFmtId='0'/><xf numFmtId='10'/><xf numFmtId='170'/><xf numFmtId='171'/></cellXfs>"
	"</styleSheet>";
static const char book[] = "<workbook xmlns:r='r'><sheets><sheet name='表一' sheetId='1' r:id='a'/>"
			   "<sheet name='暗' sheetId='2' state='hidden' r:id='b'/>"
			   "<sheet name='图' sheetId='3' r:id='c'/></sheets></workbook>";
static const char rels[] =
	"<Relationships><Relationship Id='a' Type='x/worksheet' Target='sheets/1.xml'/>"
	"<Relationship Id='b' Type='x/worksheet' Target='sheets/2.xml'/>"
	"<Relationship Id='c' Type='x/chartsheet' Target='sheets/3.xml'/>"
	"<Relationship Id='d' Type='x/sharedStrings' Target='../xl/strings.xml'/>"
	"<Relationship Id='e' Type='x/styles' Target='/xl/styles.xml'/></Relationships>";

static void make(const char *data, const char *merges, struct buf *to)
{
	struct buf sheet = BUF_INIT;
	struct craft_member members[] = {
		{ .name = "_rels/.rels", .text = read_rels("xl/workbook.xml") },
		{ .name = "xl/workbook.xml", .text = book },
		{ .name = "xl/_rels/workbook.xml.rels", .text = rels },
		{ .name = "xl/strings.xml", .text = strings },
		{ .name = "xl/styles.xml", .text = styles },
		{ .name = "xl/sheets/2.xml", .text = "<worksheet>" },
		{ .name = "xl/sheets/1.xml" },
	};

	buf_puts(&sheet, "<worksheet><sheetData>");
	buf_puts(&sheet, data);
	buf_printf(&sheet, "</sheetData><mergeCells>%s</mergeCells></worksheet>", merges);
	members[6].text = sheet.p;
	craft_zip(to, members, 7, "");
	buf_release(&sheet);
}

static void sheet_reads(const char *data, const char *merges, const char *expected)
{
	struct buf b = BUF_INIT;

	make(data, merges, &b);
	assert_reads(b.p, b.n, expected);
	buf_release(&b);
}

static void sheet_fails(const char *data, const char *merges, const char *word)
{
	struct buf b = BUF_INIT;

	make(data, merges, &b);
	assert_fails(b.p, b.n, word);
	buf_release(&b);
}

#define NUMBER(place, format, text) "<c r='" place "' s='" format "'><v>" text "</v></c>"
#define SHARED(place, index) "<c r='" place "' t='s'><v>" index "</v></c>"

static void strings_are_shared_or_in_the_cell(void **state)
{
	(void)state;
	sheet_reads("<row r='1'>" SHARED("A1", "0")
			    SHARED("B1", "1") "</row><row r='2'><c r='A2' "
					      "t='inlineStr'><is><r><t>甲</t></r></is></c>" SHARED(
						      "B2", "2") "</row>",
		    "",
		    "table 2x2 head 0 [表一] []\n0,0 1x1 指标\n0,1 1x1 数量\n1,0 1x1 甲\n"
		    "1,1 1x1 ab_c\n");
}

static void numbers_have_no_noise_of_binary_fractions(void **state)
{
	static const char *const cases[][2] = {
		{ "0.30000000000000004", "0.3" },
		{ "76164.300000000003", "76164.3" },
		{ "1.0000000000000002E-2", "0.01" },
		{ "350524100201", "350524100201" },
		{ "1E+3", "1000" },
		{ "-89.340000000000003", "-89.34" },
		{ "0.99999999999999989", "1" },
		{ "999999999999999.9", "1000000000000000" },
		{ "5.0", "5" },
		{ "-0", "0" },
		{ "0.000", "0" },
		{ "120", "120" },
		{ ".5", "0.5" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf data = BUF_INIT, expected = BUF_INIT;

		buf_printf(&data, "<row><c><v>%s</v></c><c t='str'><v>x</v></c></row>",
			   cases[i][0]);
		buf_printf(&expected, "table 1x2 head 0 [表一] []\n0,0 1x1 %s\n0,1 1x1 x\n",
			   cases[i][1]);
		sheet_reads(data.p, "", expected.p);
		buf_release(&data);
		buf_release(&expected);
	}
}

static void percents_read_as_printed(void **state)
{
	(void)state;
	sheet_reads("<row>" NUMBER("A1", "1", "-0.070400000000000004") NUMBER("B1", "2", "1")
			    NUMBER("C1", "3", "7") "</row>",
		    "", "table 1x3 head 0 [表一] []\n0,0 1x1 -7.04%\n0,1 1x1 100%\n0,2 1x1 7\n");
}

static void other_values_read_as_shown(void **state)
{
	(void)state;
	sheet_reads("<row><c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#DIV/0!</v></c>"
		    "<c><f>A1*2</f><v>4</v></c><c><f>1+1</f></c><c s='1'/></row>",
		    "",
		    "table 1x5 head 0 [表一] []\n0,0 1x1 TRUE\n0,1 1x1 FALSE\n0,2 1x1 #DIV/0!\n"
		    "0,3 1x1 4\n0,4 1x1 =1+1\n");
}

static void merged_cells_are_one(void **state)
{
	(void)state;
	sheet_reads("<row r='3'>" SHARED("B3", "0") NUMBER("C3", "0", "9") NUMBER(
			    "D3", "0", "1") "</row><row r='4'>" NUMBER("D4", "0", "2") "</row>",
		    "<mergeCell ref='B3:C4'/>",
		    "table 2x3 head 0 [表一] []\n0,0 2x2 指标\n0,2 1x1 1\n1,2 1x1 2\n");
}

static void empty_rows_part_tables_and_lines_above_are_title_and_unit(void **state)
{
	(void)state;
	sheet_reads(
		"<row r='1'><c t='str'><v>表三　申请</v></c></row><row r='2'><c t='str'><v>单位：件"
		"</v></c></row><row r='3'>" SHARED("A3", "0")
			SHARED("B3", "1") "</row><row r='4'><c r='A4'/></row><row r='7'>" NUMBER(
				"A7", "0", "1") NUMBER("B7", "0", "2") "</row>",
		"<mergeCell ref='A1:B1'/><mergeCell ref='A2:B2'/>",
		"table 1x2 head 0 [表三　申请] [单位：件]\n0,0 1x1 指标\n0,1 1x1 数量\n"
		"table 1x2 head 0 [表一] []\n0,0 1x1 1\n0,1 1x1 2\n");
}

static void what_is_nowhere_is_an_error(void **state)
{
	(void)state;
	sheet_fails("<row r='1'><c r='XFE1'><v>1</v></c></row>", "", "nowhere");
	sheet_fails("<row r='1048577'/>", "", "nowhere");
	sheet_fails("<row r='0'/>", "", "nowhere");
	sheet_fails("", "<mergeCell ref='A1:A1000000000'/>", "nowhere");
	sheet_fails("", "<mergeCell ref='B2:A1'/>", "nowhere");
	sheet_fails("<row>" SHARED("A1", "3") "</row>", "", "not there");
	sheet_fails("<row>" SHARED("A1", "-1") "</row>", "", "not there");
	sheet_fails("<row>" NUMBER("A1", "0", "1") NUMBER("A1", "0", "1") "</row>", "", "twice");
	sheet_fails("<row>" NUMBER("A1", "0", "1") NUMBER(
			    "B1", "0", "1") "</row><row r='2'>" NUMBER("A2", "0", "1") "</row>",
		    "<mergeCell ref='B1:C2'/><mergeCell ref='A2:B2'/>", "overlap");
}

/* One long text that many cells point to would be many gigabytes. */
static void shared_strings_do_not_blow_up(void **state)
{
	size_t n = 1 << 20, i;
	struct buf text = BUF_INIT, sheet = BUF_INIT, b = BUF_INIT;
	struct craft_member members[] = {
		{ .name = "_rels/.rels", .text = read_rels("xl/workbook.xml") },
		{ .name = "xl/workbook.xml", .text = book },
		{ .name = "xl/_rels/workbook.xml.rels", .text = rels },
		{ .name = "xl/strings.xml" },
		{ .name = "xl/sheets/1.xml" },
	};

	(void)state;
	buf_puts(&text, "<sst><si><t>");
	memset(buf_reserve(&text, n), 'x', n);
	text.n += n;
	buf_puts(&text, "</t></si></sst>");
	buf_puts(&sheet, "<worksheet><sheetData><row>");
	for (i = 0; i < 100; i++)
		buf_puts(&sheet, "<c t='s'><v>0</v></c>");
	buf_puts(&sheet, "</row></sheetData></worksheet>");
	members[3].text = text.p;
	members[4].text = sheet.p;
	craft_zip(&b, members, 5, "");
	assert_fails(b.p, b.n, "too much text");
	buf_release(&text);
	buf_release(&sheet);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_shared_or_in_the_cell),
		cmocka_unit_test(numbers_have_no_noise_of_binary_fractions),
		cmocka_unit_test(percents_read_as_printed),
		cmocka_unit_test(other_values_read_as_shown),
		cmocka_unit_test(merged_cells_are_one),
		cmocka_unit_test(empty_rows_part_tables_and_lines_above_are_title_and_unit),
		cmocka_unit_test(what_is_nowhere_is_an_error),
		cmocka_unit_test(shared_strings_do_not_blow_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
