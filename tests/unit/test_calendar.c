#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "workdays.h"

#define HEADER "date,kind,name,paper\n"
static void must_add(const struct calendar *c, const char *from, int n, const char *to)
{
	struct err err = ERR_INIT;
	char text[11];
	int32_t d;

	if (calendar_add(c, day_of(from), n, &d, &err) < 0)
		fail_msg("%s", err.msg);
	date_format(d, text);
	assert_string_equal(text, to);
}

/* Worked by hand from the announcements. */
static void deadlines_skip_holidays_and_keep_make_up_days(void **unused)
{
	struct calendar *c = load_workdays();

	(void)unused;
	must_add(c, "2026-02-09", 7, "2026-02-25");
	must_add(c, "2026-02-09", 15, "2026-03-06");
	must_add(c, "2026-02-09", 20, "2026-03-13");
	must_add(c, "2026-02-09", 40, "2026-04-13");
	must_add(c, "2025-09-26", 7, "2025-10-13");
	must_add(c, "2025-09-26", 15, "2025-10-23");
	must_add(c, "2025-09-26", 20, "2025-10-30");
	must_add(c, "2025-09-26", 40, "2025-11-27");
	must_add(c, "2024-12-16", 7, "2024-12-25");
	must_add(c, "2024-12-16", 15, "2025-01-07");
	must_add(c, "2024-12-16", 20, "2025-01-14");
	must_add(c, "2024-12-16", 40, "2025-02-17");
	calendar_free(c);
}

static void years_have_the_working_days_that_they_had(void **unused)
{
	static const struct {
		int year, days;
	} years[] = { { 2020, 249 }, { 2025, 248 }, { 2026, 248 } };
	struct calendar *c = load_workdays();
	struct err err = ERR_INIT;
	size_t i;
	int n;

	(void)unused;
	for (i = 0; i < 3; i++) {
		int32_t first = date_from_civil(years[i].year, 1, 1) - 1;

		assert_int_equal(calendar_between(c, first, date_from_civil(years[i].year, 12, 31),
						  &n, &err),
				 0);
		assert_int_equal(n, years[i].days);
		assert_int_equal(calendar_between(c, date_from_civil(years[i].year, 12, 31), first,
						  &n, &err),
				 0);
		assert_int_equal(n, -years[i].days);
	}
	calendar_free(c);
}

/* The 5th and the 20th of a month, postponed. */
static void the_first_workday_at_a_day_may_be_that_day(void **unused)
{
	struct calendar *c = load_workdays();

	(void)unused;
	must_add(c, "2026-09-20", 0, "2026-09-20"); /* a Sunday that is worked */
	must_add(c, "2026-02-20", 0, "2026-02-24");
	must_add(c, "2025-10-05", 0, "2025-10-09");
	must_add(c, "2020-10-05", 0, "2020-10-09");
	must_add(c, "2026-06-20", 0, "2026-06-22");
	calendar_free(c);
}

static void what_it_does_not_know_is_no_guess(void **unused)
{
	struct calendar *c = load_workdays();
	struct err err = ERR_INIT;
	int first, last, n;
	int32_t d;
	bool is;

	(void)unused;
	calendar_years(c, &first, &last);
	assert_true(first <= 2018 && last >= 2026);
	assert_int_equal(calendar_add(c, date_from_civil(last, 12, 20), 20, &d, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(err.msg, "the calendar of working days knows"));
	assert_int_equal(calendar_is_workday(c, date_from_civil(first, 1, 1) - 1, &is, &err), -1);
	assert_int_equal(calendar_between(c, 0, date_from_civil(last, 1, 1), &n, &err), -1);
	calendar_free(c);
}

static void refuse(const char *text, const char *why)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "workdays.csv", text);
	struct err err = ERR_INIT;
	struct calendar *c;

	assert_int_equal(calendar_load(path, &c, &err), -1);
	assert_null(c);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.msg, why))
		fail_msg("%s", err.msg);
	free(path);
	scratch_remove(dir);
}

static void a_list_that_is_not_sound_is_refused(void **unused)
{
	(void)unused;
	refuse(HEADER, "no year is listed");
	refuse(HEADER "2026-10-01,holiday,,\n", "kind must be off or work");
	refuse(HEADER "2026-10-01,off,,\n2026-10-01,work,,\n", "does not come after");
	refuse(HEADER "2024-10-01,off,,\n2026-10-01,off,,\n", "the year 2025 is missing");
	refuse(HEADER "2026-10-32,off,,\n", "workdays.csv:2");
	refuse("day,kind\n", "workdays.csv:1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deadlines_skip_holidays_and_keep_make_up_days),
		cmocka_unit_test(years_have_the_working_days_that_they_had),
		cmocka_unit_test(the_first_workday_at_a_day_may_be_that_day),
		cmocka_unit_test(what_it_does_not_know_is_no_guess),
		cmocka_unit_test(a_list_that_is_not_sound_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
