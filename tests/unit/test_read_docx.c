/* docx_read: DOCX that people made, whole and hostile. The files are made here by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "read_case.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/>" rows "</w:tbl>"

static void body_reads(const char *body, const char *expected)
{
	struct buf b = BUF_INIT;

	read_docx_of(body, &b);
	assert_reads(b.p, b.n, expected);
	buf_release(&b);
}

static void body_fails(const char *body, const char *word)
{
	struct buf b = BUF_INIT;

	read_docx_of(body, &b);
	assert_fails(b.p, b.n, word);
	buf_release(&b);
}

static void spans_and_merged_cells_keep_their_places(void **state)
{
	(void)state;
	body_reads(TBL(TR(TC("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", "a") TC("", "b"))
			       TR(TC("<w:gridSpan w:val='2'/><w:vMerge/>", "") TC("", "c"))
				       TR(TC("", "d") TC("", "e") TC("", "f"))),
		   "table 3x3 head 0 [] []\n0,0 2x2 a\n0,2 1x1 b\n1,2 1x1 c\n2,0 1x1 d\n2,1 1x1 e\n"
		   "2,2 1x1 f\n");
	body_reads(TBL("<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("", "b") "</w:tr>" TR(
			   TC("<w:hMerge w:val='restart'/>", "c") TC("<w:hMerge/>", ""))),
		   "table 2x2 head 0 [] []\n0,1 1x1 b\n1,0 1x2 c\n");
}

static void a_merge_that_nothing_began_is_a_cell(void **state)
{
	(void)state;
	body_reads(TBL(TR(TC("<w:vMerge/>", "a") TC("", "b"))),
		   "table 1x2 head 0 [] []\n0,0 1x1 a\n"
		   "0,1 1x1 b\n");
}

static void rows_of_the_head_are_counted(void **state)
{
	(void)state;
	body_reads(TBL("<w:tr><w:trPr><w:tblHeader/></w:trPr>" TC("", "a")
			       TC("", "b") "</w:tr>" TR(TC("", "c") TC("", "d"))),
		   "table 2x2 head 1 [] []\n0,0 1x1 a\n0,1 1x1 b\n1,0 1x1 c\n1,1 1x1 d\n");
}

static void paragraphs_of_a_cell_are_lines(void **state)
{
	(void)state;
	body_reads(TBL(TR("<w:tc>" P("　商业 ") P("企业") P("") "</w:tc>" TC("", "x"))),
		   "table 1x2 head 0 [] []\n0,0 1x1 商业\n企业\n0,1 1x1 x\n");
}

static void what_was_deleted_is_not_there_what_was_inserted_is(void **state)
{
	(void)state;
	body_reads(
		"<w:p><w:r><w:t>新收</w:t></w:r><w:del><w:r><w:delText>1</w:delText></w:r></w:del>"
		"<w:ins><w:r><w:t>2</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>3</w:t>"
		"</w:r><w:r><w:t>件</w:t><w:tab/><w:noBreakHyphen/></w:r></w:p>",
		"p 新收2件\t-\n");
	body_reads(TBL("<w:tr><w:trPr><w:del/></w:trPr>" TC("", "x") TC("", "y") "</w:tr>" TR(
			   TC("", "a") TC("<w:cellDel/>", "z") TC("", "b"))),
		   "table 1x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\n");
}

static void a_text_box_is_read_once(void **state)
{
	(void)state;
	body_reads(
		"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>" P(
			"box") "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P("box") "</w:txbxContent></mc:Fallback></mc:AlternateContent>"
												   "<w:t>host</w:t></w:r></w:p>",
		"p box\np host\n");
}

static void a_table_in_a_table_is_one_of_its_own(void **state)
{
	(void)state;
	body_reads(TBL(TR("<w:tc>" P("before") TBL(TR(TC("", "a") TC("", "b")))
				  P("after") "</w:tc>" TC("", "x"))),
		   "p before\ntable 1x2 head 0 [] []\n0,0 1x1 a\n0,1 1x1 b\np after\n"
		   "table 1x2 head 0 [] []\n0,0 1x1 \n0,1 1x1 x\n");
}

static void the_line_above_a_table_is_its_unit(void **state)
{
	(void)state;
	body_reads(P("（单位：万元）") TBL(TR(TC("", "a") TC("", "b"))),
		   "table 1x2 head 0 [] [（单位：万元）]\n0,0 1x1 a\n0,1 1x1 b\n");
}

static void contents_of_controls_and_fields_are_text(void **state)
{
	(void)state;
	body_reads("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>" P(
			   "a") "</w:sdtContent></w:sdt><w:p><w:r><w:instrText>PAGE</w:instrText></"
				"w:r>"
				"<w:fldSimple><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>",
		   "p a\np 7\n");
}

/* Styles and numbering as Word writes them, with a style id that says nothing. */
static void numbers_that_word_prints_are_read(void **state)
{
	static const char document[] =
		"<w:document " W_SPACE
		"><w:body><w:p><w:pPr><w:pStyle w:val='a7'/></w:pPr><w:r><w:t>"
		"总体情况</w:t></w:r></w:p><w:p><w:pPr><w:pStyle "
		"w:val='a7'/></w:pPr><w:r><w:t>主动公开"
		"</w:t></w:r></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId "
		"w:val='3'/></w:numPr>"
		"</w:pPr><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>";
	static const char rels[] = "<Relationships><Relationship Id='a' Type='x/styles' "
				   "Target='styles.xml'/><Relationship Id='b' Type='x/numbering' "
				   "Target='/word/numbering.xml'/></Relationships>";
	static const char styles[] =
		"<w:styles " W_SPACE
		"><w:style w:styleId='a7'><w:basedOn w:val='1'/><w:pPr><w:numPr>"
		"<w:numId w:val='3'/></w:numPr></w:pPr></w:style><w:style w:styleId='1'><w:name "
		"w:val='heading 2'/><w:basedOn w:val='a7'/></w:style></w:styles>";
	static const char numbering[] =
		"<w:numbering " W_SPACE
		"><w:abstractNum w:abstractNumId='8'><w:lvl w:ilvl='0'><w:numFmt "
		"w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl><w:lvl "
		"w:ilvl='1'>"
		"<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2 '/></w:lvl></w:abstractNum>"
		"<w:num w:numId='3'><w:abstractNumId w:val='8'/></w:num></w:numbering>";
	struct craft_member members[] = {
		{ .name = "_rels/.rels", .text = read_rels("/word/document.xml") },
		{ .name = "word/document.xml", .text = document },
		{ .name = "word/_rels/document.xml.rels", .text = rels },
		{ .name = "word/styles.xml", .text = styles },
		{ .name = "word/numbering.xml", .text = numbering },
	};
	struct buf b = BUF_INIT;

	(void)state;
	craft_zip(&b, members, 5, "");
	assert_reads(b.p, b.n, "2 一、总体情况\n2 二、主动公开\np 二.1 x\n");
	buf_release(&b);
}

