/* fold: one form of every digit, letter and ideograph. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/text.h"

static void check_value(const char *value, const char *want)
{
	struct buf b = BUF_INIT;

	fold_value(str_of(value), &b);
	assert_string_equal(b.p, want);
	buf_release(&b);
}

static void every_way_of_writing_a_number_is_one(void **state)
{
	static const char *const ways[] = { "13812345678",
					    "138 1234 5678",
					    "138-1234-5678",
					    "１３８１２３４５６７８",
					    "①③⑧①②③④⑤⑥⑦⑧",
					    "138.1234.5678",
					    "138_1234_5678",
					    "138\xe2\x80\x8b"
					    "12345678",
					    "\xef\xbb\xbf"
					    "13812345678",
					    "138·1234·5678",
					    "138—1234—5678",
					    "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
					    "١٣٨١٢٣٤٥٦٧٨",
					    "१३८१२३४५६७८",
					    "⑴⑶⑻⑴⑵⑶⑷⑸⑹⑺⑻",
					    "1\xef\xb8\x8f\xe2\x83\xa3"
					    "3812345678",
					    "¹³⁸₁₂₃₄₅₆₇₈" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		check_value(ways[i], "13812345678");
}

static void letters_become_capitals(void **state)
{
	(void)state;
	check_value("35052419900101001x", "35052419900101001X");
	check_value("ａｂｃＸ", "ABCX");
	check_value("ⓐⒷ𝐱ª", "ABXA");
	check_value("éяω", "ÉЯΩ");
	check_value("ĀāŽž", "ĀĀŽŽ");
}

static void ideographs_stay_and_their_doubles_become_them(void **state)
{
	(void)state;
	check_value("张·三 丰", "张三丰");
	check_value("𠮷鶺鴒", "𠮷鶺鴒");
	check_value("⽼⼈", "老人");	       /* radicals */
	check_value("\xef\xa4\x80", "豈");     /* U+F900 */
	check_value("\xf0\xaf\xa8\x80", "頩"); /* U+2FA00 */
	check_value("㊚㈠", "男一");
}

static void what_is_not_utf8_is_dropped(void **state)
{
	(void)state;
	check_value("1\xff"
		    "2\xe5\xbc"
		    "3\xc0\x80"
		    "4",
		    "1234");
	check_value("\xe5\xbc", "");
	check_value("", "");
}

static void classes_part_words_from_what_stands_in_them(void **state)
{
	static const struct {
		uint32_t c;
		enum fold_class class;
	} cases[] = {
		{ '0', FOLD_DIGIT },	    { 'x', FOLD_LETTER },	{ 0x5f20, FOLD_HAN },
		{ ' ', FOLD_SEPARATOR },    { '-', FOLD_SEPARATOR },	{ 0xb7, FOLD_SEPARATOR },
		{ ',', FOLD_BREAK },	    { '\n', FOLD_BREAK },	{ '\t', FOLD_BREAK },
		{ 0x3000, FOLD_SEPARATOR }, { 0x3002, FOLD_BREAK },	{ 0xff0c, FOLD_BREAK },
		{ 0xff11, FOLD_DIGIT },	    { 0xfeff, FOLD_SEPARATOR }, { 0x20bb7, FOLD_HAN },
		{ 0x3007, FOLD_HAN },	    { 0x430, FOLD_LETTER },	{ 0x3042, FOLD_LETTER },
		{ 0xad, FOLD_SEPARATOR },   { 0x1f600, FOLD_BREAK }
	};
	enum fold_class class;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		fold_char(cases[i].c, &class);
		assert_int_equal(class, cases[i].class);
	}
}

/* What is folded is folded: once more changes nothing, for every code point. */
static void folding_twice_is_folding_once(void **state)
{
	enum fold_class first, second;
	uint32_t c, once;

	(void)state;
	for (c = 0; c <= 0x10ffff; c++) {
		once = fold_char(c, &first);
		assert_int_equal(fold_char(once, &second), once);
		assert_int_equal(first, second);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_way_of_writing_a_number_is_one),
		cmocka_unit_test(letters_become_capitals),
		cmocka_unit_test(ideographs_stay_and_their_doubles_become_them),
		cmocka_unit_test(what_is_not_utf8_is_dropped),
		cmocka_unit_test(classes_part_words_from_what_stands_in_them),
		cmocka_unit_test(folding_twice_is_folding_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
