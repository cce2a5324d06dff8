/* walk: XLSX and DOCX, PDF, pictures, databases. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sqlite3.h>
#include <xlsxwriter.h>
#include <zlib.h>

#include "core/file.h"
#include "craft_zip.h"
#include "scratch.h"
#include "walk_sight.h"

static struct str view(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* An XLSX or DOCX with one more part. */
static void office(struct buf *to, const char *part, const char *text)
{
	struct craft_member members[] = {
		{ .name = "[Content_Types].xml", .text = "<Types/>" },
		{ .name = part, .text = text },
	};

	buf_clear(to);
	craft_zip(to, members, 2, "");
}

static void what_no_office_file_should_hold_is_found(void **state)
{
	static const struct {
		const char *part, *text, *what;
	} cases[] = {
		{ "xl/workbook.xml", "<sheet name=\"a\" state=\"hidden\"/>", "hidden sheet" },
		{ "xl/workbook.xml", "<sheet name='a' state = 'veryHidden'/>", "hidden sheet" },
		{ "xl/workbook.xml", "<definedName name=\"tel\">1</definedName>", "defined name" },
		{ "xl/worksheets/sheet1.xml", "<row r=\"1\" hidden=\"1\">", "hidden rows" },
		{ "xl/worksheets/sheet1.xml", "<col min='1' hidden='true'/>", "hidden columns" },
		{ "xl/comments1.xml", "<comment ref=\"B7\">", "comment" },
		{ "xl/threadedComments/a.xml", "<a/>", "threaded comments" },
		{ "xl/externalLinks/externalLink1.xml", "<a/>", "external link" },
		{ "xl/pivotCache/pivotCacheRecords1.xml", "<a/>", "pivot cache" },
		{ "xl/printerSettings/printerSettings1.bin", "<a/>", "printer settings" },
		{ "xl/vbaProject.bin", "<a/>", "macro" },
		{ "xl/embeddings/a.bin", "<a/>", "embedded object" },
		{ "xl/media/image1.png", "<a/>", "embedded picture" },
		{ "docProps/custom.xml", "<a/>", "custom property" },
		{ "docProps/app.xml", "<Manager>x</Manager>", "name of an author" },
		{ "customXml/item1.xml", "<a/>", "custom XML" },
		{ "xl/_rels/workbook.xml.rels",
		  "<Relationship Type=\"x/oleObject\" Target=\"file:///C:/a\" "
		  "TargetMode=\"External\"/>",
		  "external link" },
		{ "word/document.xml", "<w:del w:id=\"1\" w:author=\"a\">", "tracked changes" },
		{ "word/document.xml", "<w:ins w:id=\"1\">", "tracked changes" },
		{ "word/document.xml", "<w:rPr><w:vanish/></w:rPr>", "hidden text" },
		{ "word/comments.xml", "<a/>", "comment" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		office(&b, cases[i].part, cases[i].text);
		assert_found("a", view(&b), cases[i].what);
	}
	buf_release(&b);
}

static void ordinary_parts_are_no_findings(void **state)
{
	static const struct {
		const char *part, *text;
	} cases[] = {
		{ "xl/workbook.xml", "<sheet name=\"hidden\" sheetId=\"1\"/><definedName "
				     "name=\"_xlnm._FilterDatabase\" hidden=\"1\">" },
		{ "xl/worksheets/sheet1.xml", "<row r=\"1\" hidden=\"0\"><col min=\"1\"/>" },
		{ "xl/comments1.xml", "<comment ref=\"AB1\">" },
		{ "xl/worksheets/_rels/sheet1.xml.rels",
		  "<Relationship Type=\"a/relationships/hyperlink\" Target=\"https://a.cn\" "
		  "TargetMode=\"External\"/>" },
		{ "word/document.xml", "<w:delText/><w:insideH/>" },
	};
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		office(&b, cases[i].part, cases[i].text);
		s = sight_of("a.xlsx", view(&b));
		if (sight_findings(s))
			sight_dump(s);
		assert_int_equal(sight_findings(s), 0);
		sight_free(s);
	}
	buf_release(&b);
}

static void rows_of_a_sheet_are_lines(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;
	long at;

	(void)state;
	office(&b, "xl/worksheets/sheet1.xml",
	       "<sheetData><row r=\"3\"><c><v>1</v></c></row><row r=\"4\"/><row r=\"7\" s=\"1\"><c>"
	       "<is><t>139</t><t>12345678</t></is></c></row></sheetData>");
	s = sight_of("a.xlsx", view(&b));
	at = sight_find(s, "sheet1.xml > text", STR(SECRET));
	assert_true(at >= 0);
	assert_int_equal(s->piece[at].line, 3);
	assert_string_equal(s->piece[at].text, "\t1\t\n\n\n\n\t" SECRET "\t\n");
	sight_free(s);
	buf_release(&b);
}

