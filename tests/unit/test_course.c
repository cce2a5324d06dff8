#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "report/figure/course.h"
#include "workdays.h"

static struct calendar *calendar;

static int set_up(void **unused)
{
	(void)unused;
	calendar = load_workdays();
	return 0;
}

static int tear_down(void **unused)
{
	(void)unused;
	calendar_free(calendar);
	return 0;
}

static struct happening event(const char *code, const char *on, const char *result, int days)
{
	return (struct happening){ .event = str_of(code),
				   .result = str_of(result),
				   .outcome = str_of(result),
				   .on = day_of(on),
				   .days = days };
}

static void step(struct course *c, const char *code, const char *on, const char *result, int days)
{
	struct happening h = event(code, on, result, days);
	struct err err = ERR_INIT;

	if (course_step(c, calendar, &h, &err) < 0)
		fail_msg("%s on %s: %s", code, on, err.msg);
}

static void refuse(const struct course *from, const char *code, const char *on, const char *result,
		   int days, const char *why)
{
	struct happening h = event(code, on, result, days);
	struct course c = *from;
	struct err err = ERR_INIT;

	assert_int_equal(course_step(&c, calendar, &h, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	if (!strstr(err.msg, why))
		fail_msg("%s", err.msg);
}

static void due(const struct course *c, const char *on)
{
	char text[11];

	date_format(c->due_on, text);
	assert_string_equal(text, on);
}

/* The worked dates: 20 days, and 40 with an extension. */
static void an_answer_is_due_after_twenty_working_days(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-02-09", "", 0);
	due(&c, "2026-03-13");
	step(&c, "extend", "2026-03-13", "", 20);
	due(&c, "2026-04-13");
	refuse(&c, "extend", "2026-03-16", "", 5, "a second time");
	step(&c, "answer", "2026-04-13", "1", 0);
	assert_false(c.answered_late);
}

static void an_answer_a_day_later_is_late(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-02-09", "", 0);
	step(&c, "answer", "2026-03-16", "1", 0);
	assert_true(c.answered_late);
}

static void an_extension_told_too_late_lengthens_nothing(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-02-09", "", 0);
	step(&c, "extend", "2026-03-16", "", 20);
	due(&c, "2026-03-13");
	refuse(&c, "extend", "2026-03-16", "", 5, "a second time");
}

static void a_correction_begins_the_clock_anew(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2025-09-26", "", 0);
	step(&c, "ask", "2025-10-13", "", 0);
	assert_false(c.asked_late);
	assert_false(course_is_running(&c));
	step(&c, "corrected", "2026-02-09", "", 0);
	due(&c, "2026-03-13");
	assert_int_equal(c.corrections, 1);
}

static void asking_for_a_correction_after_seven_days_is_late(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2025-09-26", "", 0);
	step(&c, "ask", "2025-10-14", "", 0);
	assert_true(c.asked_late);
}

static void the_days_of_a_third_party_do_not_count(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-03-02", "", 0);
	due(&c, "2026-03-30");
	step(&c, "consult", "2026-03-04", "", 0);
	assert_false(course_is_running(&c));
	step(&c, "extend", "2026-03-05", "", 5);
	step(&c, "consulted", "2026-03-11", "", 0); /* five working days stood */
	assert_int_equal(c.consulted_days, 5);
	due(&c, "2026-04-14"); /* 30 working days, over 清明节 */
}

static void a_payment_begins_the_clock_anew(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-01-05", "", 0);
	step(&c, "charge", "2026-01-12", "", 0);
	step(&c, "paid", "2026-02-09", "", 0);
	due(&c, "2026-03-13");
}

static void a_due_day_beyond_the_calendar_is_no_error(void **unused)
{
	struct course c = { .state = CASE_NEW };
	int first, last;
	char text[11];

	(void)unused;
	calendar_years(calendar, &first, &last);
	date_format(date_from_civil(last, 12, 28), text);
	step(&c, "receive", text, "", 0);
	assert_int_equal(c.due_on, DUE_UNKNOWN);
	c = (struct course){ .state = CASE_NEW };
	date_format(date_from_civil(first - 1, 12, 1), text);
	refuse(&c, "receive", text, "", 0, "the calendar of working days knows");
}

/* Every result, and nothing else ------------------------------------------------ */

static const char *const events[] = { "receive",   "ask",    "corrected", "extend", "consult",
				      "consulted", "charge", "paid",	  "answer", "default" };
enum { EVENTS = sizeof(events) / sizeof(*events), DEPTH = 7 };

static bool reached[64];
static int paths;

static void note_result(struct str result)
{
	int i = 0;

	while (case_results[i] && !str_is(result, str_of(case_results[i])))
		i++;
	assert_non_null(case_results[i]);
	reached[i] = true;
	paths++;
}

static void walk(const struct course *from, int depth)
{
	const char *const *results = case_results;
	int e, r;

	for (e = 0; e < EVENTS; e++)
		for (r = -1; r < 0 || (results[r] && strcmp(events[e], "answer") == 0); r++) {
			struct happening h = event(events[e], "2026-03-02", r < 0 ? "" : results[r],
						   5);
			struct course c = *from;
			struct err err = ERR_INIT;

			if (course_step(&c, calendar, &h, &err) < 0)
				continue;
			assert_true(course_may(from->state, events[e]));
			if (c.state == CASE_ANSWERED)
				note_result(c.result);
			else if (depth > 1)
				walk(&c, depth - 1);
		}
}

static void every_result_row_is_reached_and_nothing_else(void **unused)
{
	struct course c = { .state = CASE_NEW };
	int i;

	(void)unused;
	walk(&c, DEPTH);
	for (i = 0; case_results[i]; i++)
		if (!reached[i])
			fail_msg("no order of events ends in %s", case_results[i]);
	assert_int_equal(i, 21);
	assert_true(paths > 1000);
}

static void an_answered_case_takes_no_further_event(void **unused)
{
	int e, s;

	(void)unused;
	for (e = 0; e < EVENTS; e++) {
		assert_false(course_may(CASE_ANSWERED, events[e]));
		assert_int_equal(course_may(CASE_NEW, events[e]), e == 0);
		for (s = 0; s < CASE_STATES; s++)
			assert_false(course_may((enum case_state)s, "withdraw"));
	}
}

static void an_order_that_is_not_the_laws_is_refused(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	refuse(&c, "answer", "2026-03-02", "1", 0, "\"answer\" may not happen in state new");
	step(&c, "receive", "2026-03-02", "", 0);
	refuse(&c, "corrected", "2026-03-03", "", 0, "in state received");
	refuse(&c, "answer", "2026-03-01", "1", 0, "before the event before it");
	refuse(&c, "answer", "2026-03-03", "7", 0, "none of the 21");
	refuse(&c, "answer", "2026-03-03", "3", 0, "none of the 21");
	refuse(&c, "answer", "2026-03-03", "6.1", 0, "is for the event \"default\"");
	refuse(&c, "answer", "2026-03-03", "4.3", 0, "without a correction");
	refuse(&c, "extend", "2026-03-03", "", 21, "1 to 20 working days");
	refuse(&c, "extend", "2026-03-03", "", 0, "1 to 20 working days");
	step(&c, "ask", "2026-03-03", "", 0);
	refuse(&c, "default", "2026-03-20", "6.2", 0, "has the result 6.1");
}

/* A cell in the wrong column may hold a name. */
static void what_is_no_event_is_not_repeated(void **unused)
{
	struct course c = { .state = CASE_NEW };
	struct happening h = { .event = STR("诸葛青") };
	struct err err = ERR_INIT;

	(void)unused;
	step(&c, "receive", "2026-03-02", "", 0);
	h.on = c.last_on;
	assert_int_equal(course_step(&c, calendar, &h, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_string_equal(err.msg, "its event is none that a request can have");
}

/* Disputes ---------------------------------------------------------------------- */

static void disputes_follow_one_another_as_the_law_has_it(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	refuse(&c, "sue", "2026-03-02", "", 0, "\"sue\" may not happen in state new");
	step(&c, "receive", "2026-03-02", "", 0);
	step(&c, "answer", "2026-03-03", "1", 0);
	refuse(&c, "sued", "2026-03-04", "upheld", 0, "does not follow");
	step(&c, "reconsider", "2026-03-05", "", 0);
	refuse(&c, "sue", "2026-03-06", "", 0, "does not follow");
	refuse(&c, "reconsidered", "2026-03-06", "won", 0, "upheld, corrected or other");
	step(&c, "reconsidered", "2026-04-07", "corrected", 0);
	refuse(&c, "reconsider", "2026-04-08", "", 0, "does not follow");
	step(&c, "sue", "2026-04-09", "", 0);
	step(&c, "sued", "2026-05-06", "upheld", 0);
	refuse(&c, "sue", "2026-05-07", "", 0, "does not follow");
	assert_int_equal(c.ndisputes, 2);
	assert_int_equal(c.disputes[0].kind, RECONSIDERATION);
	assert_int_equal(c.disputes[1].kind, SUIT_AFTER);
}

static void a_suit_without_reconsideration_is_direct(void **unused)
{
	struct course c = { .state = CASE_NEW };

	(void)unused;
	step(&c, "receive", "2026-03-02", "", 0);
	step(&c, "sue", "2026-04-09", "", 0); /* for the silence */
	assert_int_equal(c.disputes[0].kind, SUIT);
	assert_false(c.disputes[0].is_ended);
	refuse(&c, "reconsider", "2026-04-10", "", 0, "does not follow");
	step(&c, "answer", "2026-04-10", "1", 0);
	assert_true(c.answered_late);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_due_after_twenty_working_days),
		cmocka_unit_test(an_answer_a_day_later_is_late),
		cmocka_unit_test(an_extension_told_too_late_lengthens_nothing),
		cmocka_unit_test(a_correction_begins_the_clock_anew),
		cmocka_unit_test(asking_for_a_correction_after_seven_days_is_late),
		cmocka_unit_test(the_days_of_a_third_party_do_not_count),
		cmocka_unit_test(a_payment_begins_the_clock_anew),
		cmocka_unit_test(a_due_day_beyond_the_calendar_is_no_error),
		cmocka_unit_test(every_result_row_is_reached_and_nothing_else),
		cmocka_unit_test(an_answered_case_takes_no_further_event),
		cmocka_unit_test(an_order_that_is_not_the_laws_is_refused),
		cmocka_unit_test(what_is_no_event_is_not_repeated),
		cmocka_unit_test(disputes_follow_one_another_as_the_law_has_it),
		cmocka_unit_test(a_suit_without_reconsideration_is_direct),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
