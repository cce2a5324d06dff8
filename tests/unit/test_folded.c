/* A text as it is searched, and the way back to its bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/fold.h"
#include "inspect/folded.h"

static struct folded f = FOLDED_INIT;

static void expect(const char *text, const char *folded)
{
	folded_make(&f, str_of(text));
	assert_string_equal(f.text, folded);
	assert_int_equal(f.n, strlen(folded));
}

static void only_digits_letters_and_ideographs_stay(void **state)
{
	(void)state;
	expect("a1 b-2,\"c\"\n三", "A1B2C三");
	expect("３５０５２４ｘ", "350524X");
	expect("\xff\xfe"
	       "12\x80",
	       "12");
	expect("", "");
}

static void the_channel_is_the_fold_of_the_text(void **state)
{
	static const char *const texts[] = { "买买提·鸜鹆 350524-1957", "①②③ ｘＹ",
					     "\xf0\xa0\xae\xb7鶺",
					     ("a\xe2\x80\x8b"
					      "b") };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buf b = BUF_INIT;

		fold_value(str_of(texts[i]), &b);
		expect(texts[i], b.p);
		buf_release(&b);
	}
}

static void gaps_say_what_stood_between(void **state)
{
	(void)state;
	expect("1 2-3,4\n5\t6\xe2\x80\x8b"
	       "7.8",
	       "12345678");
	assert_int_equal(f.gap[0], GAP_BREAK);
	assert_int_equal(f.gap[1], GAP_LIGHT);
	assert_int_equal(f.gap[2], GAP_LIGHT);
	assert_int_equal(f.gap[3], GAP_BREAK);
	assert_int_equal(f.gap[4], GAP_BREAK);
	assert_int_equal(f.gap[5], GAP_BREAK);
	assert_int_equal(f.gap[6], GAP_NONE);
	assert_int_equal(f.gap[7], GAP_POINT);
	assert_int_equal(f.gap[8], GAP_BREAK);
}

static void a_found_part_leads_back_to_its_bytes(void **state)
{
	struct str text = STR("号码：３ ５，人");

	(void)state;
	folded_make(&f, text);
	assert_string_equal(f.text, "号码35人");
	assert_int_equal(f.at[6], 9);
	assert_int_equal(folded_end(&f, 8, text), 16);
	assert_int_equal(folded_end(&f, f.n, text), text.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_digits_letters_and_ideographs_stay),
		cmocka_unit_test(the_channel_is_the_fold_of_the_text),
		cmocka_unit_test(gaps_say_what_stood_between),
		cmocka_unit_test(a_found_part_leads_back_to_its_bytes),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	folded_release(&f);
	return failed;
}
