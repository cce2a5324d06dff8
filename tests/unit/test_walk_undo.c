/* undo: a value comes out of every layer of encoding. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <zlib.h>

#include "walk_sight.h"

static void base64(struct str s, struct buf *to)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				     "0123456789+/";
	size_t i;

	for (i = 0; i < s.n; i += 3) {
		unsigned b = (unsigned char)s.p[i] << 16;

		b |= i + 1 < s.n ? (unsigned)(unsigned char)s.p[i + 1] << 8 : 0;
		b |= i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
		buf_putc(to, digits[b >> 18]);
		buf_putc(to, digits[b >> 12 & 63]);
		buf_putc(to, i + 1 < s.n ? digits[b >> 6 & 63] : '=');
		buf_putc(to, i + 2 < s.n ? digits[b & 63] : '=');
	}
}

static void check(const char *text, const char *ending)
{
	assert_shown("a.txt", str_of(text), ending);
}

static void a_plain_text_comes_with_its_lines(void **state)
{
	struct sight *s = sight_of("a.csv", STR("name\n" SECRET "\n"));

	(void)state;
	assert_int_equal(s->n, 1);
	assert_string_equal(s->piece[0].file, "a.csv");
	assert_int_equal(s->piece[0].line, 1);
	assert_int_equal(sight_findings(s), 0);
	sight_free(s);
}

static void escapes_of_every_kind_are_undone(void **state)
{
	(void)state;
	check("a %31%33%39%31%32345678 b", " > escapes");
	check("a 139&#49;2345678 b", " > escapes");
	check("a 139&#x31;2345678 b", " > escapes");
	check("a 139&#49 2345678, 139&#00049;2345678 b", " > escapes");
	check("{\"p\":\"139\\u00312345678\"}", " > escapes");
	check("139\\x312345678", " > escapes");
	check("(139\\0612345678) Tj", " > escapes");
	check("<t>139_x0031_2345678</t>", " > escapes");
	check("tel\\n" SECRET, " > escapes");
	check("139\\u{31}2345678", " > escapes");
	check("/q?x=139%u0031%u0032345678", " > escapes");
}

static void names_in_escapes_are_undone(void **state)
{
	struct sight *s = sight_of("a.json", STR("{\"n\":\"\\u5f20\\u4E09\\ud840\\udc00\"}"));

	(void)state;
	assert_true(sight_shows(s, " > escapes", "张三𠀀"));
	sight_free(s);
	s = sight_of("a.txt", STR("q=%E5%BC%A0%E4%B8%89 and %D5%C5%C8%FD, &#24352;&#x4e09;"));
	assert_true(sight_shows(s, " > escapes", "q=张三"));
	assert_true(sight_shows(s, " > GB18030", "张三"));
	assert_true(sight_shows(s, " > escapes", "张三"));
	sight_free(s);
}

static void an_escape_far_from_others_is_shown_with_its_line(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;
	long at;
	int i;

	(void)state;
	for (i = 0; i < 1000; i++)
		buf_puts(&b, "350524000000,some town,12\n");
	buf_puts(&b, "139%312345678\n");
	for (i = 0; i < 1000; i++)
		buf_puts(&b, "350524000000,some town,12\n");
	s = sight_of("a.csv", (struct str){ b.p, b.n });
	at = sight_find(s, " > escapes", STR(SECRET));
	assert_true(at >= 0);
	assert_in_range(s->piece[at].line, 980, 1001);
	assert_true(s->piece[at].length < 2000);
	sight_free(s);
	buf_release(&b);
}

static void quoted_printable_is_undone(void **state)
{
	(void)state;
	check("tel 139=31=32345678", " > quoted-printable");
	check("tel 139123=\r\n45678", " > quoted-printable");
	check("tel 139123=\n45678", " > quoted-printable");
}

static void tags_and_comments_do_not_split_a_value(void **state)
{
	(void)state;
	check("<p>139<b>1234</b>5678</p>", " > text");
	check("<p>139<!-- x > y -->12345678</p>", " > text");
	check("<p>139<i title=\"a>b\">12345678</i>", " > text");
	check("<si><r><t>139</t></r><r><rPr><b/></rPr><t>12345678</t></r></si>", " > text");
	check("<w:p><w:r><w:t>13912</w:t></w:r><w:r><w:t>345678</w:t></w:r></w:p>", " > text");
	check("<a><![CDATA[1391]]>2345678</a>", " > text");
	check("<a>139&#49;<b>2345678</b></a>", " > text");
}

static void cells_and_paragraphs_stay_apart(void **state)
{
	struct sight *s = sight_of("a.html", STR("<td>139</td><td>12345678</td><p>1</p><p>2</p>"));

	(void)state;
	assert_false(sight_shows(s, "", SECRET));
	assert_false(sight_shows(s, " > text", "12345678\t12"));
	sight_free(s);
}

static void base64_is_undone_wherever_it_stands(void **state)
{
	struct buf b = BUF_INIT, line = BUF_INIT;
	size_t before, i;

	(void)state;
	base64(STR("phone " SECRET), &b);
	for (before = 0; before < 5; before++) {
		buf_clear(&line);
		buf_puts(&line, "{\"data\": \"");
		buf_add(&line, "xyzw", before);
		buf_puts(&line, b.p);
		buf_puts(&line, "\"}");
		check(line.p, " > base64");
	}
	for (i = 4; i < b.n; i += 5) {
		buf_clear(&line);
		buf_add(&line, b.p, b.n < i ? b.n : i);
		buf_puts(&line, "\r\n  ");
		buf_puts(&line, b.p + i);
		if (i >= 12)
			check(line.p, " > base64");
	}
	buf_release(&b);
	buf_release(&line);
}

static void base64_of_han_text_in_any_encoding_is_undone(void **state)
{
	static const struct str texts[] = {
		{ "张三 男 安溪县", 20 },
		{ "\xd5\xc5\xc8\xfd\xb0\xb2\xcf\xaa\xcf\xd8\xc8\xcb", 12 },
		{ "\xff\xfe\x20\x5f\x09\x4e\x31\0\x33\0\x39\0\x31\0\x32\0\x33\0", 18 },
	};
	static const char *const shows[] = { "张三", "张三", "139123" };
	struct buf b = BUF_INIT;
	struct sight *s;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		buf_clear(&b);
		base64(texts[i], &b);
		s = sight_of("a.txt", (struct str){ b.p, b.n });
		if (!sight_shows(s, " > base64", shows[i]))
			sight_dump(s);
		assert_true(sight_shows(s, " > base64", shows[i]));
		sight_free(s);
	}
	buf_release(&b);
}

static void hex_is_undone(void **state)
{
	(void)state;
	check("0x3133393132333435363738", " > hex");
	check("id 3133393132333435363738 x", " > hex");
	check("E5BCA0E4B8892031333931323334353637382E", " > hex");
	check("0031003300390031003200330034003500360037003800", " > hex");
}

static void figures_and_words_are_not_taken_for_encodings(void **state)
{
	struct buf b = BUF_INIT;
	struct sight *s;
	int i;

	(void)state;
	for (i = 0; i < 2000; i++)
		buf_printf(
			&b,
			"350524%06d,division_name_of_level,anothercolumnname,%d,AbCdEf%dGhIjKl\n",
			i * 7919 % 1000000, i, i);
	s = sight_of("a.csv", (struct str){ b.p, b.n });
	assert_int_equal(s->n, 1);
	sight_free(s);
	buf_release(&b);
}

static void numbers_of_spreadsheets_are_undone(void **state)
{
	(void)state;
	check("a,\"13,912,345,678\",b", " > figures");
	check("a\t13,912,345,678\tb", " > figures");
	check("a,1.3912345678E10,b", " > figures");
	check("{\"a\":1.3912345678e+10}", " > figures");
}

/* Four cells, a list, a ratio, a number of which nothing is left. */
static void other_figures_are_left_alone(void **state)
{
	static const char *const texts[] = {
		"13,912,345,678\n", "[13,912,345,678]", "1,13,912,345,678,2",
		"1.3912345678E-10", "1.39E10",		"a13,912,345,678.5"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct sight *s = sight_of("a.csv", str_of(texts[i]));

		assert_int_equal(s->n, 1);
		sight_free(s);
	}
}