static void absurd_spans_and_depths_are_errors(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	body_fails(TBL(TR(TC("<w:gridSpan w:val='1000000000'/>", "a"))), "spans");
	body_fails(TBL(TR(TC("<w:gridSpan w:val='0'/>", "a"))), "spans");
	body_fails("<w:tbl><w:tr><w:trPr><w:gridBefore w:val='-1'/></w:trPr></w:tr></w:tbl>",
		   "leaves out");
	for (i = 0; i < 300; i++)
		buf_puts(&b, "<w:tbl><w:tr><w:tc>");
	body_fails(b.p, "");
	buf_clear(&b);
	for (i = 0; i < 40; i++)
		buf_puts(&b, "<w:tbl><w:tr><w:tc>");
	for (i = 0; i < 40; i++)
		buf_puts(&b, "</w:tc></w:tr></w:tbl>");
	body_fails(b.p, "within one another");
	buf_release(&b);
}

static void main_part_fails(const char *text, size_t n, const char *word)
{
	struct craft_member members[] = {
		{ .name = "_rels/.rels", .text = read_rels("word/document.xml") },
		{ .name = "word/document.xml", .text = text, .n = n },
	};
	struct buf b = BUF_INIT;

	craft_zip(&b, members, 2, "");
	assert_fails(b.p, b.n, word);
	buf_release(&b);
}

