/* Findings: counted, sorted, and without the value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "inspect/finding.h"
#include "inspect/report.h"

static unsigned char bytes[KEY_MIN] = { 1, 2, 3 };
static const struct key key = { bytes, KEY_MIN, "" };
static const struct str nothing = { NULL, 0 };

static void the_same_value_in_two_notations_is_one_finding(void **state)
{
	struct findings *f = findings_new(&key);
	const struct finding *list;
	size_t n;

	(void)state;
	findings_add(f, FINDING_VALUE, "id", "a.csv", STR("350524 1961 0314 981x"), "line %d", 2);
	findings_add(f, FINDING_VALUE, "id", "a.csv", STR("35052419610314981X"), "line %d", 1);
	findings_add(f, FINDING_VALUE, "id", "a.csv", STR("350524196103149829"), "line %d", 3);
	findings_add(f, FINDING_STRUCTURE, "comment", "a.csv", nothing, "%s", "");
	list = findings_list(f, &n);
	assert_int_equal(n, 3);
	assert_int_equal(findings_total(f), 4);
	assert_int_equal(findings_of(f, FINDING_VALUE), 3);
	assert_int_equal(list[0].count, 2);
	assert_string_equal(list[0].place, "line 2");
	assert_int_equal(strlen(list[0].digest), 12);
	assert_string_not_equal(list[0].digest, list[1].digest);
	assert_string_equal(list[2].digest, "");
	findings_free(f);
}

static void they_stand_in_the_order_of_files_and_lines(void **state)
{
	static const char *const places[] = { "line 9", "line 12", "line 100" };
	struct findings *f = findings_new(&key);
	const struct finding *list;
	size_t n;

	(void)state;
	findings_add(f, FINDING_VALUE, "id", "b.csv", STR("1"), "line 1");
	for (int i = 2; i >= 0; i--)
		findings_add(f, FINDING_VALUE, "id", "a.csv", (struct str){ places[i] + 5, 2 },
			     "%s", places[i]);
	list = findings_list(f, &n);
	assert_int_equal(n, 4);
	for (int i = 0; i < 3; i++)
		assert_string_equal(list[i].place, places[i]);
	assert_string_equal(list[3].file, "b.csv");
	findings_free(f);
}

static void the_verdict_counts_by_kind(void **state)
{
	struct findings *f = findings_new(&key);
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(report_verdict(f, "demo", &err), 0);
	for (int i = 0; i < 3; i++)
		findings_add(f, FINDING_VALUE, "id", "a.csv", STR("1"), "line %d", i);
	findings_add(f, FINDING_PATTERN, "mobile, valid", "a.csv", STR("2"), "line 1");
	assert_int_equal(report_verdict(f, "demo", &err), -1);
	assert_int_equal(err.kind, ERR_GATE);
	assert_string_equal(err.msg, "demo is held: 3 values of closed columns, 1 pattern of "
				     "personal data");
	findings_free(f);
}

static void more_than_can_be_listed_is_still_counted(void **state)
{
	struct findings *f = findings_new(&key);
	char value[32];
	size_t n;

	(void)state;
	for (int i = 0; i < 120000; i++) {
		snprintf(value, sizeof(value), "%d", i);
		findings_add(f, FINDING_VALUE, "id", "a.csv", str_of(value), "line %d", i);
	}
	findings_list(f, &n);
	assert_int_equal(n, 100000);
	assert_int_equal(findings_total(f), 120000);
	findings_free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_value_in_two_notations_is_one_finding),
		cmocka_unit_test(they_stand_in_the_order_of_files_and_lines),
		cmocka_unit_test(the_verdict_counts_by_kind),
		cmocka_unit_test(more_than_can_be_listed_is_still_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
