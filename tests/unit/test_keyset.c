/* The set of what must not appear: only hashes, but it answers for texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "inspect/keyset.h"

static unsigned kinds_of(const struct keyset *s, const char *text)
{
	struct keyset_entry e;

	return keyset_get(s, keyset_hash(s, text, strlen(text)), &e) ? e.kinds : 0;
}

static void what_was_put_is_found_and_nothing_else(void **state)
{
	struct keyset *s = keyset_new();
	struct keyset_entry e;
	char text[32];

	(void)state;
	for (int i = 0; i < 100000; i++) {
		size_t n = (size_t)snprintf(text, sizeof(text), "35052419%010d", i);

		keyset_put_text(s, (struct str){ text, n }, KEYSET_IDENT, (unsigned)i % 100,
				(uint64_t)i << 56);
	}
	assert_int_equal(keyset_count(s), 100000);
	for (int i = 0; i < 200000; i += 7) {
		size_t n = (size_t)snprintf(text, sizeof(text), "35052419%010d", i);
		bool found = keyset_get(s, keyset_hash(s, text, n), &e);

		assert_int_equal(found, i < 100000);
		if (found)
			assert_int_equal(e.column, i % 100);
	}
	keyset_free(s);
}

static void grams_know_how_texts_begin_and_how_long_they_are(void **state)
{
	struct keyset *s = keyset_new();
	const struct keyset_grams *g = keyset_grams(s);

	(void)state;
	keyset_put_text(s, STR("13900000001"), KEYSET_IDENT, 0, 0);
	keyset_put_text(s, STR("雒鸑鷟"), KEYSET_NAME, 0, 0);
	assert_int_equal(keyset_begins(g, "13900000999"), (uint64_t)1 << 10);
	assert_int_equal(keyset_begins(g, "雒鸑不是她"), (uint64_t)1 << 8);
	assert_int_equal(keyset_begins(g, "division_name"), 0);
	keyset_free(s);
}

static void too_short_texts_are_left_out(void **state)
{
	struct keyset *s = keyset_new();

	(void)state;
	keyset_put_text(s, STR("1234567"), KEYSET_IDENT, 0, 0);
	keyset_put_text(s, STR("李"), KEYSET_NAME, 0, 0);
	assert_int_equal(keyset_count(s), 0);
	keyset_free(s);
}

static void what_is_public_is_nothing_else(void **state)
{
	struct keyset *s = keyset_new();

	(void)state;
	keyset_put(s, keyset_hash(s, "凤城镇", 9), KEYSET_PUBLIC, 0, 0);
	keyset_put_text(s, STR("凤城镇"), KEYSET_NAME, 0, 0);
	assert_int_equal(kinds_of(s, "凤城镇"), KEYSET_PUBLIC);
	assert_int_equal(keyset_count(s), 0);
	keyset_free(s);
}

static void a_text_that_many_persons_share_is_nobodys(void **state)
{
	struct keyset *s = keyset_new();
	struct str shared = STR("年老体弱家庭无劳动力"), own = STR("其妻住院三年欠债未还");

	(void)state;
	for (uint64_t person = 0; person <= KEYSET_SHARED; person++) {
		keyset_put_text(s, shared, KEYSET_TEXT, 0, person << 56);
		for (int month = 0; month < 24; month++)
			keyset_put_text(s, own, KEYSET_TEXT, 0, (uint64_t)7 << 56);
	}
	assert_int_equal(kinds_of(s, shared.p), 0);
	assert_int_equal(kinds_of(s, own.p), KEYSET_TEXT);
	keyset_free(s);
}

static void one_text_may_be_two_things(void **state)
{
	struct keyset *s = keyset_new();

	(void)state;
	keyset_put_text(s, STR("欧阳小明"), KEYSET_NAME, 1, 0);
	keyset_put_text(s, STR("欧阳小明"), KEYSET_TEXT, 2, 0);
	assert_int_equal(kinds_of(s, "欧阳小明"), KEYSET_NAME | KEYSET_TEXT);
	assert_int_equal(keyset_count(s), 1);
	keyset_free(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_put_is_found_and_nothing_else),
		cmocka_unit_test(grams_know_how_texts_begin_and_how_long_they_are),
		cmocka_unit_test(too_short_texts_are_left_out),
		cmocka_unit_test(what_is_public_is_nothing_else),
		cmocka_unit_test(a_text_that_many_persons_share_is_nobodys),
		cmocka_unit_test(one_text_may_be_two_things),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
