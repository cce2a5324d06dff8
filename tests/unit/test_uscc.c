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
	/* With the right check character of a USCC it is an institution, unless that of an
	 * identity number is the same. */
	id = identity_check(number);
	number[17] = uscc_check(number);
	assert_int_equal(uscc_is_institution(str_of(number), NULL), number[17] != id);
	number[17] = id;
	assert_int_equal(uscc_is_institution(str_of(number), NULL), false);
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
		cmocka_unit_test(anything_else_is_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
