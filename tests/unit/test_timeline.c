/*
 * Periods of a table: which are shown, which months each kind of measure takes,
 * what is provisional or not available.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "aggregate/timeline.h"

static const struct spec plain;

static struct spec_dimension dimension(bool provisional)
{
	return (struct spec_dimension){ .kind = DIMENSION_PERIOD,
					.provisional = provisional,
					.has_level = { true, true, true } };
}

static int32_t month(int year, int n)
{
	return year * 12 + n - 1;
}

static const struct span *find(const struct timeline *t, const char *code)
{
	for (int i = 0; i < t->n; i++) {
		char text[9];

		period_format(t->spans[i].period, text);
		if (strcmp(text, code) == 0)
			return &t->spans[i];
	}
	return NULL;
}

static void incomplete_periods_are_left_out(void **unused)
{
	struct spec_dimension d = dimension(false);
	struct timeline t;

	(void)unused;
	timeline_make(&t, &plain, &d, month(2025, 2), month(2026, 6));
	assert_null(find(&t, "2025"));
	assert_null(find(&t, "2025-Q1"));
	assert_null(find(&t, "2026"));
	assert_non_null(find(&t, "2025-02"));
	assert_int_equal(find(&t, "2025-02")->parent, -1);
	assert_ptr_equal(&t.spans[find(&t, "2026-05")->parent], find(&t, "2026-Q2"));
	assert_int_equal(find(&t, "2026-Q2")->parent, -1);
	assert_int_equal(t.n, 17 + 5);
	timeline_release(&t);
}

static void year_stands_before_its_quarters_and_they_before_their_months(void **unused)
{
	static const char *const want[] = { "2025",    "2025-Q1", "2025-01", "2025-02",
					    "2025-03", "2025-Q2", "2025-04" };
	struct spec_dimension d = dimension(false);
	struct timeline t;

	(void)unused;
	timeline_make(&t, &plain, &d, month(2025, 1), month(2025, 12));
	for (int i = 0; i < 7; i++)
		assert_ptr_equal(find(&t, want[i]), &t.spans[i]);
	timeline_release(&t);
}

static void provisional_stock_is_at_the_last_month_there_is(void **unused)
{
	struct spec_dimension d = dimension(true);
	const struct span *year;
	struct timeline t;

	(void)unused;
	timeline_make(&t, &plain, &d, month(2025, 1), month(2026, 5));
	year = find(&t, "2026");
	assert_int_equal(year->status[KIND_STOCK], TIME_PROVISIONAL);
	assert_true(span_takes(year, KIND_STOCK, month(2026, 5), month(2026, 5)));
	assert_false(span_takes(year, KIND_STOCK, month(2026, 4), month(2026, 4)));
	assert_true(span_takes(year, KIND_FLOW, month(2026, 4), month(2026, 4)));
	assert_int_equal(find(&t, "2025")->status[KIND_STOCK], TIME_NORMAL);
	timeline_release(&t);
}

static void cumulative_restarts_in_january(void **unused)
{
	struct spec_dimension d = dimension(false);
	const struct span *march;
	struct timeline t;

	(void)unused;
	timeline_make(&t, &plain, &d, month(2024, 11), month(2025, 12));
	march = find(&t, "2025-03");
	assert_true(span_takes(march, KIND_CUMULATIVE, month(2025, 1), month(2025, 1)));
	assert_false(span_takes(march, KIND_CUMULATIVE, month(2024, 12), month(2024, 12)));
	assert_false(span_takes(march, KIND_CUMULATIVE, month(2025, 4), month(2025, 4)));
	assert_int_equal(march->status[KIND_CUMULATIVE], TIME_NORMAL);
	assert_int_equal(find(&t, "2024-12")->status[KIND_CUMULATIVE], TIME_UNAVAILABLE);
	assert_int_equal(find(&t, "2024-12")->status[KIND_FLOW], TIME_NORMAL);
	timeline_release(&t);
}

static void unavailable_month_spoils_what_needs_it(void **unused)
{
	struct period february = { PERIOD_MONTH, month(2025, 2) };
	struct spec spec = { .unavailable = &february, .nunavailable = 1 };
	struct spec_dimension d = dimension(false);
	struct timeline t;

	(void)unused;
	timeline_make(&t, &spec, &d, month(2025, 1), month(2025, 12));
	assert_int_equal(find(&t, "2025-02")->status[KIND_STOCK], TIME_UNAVAILABLE);
	assert_int_equal(find(&t, "2025-Q1")->status[KIND_FLOW], TIME_UNAVAILABLE);
	assert_int_equal(find(&t, "2025-Q1")->status[KIND_STOCK], TIME_NORMAL);
	assert_int_equal(find(&t, "2025-Q2")->status[KIND_FLOW], TIME_NORMAL);
	assert_int_equal(find(&t, "2025-05")->status[KIND_CUMULATIVE], TIME_UNAVAILABLE);
	assert_int_equal(find(&t, "2025-01")->status[KIND_CUMULATIVE], TIME_NORMAL);
	timeline_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(incomplete_periods_are_left_out),
		cmocka_unit_test(year_stands_before_its_quarters_and_they_before_their_months),
		cmocka_unit_test(provisional_stock_is_at_the_last_month_there_is),
		cmocka_unit_test(cumulative_restarts_in_january),
		cmocka_unit_test(unavailable_month_spoils_what_needs_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
