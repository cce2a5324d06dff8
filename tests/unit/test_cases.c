#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/csv.h"
#include "report/figure/cases.h"
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

/* Rows as "a|b|c"; an empty cell is NULL. */
static void put_cell(struct builder *b, enum field_type type, struct str cell)
{
	if (cell.n == 0)
		builder_null(b);
	else if (type == FIELD_DATE) {
		int32_t day;

		assert_true(date_parse(cell, "YYYY-MM-DD", &day));
		builder_date(b, day);
	} else if (type == FIELD_INT64)
		builder_int64(b, strtoll(cell.p, NULL, 10));
	else
		builder_text(b, cell.p, cell.n);
}

static void put_row(struct recordset *r, const char *row)
{
	size_t i, n;

	for (i = 0; i < r->schema.nfields; i++, row += n + (row[n] == '|')) {
		n = strcspn(row, "|");
		put_cell(&r->rows.columns[i], r->schema.fields[i].type, (struct str){ row, n });
	}
}

static void make_requests(struct recordset *r, const char *const *rows)
{
	struct schema s = SCHEMA_INIT;

	schema_add(&s, "request_no", FIELD_UTF8);
	schema_add(&s, "applicant", FIELD_DICT);
	schema_add(&s, "received_on", FIELD_DATE);
	recordset_make(r, "requests", "request_no", &s);
	schema_release(&s);
	for (; *rows; rows++)
		put_row(r, *rows);
}

static void make_events(struct recordset *r, const char *const *rows)
{
	struct schema s = SCHEMA_INIT;

	schema_add(&s, "request_no", FIELD_UTF8);
	schema_add(&s, "seq", FIELD_INT64);
	schema_add(&s, "event", FIELD_DICT);
	schema_add(&s, "happened_on", FIELD_DATE);
	schema_add(&s, "result", FIELD_DICT);
	schema_add(&s, "outcome", FIELD_DICT);
	schema_add(&s, "days", FIELD_INT64);
	recordset_make(r, "events", NULL, &s);
	schema_release(&s);
	for (; *rows; rows++)
		put_row(r, *rows);
}

/* The set as lines of the columns named, "a|b". */
static void print(struct recordset *r, const char *const *names, struct buf *to)
{
	const struct batch *b = recordset_batch(r);
	int64_t i;
	int k, c;

	for (i = 0; i < b->nrows; i++)
		for (k = 0; names[k]; k++) {
			c = schema_find(&r->schema, names[k]);
			assert_true(c >= 0);
			if (!column_is_null(&b->columns[c], i))
				cell_put_text(to, &r->schema.fields[c], &b->columns[c], i);
			buf_putc(to, names[k + 1] ? '|' : '\n');
		}
}

static const char *const requests[] = { "A2|1|2026-03-02", "A1|2|2025-12-30", "A3|1|2026-12-01",
					"A0|1|2025-01-06", "A4|9|2027-01-04", NULL };
static const char *const events[] = { "A4|1|receive|2027-01-04",
				      "A2|2|answer|2026-03-31|3.1", /* a day late */
				      "A2|1|receive|2026-03-02",
				      "A1|1|receive|2025-12-30",
				      "A1|2|ask|2026-01-05",
				      "A1|3|default|2026-02-10",
				      "A3|1|receive|2026-12-01",
				      "A0|1|receive|2025-01-06",
				      "A0|2|answer|2025-01-08|1",
				      "A0|3|reconsider|2025-02-10",
				      "A0|4|reconsidered|2025-04-08||upheld",
				      "A0|5|sue|2025-04-20",
				      "A2|3|sue|2026-06-01",
				      "A2|4|sued|2027-01-05||corrected",
				      NULL };

static const char *const case_columns[] = { "request_no", "applicant",	   "is_new",
					    "carried_in", "is_closed",	   "carried_out",
					    "result",	  "state",	   "due_on",
					    "overdue",	  "answered_late", "days_taken",
					    NULL };
static const char *const dispute_columns[] = { "request_no", "kind", "outcome", "ended_on", NULL };

