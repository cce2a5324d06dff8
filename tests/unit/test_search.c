/* Closed values in a text: which ways of writing are found, and which figures are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "inspect/search.h"
#include "inspect/value_forms.h"

static struct keyset *set;
static const struct value_owner owner = { 3, 0 };

static int begin(void **state)
{
	(void)state;
	set = keyset_new();
	value_put_ident(set, STR("35052419610314981X"), &owner);
	value_put_ident(set, STR("13900000001"), &owner);
	value_put_ident(set, STR("6217799905950000017"), &owner);
	value_put_ident(set, STR("H00003862"), &owner);
	value_put_ident(set, STR("闽DB35052400003862"), &owner);
	value_put_ident(set, STR("福建省泉州市安溪县凤城镇某某村金丝雀巷1号"), &owner);
	value_put_text(set, STR("其妻某氏患病，每周透析三次已有五年之久"), &owner);
	return 0;
}

static int end(void **state)
{
	(void)state;
	keyset_free(set);
	return 0;
}

static size_t found(const char *text)
{
	struct search_hits hits = { NULL, 0, 0 };
	struct folded f = FOLDED_INIT;
	size_t n;

	folded_make(&f, str_of(text));
	search(set, &f, &hits);
	n = hits.n;
	free(hits.items);
	folded_release(&f);
	return n;
}

static void identity_numbers_are_found_however_they_are_written(void **state)
{
	static const char *const ways[] = {
		"35052419610314981X",
		"35052419610314981x",
		"证号35052419610314981X，",
		"３５０５２４１９６１０３１４９８１Ｘ",
		"350524 1961 0314 981X",
		"350524-19610314-981X",
		"350524,19610314981X",
		"350524\n19610314\n981X",
		"3,5,0,5,2,4,1,9,6,1,0,3,1,4,9,8,1,X",
		"\"350524\",\"1961\",\"0314\",\"981X\"",
		("3505\xe2\x80\x8b"
		 "2419610314981X"),
		"99935052419610314981X44", /* inside another number */
		"35052419610314981X44",	   /* of a disability card */
		"350524610314981",	   /* the old one */
		"350524 610314 981",
		"35052419610314981", /* its last character is lost */
		"350524,19610314,981",
		"350,524,1961,0314,981X",
		"35,05,24,1961,03,14,981X",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (!found(ways[i]))
			fail_msg("way %zu is not found", i);
}

static void phones_are_found_as_people_write_them(void **state)
{
	static const char *const ways[] = {
		"13900000001",		 "139 0000 0001",     "139-0000-0001",	  "+86 13900000001",
		"TEL13900000001",	 "电话13900000001。", "139.0000.0001",	  "1390000 0001",
		"1 3 9 0 0 0 0 0 0 0 1", "(139) 0000-0001",   "（139）0000-0001", "013900000001",
		"00000000013900000001"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (!found(ways[i]))
			fail_msg("way %zu is not found", i);
}

static void figures_are_no_phones(void **state)
{
	static const char *const figures[] = {
		"1390,0000001",		"139000,00001",	 "1.3900000001",    "1390000.0001",
		"213900000001",		"139000000012",	 "13,90,0000001",   "139 00 00 00 01 7",
		"a13900000001b2c3d4e5", "139\n00000001", "200013900000001", "(139),0000,0001"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(figures) / sizeof(*figures); i++)
		if (found(figures[i]))
			fail_msg("figure %zu is taken for a phone", i);
}

static void figures_over_cells_are_no_old_number(void **state)
{
	(void)state;
	assert_int_equal(found("350524610314,981"), 0);
	assert_int_equal(found("350524,610314,981"), 0);
	/* of 18 characters: at borders of numbers only */
	assert_int_equal(found("12350524,19610314,981X"), 0);
	assert_int_equal(found("35,05,2,419,61,031,4,98,1X"), 0);
}

static void a_whole_number_is_one_finding_with_its_last_character(void **state)
{
	(void)state;
	assert_int_equal(found("35052419610314981X"), 1);
	assert_int_equal(found("350524 19610314 981X"), 1);
}

static void cards_and_codes_are_found(void **state)
{
	(void)state;
	assert_true(found("6217 7999 0595 0000 017"));
	assert_true(found("no6217799905950000017"));
	assert_true(found("家庭H00003862"));
	assert_true(found("h-00003862"));
	assert_true(found("DB35052400003862"));
	assert_true(found("闽DB35052400003862"));
	assert_int_equal(found("AH00003862"), 0);
	assert_int_equal(found("H000038621"), 0);
}

static void addresses_are_found_by_their_end(void **state)
{
	(void)state;
	assert_true(found("住福建省泉州市安溪县凤城镇某某村金丝雀巷1号"));
	assert_true(found("凤城镇某某村金丝雀巷 1 号"));
	assert_true(found("（金丝雀巷１号）"));
	assert_int_equal(found("福建省泉州市安溪县凤城镇某某村"), 0);
	assert_int_equal(found("金丝雀巷2号"), 0);
}

static void any_long_quotation_is_found(void **state)
{
	(void)state;
	assert_true(found("每周透析三次已有五年之久"));
	assert_true(found("据称其妻某氏患病每周透析三次已有五年"));
	assert_int_equal(found("每周透析三次"), 0);
}

/* Every value stays found when one character of separators is put anywhere. */
static void a_blank_anywhere_hides_nothing(void **state)
{
	static const char id[] = "35052419610314981X";
	char text[32];

	(void)state;
	for (size_t at = 1; at < 18; at++)
		for (const char *c = " -.,;/|\t\n"; *c; c++) {
			memcpy(text, id, at);
			text[at] = *c;
			memcpy(text + at + 1, id + at, 18 - at);
			text[19] = '\0';
			assert_true(found(text));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_numbers_are_found_however_they_are_written),
		cmocka_unit_test(phones_are_found_as_people_write_them),
		cmocka_unit_test(figures_are_no_phones),
		cmocka_unit_test(figures_over_cells_are_no_old_number),
		cmocka_unit_test(a_whole_number_is_one_finding_with_its_last_character),
		cmocka_unit_test(cards_and_codes_are_found),
		cmocka_unit_test(addresses_are_found_by_their_end),
		cmocka_unit_test(any_long_quotation_is_found),
		cmocka_unit_test(a_blank_anywhere_hides_nothing),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
