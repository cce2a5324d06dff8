#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/date.h"

static void days_and_dates_agree_over_all_years(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int32_t days = date_from_civil(1, 1, 1);
	int y, m, d;

	(void)state;
	assert_int_equal(days, -719162);
	for (int year = 1; year <= 9999; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

		for (int month = 1; month <= 12; month++) {
			int length = lengths[month - 1] + (month == 2 && leap);

			assert_true(date_is_valid(year, month, length));
			assert_false(date_is_valid(year, month, length + 1));
			for (int day = 1; day <= length; day++, days++) {
				date_to_civil(days, &y, &m, &d);
				if (y != year || m != month || d != day ||
				    date_from_civil(year, month, day) != days)
					fail_msg("%d-%d-%d", year, month, day);
			}
		}
	}
}

static void known_days(void **state)
{
	int y, m, d;

	(void)state;
	assert_int_equal(date_from_civil(1970, 1, 1), 0);
	assert_int_equal(date_from_civil(2000, 2, 29), 11016);
	assert_int_equal(date_from_civil(2026, 10, 31), 20757);
	assert_false(date_is_valid(0, 1, 1));
	assert_false(date_is_valid(10000, 1, 1));
	assert_false(date_is_valid(2026, 13, 1));
	assert_false(date_is_valid(2026, 0, 1));
	assert_false(date_is_valid(2026, 1, 0));
	assert_false(date_is_valid(1900, 2, 29));
	date_to_civil(INT32_MIN, &y, &m, &d);
	assert_int_equal(y, -5877641);
	date_to_civil(INT32_MAX, &y, &m, &d);
	assert_int_equal(y, 5881580);
}