static void entities_are_not_read(void **state)
{
	static const char xxe[] = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
				  "<w:document " W_SPACE ">" P("&x;") "</w:document>";
	static const char laughs[] =
		"<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>"
		"<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]>"
		"<w:document " W_SPACE ">" P("&c;") "</w:document>";

	(void)state;
	main_part_fails(xxe, 0, "document type declaration");
	main_part_fails(laughs, 0, "word/document.xml");
	main_part_fails("<a>&nothing;</a>", 0, "well-formed");
	main_part_fails("<a><b></a>", 0, "well-formed");
	main_part_fails("<a", 0, "well-formed");
}

static void a_zip_bomb_is_an_error(void **state)
{
	size_t n = (size_t)READ_MAX + 1;
	char *text = malloc(n);

	(void)state;
	memset(text, ' ', n);
	main_part_fails(text, n, "unpacks to more than 64 MB");
	free(text);
}

static void a_damaged_zip_is_an_error(void **state)
{
	struct craft_member twice[] = {
		{ .name = "_rels/.rels", .text = read_rels("word/document.xml") },
		{ .name = "word/document.xml", .text = "<a/>" },
		{ .name = "WORD/document.xml", .text = "<a/>" },
	};
	struct craft_member bad[] = {
		{ .name = "_rels/.rels", .text = read_rels("word/document.xml"), .bad_crc = true },
	};
	struct buf b = BUF_INIT;

	(void)state;
	craft_zip(&b, twice, 3, "");
	assert_fails(b.p, b.n, "there twice");
	buf_clear(&b);
	craft_zip(&b, bad, 1, "");
	assert_fails(b.p, b.n, "damaged ZIP");
	buf_clear(&b);
	craft_zip(&b, twice, 1, "");
	assert_fails(b.p, b.n, "without its main part");
	buf_clear(&b);
	read_docx_of(P("a"), &b);
	assert_fails(b.p, b.n / 2, "");
	assert_fails(b.p, b.n - 10, "");
	assert_fails("PK\3\4", 4, "damaged ZIP");
	buf_release(&b);
}

static void other_files_are_told_apart(void **state)
{
	struct craft_member odt[] = { { .name = "content.xml", .text = "<a/>" } };
	struct buf b = BUF_INIT;

	(void)state;
	craft_zip(&b, odt, 1, "");
	assert_fails(b.p, b.n, "OpenDocument");
	assert_fails("\xd0\xcf\x11\xe0\xa1\xb1", 6, "old or encrypted");
	assert_fails("%PDF-1.7", 8, "PDF is not read");
	assert_fails("", 0, "empty");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_and_merged_cells_keep_their_places),
		cmocka_unit_test(a_merge_that_nothing_began_is_a_cell),
		cmocka_unit_test(rows_of_the_head_are_counted),
		cmocka_unit_test(paragraphs_of_a_cell_are_lines),
		cmocka_unit_test(what_was_deleted_is_not_there_what_was_inserted_is),
		cmocka_unit_test(a_text_box_is_read_once),
		cmocka_unit_test(a_table_in_a_table_is_one_of_its_own),
		cmocka_unit_test(the_line_above_a_table_is_its_unit),
		cmocka_unit_test(contents_of_controls_and_fields_are_text),
		cmocka_unit_test(numbers_that_word_prints_are_read),
		cmocka_unit_test(absurd_spans_and_depths_are_errors),
		cmocka_unit_test(entities_are_not_read),
		cmocka_unit_test(a_zip_bomb_is_an_error),
		cmocka_unit_test(a_damaged_zip_is_an_error),
		cmocka_unit_test(other_files_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
