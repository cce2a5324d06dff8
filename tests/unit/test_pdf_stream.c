/* The streams of a PDF: what they are used for, and what a page's operators say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inspect/pdf_stream.h"

/* The use of stream 9 beside these objects. */
static enum pdf_use use_of(const char *objects, const char *dict)
{
	struct buf pdf = BUF_INIT;
	struct pdf_refs refs = { 0 };
	struct pdf_stream s, nine = { .number = -1 };
	enum pdf_use use;
	size_t at = 0;

	buf_printf(&pdf, "%s\n9 0 obj\n%s\nstream\nx\nendstream\nendobj\n", objects, dict);
	while (pdf_stream_next((struct str){ pdf.p, pdf.n }, &at, &s)) {
		pdf_refs_read(&refs, s.before);
		if (s.number == 9)
			nine = s;
	}
	pdf_refs_read(&refs, s.before);
	pdf_refs_sort(&refs);
	use = pdf_stream_use(&nine, &refs);
	pdf_refs_release(&refs);
	buf_release(&pdf);
	return use;
}

static void a_use_is_what_every_reference_says(void **state)
{
	static const struct {
		const char *objects;
		enum pdf_use use;
	} cases[] = {
		{ "3 0 obj << /Type /Page /Contents 9 0 R >> endobj", PDF_PAGE },
		{ "3 0 obj << /Contents [8 0 R 9 0 R]/Type/Page >> endobj", PDF_PAGE },
		{ "<< /Type /FontDescriptor /FontFile3 9 0 R >>", PDF_FONT },
		{ "<</FontFile2 9 0 R/Flags 4>> << /FontFile 9 0 R >>", PDF_FONT },
		{ "<< /ToUnicode 9 0 R >>", PDF_CMAP },
		{ "<< /ColorSpace << /c [/ICCBased 9 0 R] >> >>", PDF_PROFILE },
		{ "<< /Title (/FontFile 9 0 R) >> << /FontFile 9 0 R >>", PDF_FONT },
		{ "<< /Contents 19 0 R >>", PDF_ANYTHING },
		{ "<< /Title (/Contents 9 0 R) >>", PDF_ANYTHING },
		{ "% << /Contents 9 0 R >>", PDF_ANYTHING },
		{ "<< /Contents 9 0 R /Metadata 9 0 R >>", PDF_ANYTHING },
		{ "<< /FontFile 9 0 R >> << /Contents 9 0 R >>", PDF_ANYTHING },
		{ "<< /FontFile 9 0 R >> [9 0 R]", PDF_ANYTHING },
		{ "<< /FontFile 9 0 R >> << /EF << /F 9 0 R >> >>", PDF_ANYTHING },
		{ "<< /FontFile << /F 9 0 R >> >>", PDF_ANYTHING },
		{ "<< /Contents [[9 0 R]] >>", PDF_ANYTHING },
		{ "<< /Contents [8 0 R] 9 0 R >>", PDF_ANYTHING },
		{ "<< /FontFile 8 0 R 9 0 R >>", PDF_ANYTHING },
		{ "<< /FontFile 1 9 0 R >>", PDF_ANYTHING },
		{ "<< /FontFile 9 0 R >> 9 0 obj << >> endobj", PDF_ANYTHING },
		{ "<< /FontFile9 9 0 R /XFontFile 9 0 R >>", PDF_ANYTHING },
		{ "<< >>", PDF_ANYTHING },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(use_of(cases[i].objects, "<< /Length 1 >>"), cases[i].use);
}

static void a_stream_that_says_something_else_of_itself_has_no_use(void **state)
{
	static const struct {
		const char *dict;
		enum pdf_use use;
	} cases[] = {
		{ "<< /Filter /FlateDecode >>", PDF_CMAP },
		{ "<</Filter/FlateDecode/Length 1>>", PDF_CMAP },
		{ "<< /Filter [ /FlateDecode ] >>", PDF_CMAP },
		{ "<< /Type /CMap /CMapName /a >>", PDF_CMAP },
		{ "<< /Subtype /Type1C >>", PDF_CMAP },
		{ "<< /Type /XRef /Filter /FlateDecode /DecodeParms << >> >>", PDF_TABLE },
		{ "<< /Type /EmbeddedFile >>", PDF_ANYTHING },
		{ "<< /Type /Metadata /Subtype /XML >>", PDF_ANYTHING },
		{ "<< /Filter /ASCII85Decode >>", PDF_ANYTHING },
		{ "<< /Filter [/FlateDecode /Crypt] >>", PDF_ANYTHING },
		{ "<< /Filter /FlateDecode /DecodeParms << /Predictor 12 >> >>", PDF_ANYTHING },
		{ "<< /Filter /FlateDecode /Filter /LZWDecode >>", PDF_ANYTHING },
		{ "<< /F (elsewhere) >>", PDF_ANYTHING },
		{ "/Length 1", PDF_ANYTHING },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(use_of("<< /ToUnicode 9 0 R >>", cases[i].dict), cases[i].use);
}

static void what_a_use_holds_looks_like_it(void **state)
{
	char profile[200] = { [36] = 'a', 'c', 's', 'p' };

	(void)state;
	assert_true(pdf_use_fits(PDF_FONT, (struct str){ "\x01\x00\x04\x02\xff\x80\x00\x01", 8 }));
	assert_false(pdf_use_fits(PDF_FONT, STR("a text, and no font program")));
	assert_false(pdf_use_fits(PDF_TABLE, STR("nor is it a table of places")));
	assert_true(pdf_use_fits(PDF_PROFILE, (struct str){ profile, sizeof(profile) }));
	assert_false(pdf_use_fits(PDF_PROFILE, (struct str){ profile, 100 }));
	assert_true(pdf_use_fits(PDF_CMAP, STR("/a def begincmap")));
	assert_false(pdf_use_fits(PDF_CMAP, STR("a text")));
	assert_false(pdf_use_fits(PDF_ANYTHING, STR("a text")));
}

static void a_word_that_is_no_stream_hides_none(void **state)
{
	static const char pdf[] =
		"1 0 obj (stream\n) endobj 2 0 obj << >>\nstream\r\nab\nendstream "
		"3 0 obj << /A (endobj) >> stream\nc";
	struct pdf_stream s;
	size_t at = 0;

	(void)state;
	assert_true(pdf_stream_next(STR(pdf), &at, &s));
	assert_int_equal(s.dict.n, 0);
	assert_false(pdf_stream_has_filter(&s) || pdf_stream_is(&s, NULL));
	assert_true(pdf_stream_next(STR(pdf), &at, &s));
	assert_int_equal(s.number, 2);
	assert_true(str_is(s.packed, STR("ab\n")));
	assert_true(pdf_stream_next(STR(pdf), &at, &s));
	assert_int_equal(s.number, 3);
	assert_true(str_is(s.packed, STR("c")));
	assert_false(pdf_stream_next(STR(pdf), &at, &s));
	assert_int_equal(s.before.n, 0);
}

static void strings_of_operators_are_read_as_texts(void **state)
{
	static const struct {
		const char *operators, *text;
	} cases[] = {
		{ "BT (139) Tj (x\\051\\(y(z\\)) \\\nw) Tj ET", "139\nx)(y(z)) w\n" },
		{ "[(139) -5 <31323334> 3 (5678)] TJ", "13912345678\n" },
		{ "<0001013900450067> Tj <FEFF5B89> Tj", "安\n" },
		{ "/Span << /ActualText (a) >> BDC 1 0 0 1 139 1234 cm % note\n(b)",
		  "a\n note\nb\n" },
		{ "<61 6> Tj (never ended", "a`\nnever ended\n" },
		{ "1 0 0 1 139 1234 cm 5678 w", "" },
	};
	struct buf b = BUF_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buf_clear(&b);
		pdf_strings(str_of(cases[i].operators), &b);
		assert_string_equal(b.n ? b.p : "", cases[i].text);
	}
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_use_is_what_every_reference_says),
		cmocka_unit_test(a_stream_that_says_something_else_of_itself_has_no_use),
		cmocka_unit_test(what_a_use_holds_looks_like_it),
		cmocka_unit_test(a_word_that_is_no_stream_hides_none),
		cmocka_unit_test(strings_of_operators_are_read_as_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