static void text_is_a_date_only_in_its_format(void **state)
{
	static const struct {
		const char *format, *text;
		bool ok;
	} cases[] = {
		{ "YYYY-MM-DD", "2026-03-05", true },
		{ "YYYY-MM-DD", "2026-3-05", false },
		{ "YYYY-MM-DD", "2026-03-5", false },
		{ "YYYY-MM-DD", "2026-03-05 ", false },
		{ "YYYY-MM-DD", " 2026-03-05", false },
		{ "YYYY-MM-DD", "20260305", false },
		{ "YYYY-MM-DD", "2026/03/05", false },
		{ "YYYY-MM-DD", "2026-02-30", false },
		{ "YYYY-MM-DD", "0000-03-05", false },
		{ "YYYY-MM-DD", "", false },
		{ "YYYY-MM-DD", "2026-03", false },
		{ "YYYY-MM-DD", "2026-03-05 00:00:00", false },
		{ "YYYYMMDD", "20260305", true },
		{ "YYYYMMDD", "2026035", false },
		{ "YYYYMMDD", "202603051", false },
		{ "YYYY/M/D", "2026/3/5", true },
		{ "YYYY/M/D", "2026/03/05", true },
		{ "YYYY/M/D", "2026/003/05", false },
		{ "YYYY/M/D", "2026//05", false },
		{ "YYYY年M月D日", "2026年3月5日", true },
		{ "YYYY年M月D日", "2026年03月05日", true },
		{ "YYYY年M月D日", "2026年3月5", false },
		{ "YYYY-MM-DD time", "2026-03-05 23:59:59", true },
		{ "YYYY-MM-DD time", "2026-03-05", false },
		{ "YYYY-MM-DD time", "2026-03-05 24:00:00", false },
		{ "YYYY-MM-DD time", "2026-03-05 23:60:00", false },
		{ "YYYY-MM-DD time", "2026-03-05 23:59:60", false },
		{ "YYYY-MM-DD time", "2026-03-05T23:59:59", false },
		{ "YYYY-MM-DD time", "2026-03-05 23:59:59.0", false },
		{ "YYYY年M月D日 time", "2026年3月5日 00:00:00", true },
		{ "DD.MM.YYYY", "05.03.2026", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int32_t days = 0;

		if (date_parse(str_of(cases[i].text), cases[i].format, &days) != cases[i].ok)
			fail_msg("%s as %s", cases[i].text, cases[i].format);
		if (cases[i].ok)
			assert_int_equal(days, date_from_civil(2026, 3, 5));
	}
}

static void formats_are_known_by_name(void **state)
{
	(void)state;
	assert_true(date_format_is_known("YYYY-MM-DD"));
	assert_true(date_format_is_known("YYYYMMDD time"));
	assert_false(date_format_is_known("YYYY-MM-DDtime"));
	assert_false(date_format_is_known("YYYY-MM"));
	assert_false(date_format_is_known(""));
}

static void a_date_written_reads_back(void **state)
{
	char out[11];
	int32_t back;

	(void)state;
	date_format(date_from_civil(987, 6, 5), out);
	assert_string_equal(out, "0987-06-05");
	for (int32_t days = -719162; days <= 2932896; days += 97) {
		date_format(days, out);
		assert_true(date_parse(str_of(out), "YYYY-MM-DD", &back));
		assert_int_equal(back, days);
	}
}

static void check_period(const char *text, const char *want, const char *label)
{
	struct period p;
	struct buf b = BUF_INIT;
	char out[9];

	if (!period_parse(str_of(text), &p))
		fail_msg("refused: %s", text);
	period_format(p, out);
	assert_string_equal(out, want);
	period_label(p, &b);
	assert_string_equal(b.p, label);
	buf_release(&b);
}

static void periods_are_read_and_named(void **state)
{
	static const char *const wrong[] = { "",	"202",	     "20261",	   "2026-",
					     "2026-1",	"2026-13",   "2026-00",	   "2026Q0",
					     "2026Q5",	"2026-Q",    "2026-Q33",   "2026--1",
					     "0000",	"2026-10-1", "2026-10-01", "x026",
					     "2026-q1", "2026年" };
	struct period p;

	(void)state;
	check_period("2026", "2026", "2026年");
	check_period("2026Q3", "2026-Q3", "2026年三季度");
	check_period("2026-Q1", "2026-Q1", "2026年一季度");
	check_period("2026-10", "2026-10", "2026年10月");
	check_period("202601", "2026-01", "2026年1月");
	check_period("0001", "0001", "1年");
	check_period("9999-Q4", "9999-Q4", "9999年四季度");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		if (period_parse(str_of(wrong[i]), &p))
			fail_msg("accepted: %s", wrong[i]);
}

static void periods_nest_without_gap(void **state)
{
	(void)state;
	for (enum period_level level = PERIOD_YEAR; level <= PERIOD_MONTH; level++) {
		int32_t day = date_from_civil(1999, 1, 1), end = date_from_civil(2030, 12, 31);
		struct period p = period_of_date(day, level);

		for (; day <= end; p.n++) {
			assert_int_equal(period_first_day(p), day);
			day = period_last_day(p) + 1;
			assert_int_equal(period_of_date(day - 1, level).n, p.n);
			for (enum period_level finer = level; finer <= PERIOD_MONTH; finer++) {
				struct period a = period_first(p, finer), b = period_last(p, finer);

				assert_int_equal(period_first_day(a), period_first_day(p));
				assert_int_equal(period_last_day(b), period_last_day(p));
				assert_int_equal(period_up(a, level).n, p.n);
				assert_int_equal(period_up(b, level).n, p.n);
			}
		}
		assert_int_equal(day, end + 1);
	}
}

static void the_last_day_of_time_is_a_day(void **state)
{
	struct period p;

	(void)state;
	assert_true(period_parse(STR("9999"), &p));
	assert_int_equal(period_last_day(p), date_from_civil(9999, 12, 31));
}

static void a_range_is_two_months_in_order(void **state)
{
	static const char *const wrong[] = { "",
					     "2026",
					     "2026-Q1",
					     "2026-10/",
					     "/2026-10",
					     "2026-10/2026",
					     "2026-10/2026-09",
					     "2025-01/2026-10/2027-01",
					     "2025-01-2026-10" };
	struct period from, to;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(period_range_parse("2025-01/2026-10", &from, &to, &err), 0);
	assert_int_equal(from.n, 2025 * 12);
	assert_int_equal(to.n, 2026 * 12 + 9);
	assert_int_equal(period_range_parse("2026-10", &from, &to, &err), 0);
	assert_int_equal(from.n, to.n);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_int_equal(period_range_parse(wrong[i], &from, &to, &err), -1);
		assert_int_equal(err.kind, ERR_USAGE);
	}
	assert_int_equal(period_range_parse("2026-10/2026-09", &from, &to, &err), -1);
	assert_string_equal(err.msg, "the period \"2026-10/2026-09\" ends before it begins");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_dates_agree_over_all_years),
		cmocka_unit_test(known_days),
		cmocka_unit_test(text_is_a_date_only_in_its_format),
		cmocka_unit_test(formats_are_known_by_name),
		cmocka_unit_test(a_date_written_reads_back),
		cmocka_unit_test(periods_are_read_and_named),
		cmocka_unit_test(periods_nest_without_gap),
		cmocka_unit_test(the_last_day_of_time_is_a_day),
		cmocka_unit_test(a_range_is_two_months_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
