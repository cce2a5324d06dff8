#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/date.h"
#include "inspect/plausible.h"
#include "inspect/table_period.h"

#include "beside_release.h"

static void a_change_is_judged_exactly(void **state)
{
	const __int128 huge = (__int128)1 << 100;

	(void)state;
	assert_int_equal(change_exceeds(120, 100, 20 * 1000000), 0);
	assert_int_equal(change_exceeds(121, 100, 20 * 1000000), 1);
	assert_int_equal(change_exceeds(80, 100, 20 * 1000000), 0);
	assert_int_equal(change_exceeds(79, 100, 20 * 1000000), 1);
	assert_int_equal(change_exceeds(-80, -100, 20 * 1000000), 0);
	assert_int_equal(change_exceeds(0, 0, 0), 0);
	assert_int_equal(change_exceeds(1, 0, 100 * 1000000), 1);
	/* A third of 3 * 10^15, whose share no binary fraction holds. */
	assert_int_equal(change_exceeds(3999999999999999, 3000000000000000, 33333333), 1);
	assert_int_equal(change_exceeds(3999999990000000, 3000000000000000, 33333333), 0);
	assert_int_equal(change_exceeds(3999999990000001, 3000000000000000, 33333333), 1);
	assert_int_equal(change_exceeds(huge, huge, 1), 0);
	assert_int_equal(change_exceeds(huge, -huge, 1), -1);
}

static const char fields[] =
	"{\"name\": \"p\", \"type\": \"string\"}, {\"name\": \"v\", \"type\": \"number\"}";
static const char keys[] = ", \"primaryKey\": [\"p\"]";

/* What stands first in the list of findings, or "". */
static void judge(const char *text, const char *now_csv, const char *before_csv, long long want,
		  const char *first)
{
	char *dir = scratch_new();
	struct release_table now, before = { .fd = -1 };
	struct findings *f = new_findings();
	const struct finding *list;
	struct err err = ERR_INIT;
	struct plausible p;
	struct json_doc *doc;
	size_t n;

	if (plausible_read(&p, parse(&doc, text), &err) < 0)
		fail_msg("%s", err.msg);
	put_release(dir, "now", "", fields, keys, now_csv);
	get_release(&now, dir, "now");
	if (before_csv) {
		put_release(dir, "before", "", fields, keys, before_csv);
		get_release(&before, dir, "before");
	}
	if (plausible_check(&p, &now, before_csv ? &before : NULL, NULL,
			    date_from_civil(2026, 4, 1), f, &err) < 0)
		fail_msg("%s", err.msg);
	list = findings_list(f, &n);
	assert_int_equal(findings_total(f), want);
	if (first)
		assert_string_equal(list[0].what, first);
	findings_free(f);
	release_table_close(&now);
	release_table_close(&before);
	plausible_release(&p);
	json_free(doc);
	scratch_remove(dir);
}

static void no_row_is_a_finding_by_itself(void **state)
{
	(void)state;
	judge("{}", "p,v\n", NULL, 1, "the table has no row");
	judge("{}", "p,v\n2026,1\n", NULL, 0, NULL);
}

static void money_is_added_up_exactly(void **state)
{
	static const char ask[] = "{\"totals\": [{\"column\": \"v\", \"change\": \"0%\"}]}";

	(void)state;
	judge(ask, "p,v\n2026,0.10\n2025,0.20\n", "p,v\n2026,0.1\n2025,0.200\n", 0, NULL);
	judge(ask, "p,v\n2026,123456789012345678901234.10\n",
	      "p,v\n2026,123456789012345678901234.11\n", 1,
	      "the total of column v changed by more than 0% against the release before it");
}

static void suppressed_cells_are_not_compared(void **state)
{
	(void)state;
	judge("{\"totals\": [{\"column\": \"v\", \"change\": \"1%\"}]}", "p,v\n2026,\n2025,5\n",
	      "p,v\n2026,9\n2025,5\n", 0, NULL);
}

static void a_new_period_is_compared_with_the_one_before(void **state)
{
	static const char ask[] = "{\"totals\": [{\"column\": \"v\", \"change\": \"10%\"}]}";

	(void)state;
	judge(ask, "p,v\n2026-01,100\n2026-02,110\n", "p,v\n2026-01,100\n", 0, NULL);
	judge(ask, "p,v\n2026-01,100\n2026-02,111\n", "p,v\n2026-01,100\n", 1,
	      "the total of column v changed by more than 10% against the period before it");
	/* An older one that was not there, and the first of its level, are not. */
	judge(ask, "p,v\n2025-11,1\n2025-12,9\n2026-01,100\n", "p,v\n2026-01,100\n", 0, NULL);
	judge(ask, "p,v\n2025,1\n2026,9\n2026-01,100\n", "p,v\n2026-01,100\n", 0, NULL);
}

static void the_newest_period_must_hold_something(void **state)
{
	static const char ask[] = "{\"last_period_must_hold\": \"v\", \"max_age_days\": 31}";

	(void)state;
	judge(ask, "p,v\n2026-02,1\n2026-03,0.00\n2026-Q1,7\n", NULL, 1,
	      "column v is empty or zero in all of the newest period: a stale source");
	judge(ask, "p,v\n2026-02,0\n2026-03,-0.01\n", NULL, 0, NULL);
	judge(ask, "p,v\n2026-02,1\n", NULL, 1,
	      "the newest period ended 32 days ago, more than 31");
	judge(ask, "p,v\n2026-05,1\n", NULL, 1, "the newest period has not begun yet");
}

static void columns_that_change_need_a_new_version(void **state)
{
	static const char *const changed[] = {
		"{\"name\": \"p\"}",
		"{\"name\": \"p\"}, {\"name\": \"v\"}, {\"name\": \"w\"}",
		"{\"name\": \"p\"}, {\"name\": \"w\"}",
		"{\"name\": \"p\"}, {\"name\": \"v\", \"type\": \"integer\"}",
		"{\"name\": \"p\"}, {\"name\": \"v\", \"unit\": \"元\"}",
	};
	static const char *const kinds[] = { "removed", "added", "renamed", "retyped",
					     "with another unit" };
	const struct finding *list;
	size_t n;

	(void)state;
	for (int i = 0; i < 10; i++) {
		const char *version = i < 5 ? "\"version\": \"1\"," : "\"version\": \"2\",";
		char *dir = scratch_new();
		struct release_table now, before;
		struct findings *f = new_findings();
		struct err err = ERR_INIT;
		char *folder = file_join(dir, "now");

		put_release(dir, "before", "\"version\": \"1\",",
			    "{\"name\": \"p\"}, {\"name\": \"v\"}", "", "p,v\n");
		put_release(dir, "now", version, changed[i % 5], "", "");
		get_release(&before, dir, "before");
		assert_int_equal(release_table_open(&now, folder, NULL, NULL, &err), 0);
		columns_compare(&now, &before, f);
		list = findings_list(f, &n);
		assert_int_equal(n, i < 5);
		if (n)
			assert_non_null(strstr(list[0].what, kinds[i]));
		findings_free(f);
		release_table_close(&now);
		release_table_close(&before);
		free(folder);
		scratch_remove(dir);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_change_is_judged_exactly),
		cmocka_unit_test(no_row_is_a_finding_by_itself),
		cmocka_unit_test(money_is_added_up_exactly),
		cmocka_unit_test(suppressed_cells_are_not_compared),
		cmocka_unit_test(a_new_period_is_compared_with_the_one_before),
		cmocka_unit_test(the_newest_period_must_hold_something),
		cmocka_unit_test(columns_that_change_need_a_new_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