static void expect(int year, const char *day, const char *cases_text, const char *disputes_text)
{
	struct recordset r, e, cases, disputes;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	make_requests(&r, requests);
	make_events(&e, events);
	if (cases_make(&r, &e, calendar, year, day_of(day), &cases, &disputes, &err) < 0)
		fail_msg("%s", err.msg);
	print(&cases, case_columns, &text);
	assert_string_equal(text.p, cases_text);
	buf_clear(&text);
	print(&disputes, dispute_columns, &text);
	assert_string_equal(text.p, disputes_text);
	buf_release(&text);
	recordset_release(&r);
	recordset_release(&e);
	recordset_release(&cases);
	recordset_release(&disputes);
}

static void a_year_has_what_was_open_in_it(void **unused)
{
	(void)unused;
	expect(2026, "2026-12-31",
	       "A1|2|false|true|true|false|6.1|answered||false|false|29\n"
	       "A2|1|true|false|true|false|3.1|answered||false|true|21\n"
	       "A3|1|true|false|false|true||received|2026-12-29|true|false|\n",
	       "A0|suit-after|pending|\nA2|suit|pending|\n");
}

static void what_happens_later_is_not_known_on_the_day(void **unused)
{
	(void)unused;
	expect(2026, "2026-03-20",
	       "A1|2|false|true|true|false|6.1|answered||false|false|29\n"
	       "A2|1|true|false|false|true||received|2026-03-30|false|false|\n",
	       "A0|suit-after|pending|\n");
}

static void what_is_carried_out_is_carried_in_the_year_after(void **unused)
{
	(void)unused;
	expect(2025, "2025-12-31",
	       "A0|1|true|false|true|false|1|answered||false|false|2\n"
	       "A1|2|true|false|false|true||received|2026-01-28|false|false|\n",
	       "A0|reconsideration|upheld|2025-04-08\nA0|suit-after|pending|\n");
}

static void refuse(const char *const *request_rows, const char *const *event_rows, const char *why)
{
	struct recordset r, e, cases, disputes;
	struct err err = ERR_INIT;

	make_requests(&r, request_rows);
	make_events(&e, event_rows);
	assert_int_equal(
		cases_make(&r, &e, calendar, 2026, day_of("2026-12-31"), &cases, &disputes, &err),
		-1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_string_equal(err.msg, why);
	recordset_release(&r);
	recordset_release(&e);
	recordset_release(&cases);
	recordset_release(&disputes);
}

#define ROWS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void a_register_that_contradicts_itself_is_refused(void **unused)
{
	(void)unused;
	refuse(ROWS("A|1|2026-03-02", "A|1|2026-03-02"), ROWS("A|1|receive|2026-03-02"),
	       "request A is there twice");
	refuse(ROWS("B|1|2026-03-02"), ROWS("A|1|receive|2026-03-02", "B|1|receive|2026-03-02"),
	       "request A, event 1: there is no such request");
	refuse(ROWS("A|1|2026-03-02"), ROWS("A|1|receive|2026-03-02", "B|7|receive|2026-03-02"),
	       "request B, event 7: there is no such request");
	refuse(ROWS("A|1|2026-03-02"), ROWS("A|1|receive|2026-03-03"),
	       "request A: received_on differs from the day of its event \"receive\"");
	refuse(ROWS("A|1|2026-03-02", "B|1|2026-03-02"), ROWS("A|1|receive|2026-03-02"),
	       "request B has no event \"receive\"");
	refuse(ROWS("A|1|2026-03-02"), ROWS("A|1|receive|2026-03-02", "A|1|ask|2026-03-03"),
	       "request A, event 1: its number is given twice");
	refuse(ROWS("A|1|2026-03-02"), ROWS("A|1|receive|2026-03-02", "A|2|paid|2026-03-03"),
	       "request A, event 2: \"paid\" may not happen in state received");
	refuse(ROWS("A||2026-03-02"), ROWS("A|1|receive|2026-03-02"),
	       "records requests: row 1 has no applicant");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_year_has_what_was_open_in_it),
		cmocka_unit_test(what_happens_later_is_not_known_on_the_day),
		cmocka_unit_test(what_is_carried_out_is_carried_in_the_year_after),
		cmocka_unit_test(a_register_that_contradicts_itself_is_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
