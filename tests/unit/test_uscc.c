/* Codes of institutions: real ones of public offices, and what is none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/identity.h"
#include "core/uscc.h"

static void check_characters_are_those_of_the_standard(void **state)
{
	(void)state;
	assert_int_equal(uscc_check("11120000000125735"), 'B');
	assert_int_equal(uscc_check("11371082004363423"), 'Q');
	assert_int_equal(uscc_check("91350100M000100Y4"), '3');
	assert_int_equal(uscc_organisation_check("10180803"), '3');
	assert_int_equal(uscc_organisation_check("M000100Y"), '4');
}

static void is(const char *text, const char *canonical)
{
	struct buf b = BUF_INIT;

	assert_true(uscc_is_institution(str_of(text), &b));
	assert_string_equal(b.p, canonical);
	buf_release(&b);
}

static void an_institution_is_known_in_every_writing(void **state)
{
	(void)state;
	is("11120000000125735B", "11120000000125735B");
	is("91350100m000100y43", "91350100M000100Y43");
	is(" 91350100-M000100Y4-3", "91350100M000100Y43");
	is("９１３５０１００Ｍ０００１００Ｙ４３", "91350100M000100Y43");
	is("11371082004363423A", "11371082004363423A"); /* a wrong check character */
}

static void is_not(const char *text)
{
	assert_false(uscc_is_institution(str_of(text), NULL));
}

static void a_person_in_business_is_a_person(void **state)
{
	(void)state;
	is_not("92350524MA2XYZ1234");
	is_not("92350100M000100Y43");
}

static void an_identity_number_is_a_person(void **state)
{
	char number[19] = "35052419491231001", id;

	(void)state;
	is_not("110105194912310021");
	is_not("11010519491231002X");
	is_not("11010519491231002x");
	/* With the right check character of a USCC alone it is one still. */
	id = identity_check(number);
	number[17] = uscc_check(number);
	assert_int_not_equal(number[17], id);
	is_not(number);
	number[17] = id;
	is_not(number);
}

/* Beijing and Hebei begin like departments of the standard. */
static void a_badly_written_identity_number_is_a_person(void **state)
{
	(void)state;
	is_not("110105194913310021"); /* a month 13 */
	is_not("11010500000000002X"); /* no birth */
	is_not("１１０１０５１９４９１３３１００２１");
	is_not("1101051949l231002x"); /* a letter for a digit */
	is_not("11010519491231002 X");
	is_not("130683198O1201153A"); /* no letter of the alphabet */
}

static void an_institution_of_digits_has_both_check_characters(void **state)
{
	(void)state;
	is("911101051018080338", "911101051018080338");
	is_not("911101051018080339");
}

static void anything_else_is_none(void **state)
{
	(void)state;
	is_not("");
	is_not("无");
	is_not("11120000000125735");
	is_not("11120000000125735BB");
	is_not("1112000000012573OB");
	is_not("00120000000125735B");
	is_not("11120000000125735B 王小明");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_characters_are_those_of_the_standard),
		cmocka_unit_test(an_institution_is_known_in_every_writing),
		cmocka_unit_test(a_person_in_business_is_a_person),
		cmocka_unit_test(an_identity_number_is_a_person),
		cmocka_unit_test(a_badly_written_identity_number_is_a_person),
		cmocka_unit_test(an_institution_of_digits_has_both_check_characters),
		cmocka_unit_test(anything_else_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