static void a_workbook_of_libxlsxwriter_is_no_finding(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "a.xlsx");
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "data");
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;
	struct sight *s;

	(void)state;
	worksheet_write_string(sheet, 0, 0, "a", NULL);
	worksheet_write_comment(sheet, 0, 0, "what it means");
	worksheet_write_string(sheet, 1, 0, SECRET, NULL);
	worksheet_autofilter(sheet, 0, 0, 1, 0);
	worksheet_freeze_panes(sheet, 1, 0);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	assert_int_equal(file_read(path, 1 << 20, &b, ERR_IO, &err), 0);
	s = sight_of("a.xlsx", view(&b));
	if (sight_findings(s))
		sight_dump(s);
	assert_int_equal(sight_findings(s), 0);
	assert_true(sight_shows(s, "sharedStrings.xml", SECRET));
	sight_free(s);
	buf_release(&b);
	free(path);
	scratch_remove(dir);
}

/* The objects of a PDF with the table that finds them. */
static void pdf(struct buf *to, const char *const *objects, size_t n, const char *trailer)
{
	size_t i, offsets[16];

	buf_clear(to);
	buf_puts(to, "%PDF-1.5\n");
	for (i = 0; i < n; i++) {
		offsets[i] = to->n;
		buf_printf(to, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
	}
	i = to->n;
	buf_printf(to, "xref\n0 %zu\n0000000000 65535 f \n", n + 1);
	for (size_t k = 0; k < n; k++)
		buf_printf(to, "%010zu 00000 n \n", offsets[k]);
	buf_printf(to, "trailer\n<< /Size %zu /Root 1 0 R %s >>\nstartxref\n%zu\n%%%%EOF\n", n + 1,
		   trailer, i);
}

#define PAGE                                                                                       \
	"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R "                    \
	"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> "
#define STREAM(text) "<< /Length 60 >>\nstream\n" text "\nendstream"

static void a_pdf_shows_its_pages_and_properties(void **state)
{
	const char *objects[] = {
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		PAGE ">>",
		STREAM("BT /F1 12 Tf 20 200 Td [(139) -5 (1234) 3 (5678)] TJ ET     "),
		"<< /Author (\\376\\377\\000L\\0001\\0003\\0009) /Title (t " SECRET ") >>",
	};
	struct buf b = BUF_INIT;
	struct sight *s;

	(void)state;
	pdf(&b, objects, 5, "/Info 5 0 R");
	s = sight_of("a.pdf", view(&b));
	if (!sight_shows(s, " > page 1", SECRET))
		sight_dump(s);
	assert_true(sight_shows(s, " > page 1", SECRET));
	assert_true(sight_shows(s, " > title", SECRET));
	assert_true(sight_shows(s, " > author", "L139"));
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
	buf_release(&b);
}

static void what_a_pdf_carries_is_found(void **state)
{
	const char *objects[] = {
		"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (x) >> /Names << "
		"/EmbeddedFiles << /Names [(a) 6 0 R] >> >> >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		PAGE "/Annots [5 0 R] >>",
		STREAM("BT /F1 12 Tf 20 200 Td (nothing on this page at all) Tj ET  "),
		"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (note " SECRET ") >>",
		"<< /Type /Filespec /F (a.txt) /EF << /F 7 0 R >> >>",
		"<< /Type /EmbeddedFile /Length 15 >>\nstream\nfile " SECRET "\nendstream",
	};
	struct buf b = BUF_INIT;
	struct sight *s;

	(void)state;
	pdf(&b, objects, 7, "");
	s = sight_of("a.pdf", view(&b));
	if (!sight_shows(s, " > comment", SECRET) || !sight_shows(s, " > attached file", SECRET))
		sight_dump(s);
	assert_true(sight_shows(s, " > comment", SECRET));
	assert_true(sight_shows(s, " > attached file", "file 139"));
	assert_true(sight_found(s, "comment"));
	assert_true(sight_found(s, "attached file"));
	assert_true(sight_found(s, "JavaScript"));
	sight_free(s);
	buf_puts(&b, "1 0 obj\n<< >>\nendobj\nstartxref\n9\n%%EOF\n");
	assert_found("a.pdf", view(&b), "an earlier version within the PDF");
	assert_found("a.pdf", STR("%PDF-1.4\nnothing"), "damaged: a PDF that cannot be read");
	buf_release(&b);
}

static void streams_of_a_pdf_are_inflated(void **state)
{
	static const unsigned char text[] = "% note " SECRET;
	unsigned char packed[256];
	uLongf n = sizeof(packed);
	struct buf b = BUF_INIT;
	struct sight *s = sight_new();

	(void)state;
	assert_int_equal(compress(packed, &n, text, sizeof(text) - 1), Z_OK);
	buf_puts(&b, "%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\r\n");
	buf_add(&b, packed, n);
	buf_puts(&b, "\nendstream\nendobj\n");
	s->options.without_poppler = true;
	assert_int_equal(
		walk_bytes("a.pdf", view(&b), &s->options, s->findings, sight_keep, s, &s->err), 0);
	assert_true(sight_shows(s, " > stream", SECRET));
	sight_free(s);
	buf_release(&b);
}

static void png_chunk(struct buf *to, const char *type, const void *p, size_t n)
{
	char head[8] = { 0, 0, (char)(n >> 8), (char)n, type[0], type[1], type[2], type[3] };

	buf_add(to, head, 8);
	buf_add(to, p, n);
	buf_add(to, "crc.", 4);
}

static void texts_in_a_png_are_shown(void **state)
{
	static const char text[] = "Author\0" SECRET, packed_head[] = "Comment\0\0";
	static const unsigned char phrase[] = "tel " SECRET " of somebody.";
	unsigned char packed[64];
	uLongf n = sizeof(packed);
	struct buf b = BUF_INIT, z = BUF_INIT;

	(void)state;
	assert_int_equal(compress(packed, &n, phrase, sizeof(phrase) - 1), Z_OK);
	buf_add(&z, packed_head, sizeof(packed_head) - 1);
	buf_add(&z, packed, n);
	buf_add(&b, "\x89PNG\r\n\x1a\n", 8);
	png_chunk(&b, "IHDR", "\0\0\0\1\0\0\0\1\1\0\0\0\0", 13);
	png_chunk(&b, "tEXt", text, sizeof(text) - 1);
	png_chunk(&b, "zTXt", z.p, z.n);
	png_chunk(&b, "IEND", "", 0);
	assert_shown("a.png", view(&b), " > text");
	assert_shown("a.png", view(&b), " > text > zlib");
	assert_found("a.png", view(&b), "text in a picture");
	assert_found("a.png", view(&b), "a picture: what it shows cannot be read");
	buf_puts(&b, "tel " SECRET);
	assert_shown("a.png", view(&b), " > after the end");
	assert_found("a.png", view(&b), "bytes after the end of the picture");
	buf_release(&b);
	buf_release(&z);
}

static void metadata_of_a_jpeg_is_shown(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_add(&b,
		"\xff\xd8\xff\xe1\0\x17"
		"Exif\0\0II*\0" SECRET,
		27);
	buf_add(&b, "\xff\xfe\0\xd" SECRET, 15);
	buf_add(&b, "\xff\xda\0\2 \xff\0 scan \xff\xd9", 15);
	assert_shown("a.jpg", view(&b), " > metadata");
	assert_found("a.jpg", view(&b), "EXIF");
	assert_found("a.jpg", view(&b), "comment in a picture");
	buf_puts(&b, "tel " SECRET);
	assert_shown("a.jpg", view(&b), " > after the end");
	buf_release(&b);
}

static void tables_of_a_database_are_shown(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "a.db");
	struct buf b = BUF_INIT;
	struct err err = ERR_INIT;
	sqlite3 *db = NULL;

	(void)state;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
				      "PRAGMA journal_mode=WAL; CREATE TABLE t(a TEXT, b INTEGER);"
				      "INSERT INTO t VALUES('x', " SECRET ");"
				      "PRAGMA wal_checkpoint(TRUNCATE)",
				      NULL, NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(file_read(path, 1 << 20, &b, ERR_IO, &err), 0);
	assert_shown("a.db", view(&b), " > table 1");
	buf_release(&b);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_office_file_should_hold_is_found),
		cmocka_unit_test(ordinary_parts_are_no_findings),
		cmocka_unit_test(rows_of_a_sheet_are_lines),
		cmocka_unit_test(a_workbook_of_libxlsxwriter_is_no_finding),
		cmocka_unit_test(a_pdf_shows_its_pages_and_properties),
		cmocka_unit_test(what_a_pdf_carries_is_found),
		cmocka_unit_test(streams_of_a_pdf_are_inflated),
		cmocka_unit_test(texts_in_a_png_are_shown),
		cmocka_unit_test(metadata_of_a_jpeg_is_shown),
		cmocka_unit_test(tables_of_a_database_are_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