static void layers_are_undone_three_deep(void **state)
{
	struct buf one = BUF_INIT, two = BUF_INIT;

	(void)state;
	base64(STR("139%312345678"), &one);
	check(one.p, " > base64 > escapes");
	base64((struct str){ one.p, one.n }, &two);
	check(two.p, " > base64 > base64 > escapes");
	check("139%26%2349;2345678", " > escapes > escapes");
	buf_release(&one);
	buf_release(&two);
}

static void a_file_within_base64_is_opened(void **state)
{
	static const unsigned char text[] = "tel " SECRET " end of it";
	unsigned char packed[256];
	uLongf n = sizeof(packed);
	struct buf b = BUF_INIT;

	(void)state;
	assert_int_equal(compress(packed, &n, text, sizeof(text) - 1), Z_OK);
	buf_puts(&b, "{\"blob\":\"");
	base64((struct str){ (const char *)packed, n }, &b);
	buf_puts(&b, "\"}");
	assert_shown("a.json", ((struct str){ b.p, b.n }), " > base64 > zlib");
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_text_comes_with_its_lines),
		cmocka_unit_test(escapes_of_every_kind_are_undone),
		cmocka_unit_test(names_in_escapes_are_undone),
		cmocka_unit_test(an_escape_far_from_others_is_shown_with_its_line),
		cmocka_unit_test(quoted_printable_is_undone),
		cmocka_unit_test(tags_and_comments_do_not_split_a_value),
		cmocka_unit_test(cells_and_paragraphs_stay_apart),
		cmocka_unit_test(base64_is_undone_wherever_it_stands),
		cmocka_unit_test(base64_of_han_text_in_any_encoding_is_undone),
		cmocka_unit_test(hex_is_undone),
		cmocka_unit_test(figures_and_words_are_not_taken_for_encodings),
		cmocka_unit_test(numbers_of_spreadsheets_are_undone),
		cmocka_unit_test(other_figures_are_left_alone),
		cmocka_unit_test(layers_are_undone_three_deep),
		cmocka_unit_test(a_file_within_base64_is_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
