/* Identity numbers: the standard's own examples, and the ways people write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/identity.h"

static void expect(const char *written, const char *meant)
{
	struct buf b = BUF_INIT;

	identity_normalise(str_of(written), &b);
	assert_string_equal(b.p, meant);
	buf_release(&b);
}

static void check_characters_are_those_of_the_standard(void **state)
{
	(void)state;
	assert_int_equal(identity_check("11010519491231002"), 'X');
	assert_int_equal(identity_check("44052418800101001"), '4');
}

static void a_number_in_order_stays(void **state)
{
	(void)state;
	expect("11010519491231002X", "11010519491231002X");
	expect("440524188001010014", "440524188001010014");
}

static void small_x_blanks_and_hyphens_are_no_other_person(void **state)
{
	(void)state;
	expect("11010519491231002x", "11010519491231002X");
	expect(" 110105 19491231-002x", "11010519491231002X");
	expect("'11010519491231002X", "11010519491231002X");
	expect("110105\xe2\x88\x92"
	       "19491231\xe2\x80\x95"
	       "002X",
	       "11010519491231002X");
	expect("11010519491231002X\r\n", "11010519491231002X");
	expect("\xe2\x80\x8b"
	       "110105491231002\t",
	       "11010519491231002X");
}

static void full_width_is_no_other_person(void **state)
{
	(void)state;
	expect("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X");
}

static void fifteen_digits_become_eighteen(void **state)
{
	(void)state;
	expect("110105491231002", "11010519491231002X");
}

static void nobody_is_called_by_a_sign_for_no_number(void **state)
{
	(void)state;
	expect("无", "");
	expect("/", "");
	expect("-", "");
	expect("", "");
}

static void what_is_no_number_is_left_in_its_letters(void **state)
{
	(void)state;
	expect("3.50524E+17", "3.50524E+17");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_characters_are_those_of_the_standard),
		cmocka_unit_test(a_number_in_order_stays),
		cmocka_unit_test(small_x_blanks_and_hyphens_are_no_other_person),
		cmocka_unit_test(full_width_is_no_other_person),
		cmocka_unit_test(fifteen_digits_become_eighteen),
		cmocka_unit_test(nobody_is_called_by_a_sign_for_no_number),
		cmocka_unit_test(what_is_no_number_is_left_in_its_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
