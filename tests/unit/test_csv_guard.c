#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "package/csv_guard.h"

static void text_that_begins_a_formula_gets_an_apostrophe(void **state)
{
	static const char *const texts[] = { "=1+1",	"+1",	  "-1",	     "@SUM(A1)",
					     "\t=1",	"\r=1",	  "\n",	     "'",
					     "\uff1d1", "\uff0b", "\uff0d2", "\uff20a" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(csv_guard(str_of(texts[i])), '\'');
}

static void text_that_would_become_another_number_gets_a_tab(void **state)
{
	static const char *const texts[] = { "0101",  "350524100201", "00",	 "1.50",
					     "1E5",   ".5",	      "2026-10", "1/2",
					     "12:30", "1,000",	      "5%",	 "999999999999" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(csv_guard(str_of(texts[i])), '\t');
}

static void other_text_is_left_alone(void **state)
{
	static const char *const texts[] = {
		"",   "0",   "2026", "35052410020", "2026-Q3", "甲镇",
		"_T", "a=1", " =1",  ".",	    "1号",     "中＝"
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(csv_guard(str_of(texts[i])), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_that_begins_a_formula_gets_an_apostrophe),
		cmocka_unit_test(text_that_would_become_another_number_gets_a_tab),
		cmocka_unit_test(other_text_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
