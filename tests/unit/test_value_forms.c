/* In which forms a closed value is looked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "inspect/value_forms.h"

static struct keyset *set;
static const struct value_owner owner = { 0, 0 };

static int begin(void **state)
{
	(void)state;
	set = keyset_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	keyset_free(set);
	return 0;
}

static unsigned kinds_of(const char *folded)
{
	struct keyset_entry e;

	return keyset_get(set, keyset_hash(set, folded, strlen(folded)), &e) ? e.kinds : 0;
}

static void identity_numbers_are_known_in_both_lengths(void **state)
{
	(void)state;
	value_put_ident(set, STR("11010519491231002x"), &owner);
	assert_int_equal(kinds_of("11010519491231002X"), KEYSET_IDENT);
	assert_int_equal(kinds_of("110105491231002"), KEYSET_IDENT);
	value_put_ident(set, STR("440524 800101 001"), &owner);
	assert_int_equal(kinds_of("440524800101001"), KEYSET_IDENT);
	assert_int_equal(kinds_of("440524198001010013"), KEYSET_IDENT);
	/* born in 2020: never had one of 15 digits */
	value_put_ident(set, STR("350524202001010014"), &owner);
	assert_int_equal(kinds_of("350524200101001"), 0);
}

static void an_identity_number_is_known_without_its_last_character(void **state)
{
	(void)state;
	value_put_ident(set, STR("11010519491231002X"), &owner);
	assert_int_equal(kinds_of("11010519491231002"), KEYSET_IDENT);
}

static void a_house_is_known_without_the_word_behind_its_number(void **state)
{
	(void)state;
	value_put_ident(set, STR("福建省泉州市安溪县凤城镇某某村金丝雀巷7号"), &owner);
	assert_int_equal(kinds_of("金丝雀巷7号"), KEYSET_TEXT);
	assert_int_equal(kinds_of("金丝雀巷7"), KEYSET_TEXT);
	assert_int_equal(kinds_of("金丝雀巷"), 0);
}

/* The legal representative, the contact: whatever the column is called. */
static void a_few_ideographs_in_a_direct_column_are_a_name(void **state)
{
	(void)state;
	value_put_ident(set, STR("郄鸂鶒"), &owner);
	assert_int_equal(kinds_of("郄鸂鶒"), KEYSET_NAME);
	value_put_ident(set, STR("金丝雀巷"), &owner);
	assert_int_equal(kinds_of("金丝雀巷"), 0);
}

static void a_disability_card_holds_an_identity_number(void **state)
{
	(void)state;
	value_put_ident(set, STR("35052419570101001644B1"), &owner);
	assert_int_equal(kinds_of("350524195701010016"), KEYSET_IDENT);
}

static void phones_lose_their_prefix(void **state)
{
	(void)state;
	value_put_ident(set, STR("+86 139-0000-0001"), &owner);
	assert_int_equal(kinds_of("13900000001"), KEYSET_IDENT);
	assert_int_equal(kinds_of("8613900000001"), 0);
}

static void placeholders_and_damaged_numbers_are_nobodys(void **state)
{
	static const char *const nothing[] = { "-",	      "/",	     "无",
					       "0000000000",  "3.50524E+17", "12345678",
					       "111111111111" };

	(void)state;
	for (size_t i = 0; i < sizeof(nothing) / sizeof(*nothing); i++) {
		long long before = keyset_count(set);

		value_put_ident(set, str_of(nothing[i]), &owner);
		value_put_text(set, str_of(nothing[i]), &owner);
		assert_int_equal(keyset_count(set), before);
	}
}

static void names_are_taken_apart(void **state)
{
	(void)state;
	value_put_name(set, STR("雒鸑鷟（代领：笪鹓鶵）"), &owner);
	value_put_name(set, STR("买买提·鸜鹆"), &owner);
	assert_int_equal(kinds_of("雒鸑鷟"), KEYSET_NAME);
	assert_int_equal(kinds_of("买买提鸜鹆"), KEYSET_NAME);
	value_put_name(set, STR("李"), &owner);
	assert_int_equal(kinds_of("李"), 0);
}

static void the_last_clause_of_a_text_is_taken_too(void **state)
{
	(void)state;
	value_put_text(set, STR("情况属实，本人需要长期卧床护理"), &owner);
	assert_int_equal(kinds_of("本人需要长期卧床护理"), KEYSET_TEXT);
	assert_int_equal(kinds_of("情况属实"), 0);
}

static void numbers_and_codes_in_texts_are_taken(void **state)
{
	(void)state;
	value_put_text(set, STR("其子电话13900000002"), &owner);
	assert_int_equal(kinds_of("13900000002"), KEYSET_IDENT);
	value_put_text(set, STR("见卷ZJ-2019-0001号"), &owner);
	assert_int_equal(kinds_of("ZJ20190001"), KEYSET_TEXT);
}

static void expect_birth(const char *date, const char *day)
{
	struct value_trait t = value_birth(str_of(date));

	assert_int_equal(t.n, strlen(day));
	assert_memory_equal(t.text, day, t.n);
}

static void births_are_one_day_in_any_notation(void **state)
{
	(void)state;
	expect_birth("1961-03-14", "19610314");
	expect_birth("19610314", "19610314");
	expect_birth("1961/3/14", "19610314");
	expect_birth("1961年3月14日", "19610314");
	expect_birth("1961-03-14 00:00:00", "19610314");
	expect_birth("0000-00-00", "");
	expect_birth("1961", "");
	expect_birth("", "");
}

static void an_identity_number_says_birth_and_tail(void **state)
{
	struct value_trait birth = value_birth_of_id(STR("11010519491231002X")),
			   tail = value_tail(STR("11010519491231002X"));

	(void)state;
	assert_memory_equal(birth.text, "19491231", 8);
	assert_memory_equal(tail.text, "002X", 4);
	assert_int_equal(value_birth_of_id(STR("6217799905950000017")).n, 0);
	assert_int_equal(value_tail(STR("13900000001")).n, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_numbers_are_known_in_both_lengths),
		cmocka_unit_test(an_identity_number_is_known_without_its_last_character),
		cmocka_unit_test(a_house_is_known_without_the_word_behind_its_number),
		cmocka_unit_test(a_few_ideographs_in_a_direct_column_are_a_name),
		cmocka_unit_test(a_disability_card_holds_an_identity_number),
		cmocka_unit_test(phones_lose_their_prefix),
		cmocka_unit_test(placeholders_and_damaged_numbers_are_nobodys),
		cmocka_unit_test(names_are_taken_apart),
		cmocka_unit_test(the_last_clause_of_a_text_is_taken_too),
		cmocka_unit_test(numbers_and_codes_in_texts_are_taken),
		cmocka_unit_test(births_are_one_day_in_any_notation),
		cmocka_unit_test(an_identity_number_says_birth_and_tail),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
