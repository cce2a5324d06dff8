/*
 * case_rows REQUESTS EVENTS CALENDAR YEAR DAY: what the report counts requests by, as lines of
 * tabs with a head, for scripts that work out the same in another way.
 */
#include <stdio.h>

#include "core/date.h"
#include "report/figure/cases.h"

static void print_value(const struct column *c, int64_t row)
{
	char day[11];
	struct str s;

	if (column_is_null(c, row))
		return;
	if (c->type == FIELD_BOOL)
		printf("%d", column_bool(c, row));
	else if (c->type == FIELD_INT64)
		printf("%lld", (long long)column_int64(c, row));
	else if (c->type == FIELD_DATE) {
		date_format(column_date(c, row), day);
		printf("%s", day);
	} else {
		s = column_text(c, row);
		printf("%.*s", (int)s.n, s.p);
	}
}

static void print_rows(struct recordset *r)
{
	const struct batch *b = recordset_batch(r);

	for (size_t i = 0; i < r->schema.nfields; i++)
		printf("%s%s", i ? "\t" : "", r->schema.fields[i].name);
	putchar('\n');
	for (int64_t row = 0; row < b->nrows; row++)
		for (size_t i = 0; i < r->schema.nfields; i++) {
			print_value(&b->columns[i], row);
			putchar(i + 1 < r->schema.nfields ? '\t' : '\n');
		}
}

int main(int argc, char **argv)
{
	struct recordset requests = { 0 }, events = { 0 }, cases = { 0 }, disputes = { 0 };
	struct calendar *calendar = NULL;
	struct err err = ERR_INIT;
	struct period year;
	int32_t day;

	if (argc != 6 || !period_parse(str_of(argv[4]), &year) ||
	    !date_parse(str_of(argv[5]), "YYYY-MM-DD", &day))
		return 64;
	if (recordset_read(argv[1], "requests", "request_no", &requests, &err) == 0 &&
	    recordset_read(argv[2], "events", "event_no", &events, &err) == 0 &&
	    calendar_load(argv[3], &calendar, &err) == 0 &&
	    cases_make(&requests, &events, calendar, year.n, day, &cases, &disputes, &err) == 0)
		print_rows(&cases);
	recordset_release(&cases);
	recordset_release(&disputes);
	recordset_release(&requests);
	recordset_release(&events);
	calendar_free(calendar);
	if (err.kind)
		fprintf(stderr, "case_rows: %s\n", err.msg);
	return err.kind ? 1 : 0;
}
