/*
 * Any course of events of some requests: cases_make() takes it or refuses it as data.  Of what is
 * taken, each request is new or carried in, closed or carried out, never both; what one year carries
 * out the next carries in; and the order of the rows says nothing.
 * Runs in the project's root.
 */
#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/csv.h"
#include "core/date.h"
#include "report/figure/cases.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { REQUESTS = 6, EVENTS_MAX = 64, YEAR = 2024 };

static const char *const numbers[REQUESTS] = { "A0", "A1", "A2", "A3", "A4", "A5" };
static const char *const words[16] = { "receive", "answer",  "ask",	   "corrected",
				       "extend",  "consult", "consulted",  "charge",
				       "paid",	  "default", "reconsider", "reconsidered",
				       "sue",	  "sued",    "receive",	   "张三" };
static const char *const outcomes[4] = { "upheld", "corrected", "other", "" };
static const char *const results[4] = { "1", "2", "3.8", "6.3" };

struct step {
	int request, seq, word;
	int32_t on;
	unsigned more;
};

struct story {
	struct step steps[EVENTS_MAX];
	int n;
	bool has[REQUESTS];
	int32_t received[REQUESTS];
};

/* Three bytes: request and word, days after the event before, the rest. */
static void tell(const uint8_t *p, size_t n, struct story *s)
{
	static const int jumps[16] = { 0, 1, 2, 3, 5, 7, 8, 12, 20, 21, 28, 40, 90, 200, 370, -1 };
	int32_t last[REQUESTS];

	for (int r = 0; r < REQUESTS; r++)
		last[r] = date_from_civil(YEAR, 1, 1) - 60 + r * 80;
	for (; n >= 3 && s->n < EVENTS_MAX; p += 3, n -= 3) {
		int r = (p[0] >> 4) % REQUESTS, word = p[0] & 15;

		last[r] += jumps[p[1] & 15];
		s->steps[s->n] = (struct step){ r, s->n, word, last[r], p[2] };
		if (p[1] & 128)
			s->steps[s->n].seq = p[1] & 7;
		if (!s->has[r])
			s->received[r] = last[r];
		s->has[r] = true;
		s->n++;
	}
}

static void put(struct builder *b, const char *text)
{
	if (*text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static void put_requests(struct recordset *to, const struct story *s, bool backwards)
{
	struct schema schema = SCHEMA_INIT;

	schema_add(&schema, "request_no", FIELD_UTF8);
	schema_add(&schema, "applicant", FIELD_DICT);
	schema_add(&schema, "received_on", FIELD_DATE);
	recordset_make(to, "requests", "request_no", &schema);
	schema_release(&schema);
	for (int i = 0; i < REQUESTS; i++) {
		int r = backwards ? REQUESTS - 1 - i : i;
		struct builder *b = to->rows.columns;

		if (!s->has[r])
			continue;
		put(b++, numbers[r]);
		put(b++, r % 2 ? "1" : "2");
		builder_date(b, s->received[r]);
	}
}

static void put_events(struct recordset *to, const struct story *s, bool backwards)
{
	struct schema schema = SCHEMA_INIT;

	schema_add(&schema, "request_no", FIELD_UTF8);
	schema_add(&schema, "seq", FIELD_INT64);
	schema_add(&schema, "event", FIELD_DICT);
	schema_add(&schema, "happened_on", FIELD_DATE);
	schema_add(&schema, "result", FIELD_DICT);
	schema_add(&schema, "outcome", FIELD_DICT);
	schema_add(&schema, "days", FIELD_INT64);
	recordset_make(to, "events", NULL, &schema);
	schema_release(&schema);
	for (int i = 0; i < s->n; i++) {
		const struct step *e = &s->steps[backwards ? s->n - 1 - i : i];
		struct builder *b = to->rows.columns;

		put(b++, numbers[e->request]);
		builder_int64(b++, e->seq);
		put(b++, words[e->word]);
		builder_date(b++, e->on);
		put(b++, e->word == 1 ? results[e->more & 3] : e->word == 9 ? "6.1" : "");
		put(b++, outcomes[(e->more >> 2) & 3]);
		builder_int64(b, e->word == 4 ? e->more % 32 : 0);
	}
}

struct year {
	struct recordset cases, disputes;
	int taken; /* 0 or -1, as cases_make() says */
	struct buf text;
	struct err err;
};

/* A row of a set as text. */
static void print(struct recordset *set, struct buf *to)
{
	const struct batch *b = recordset_batch(set);

	for (int64_t i = 0; i < b->nrows; i++)
		for (size_t k = 0; k < set->schema.nfields; k++) {
			if (!column_is_null(&b->columns[k], i))
				cell_put_text(to, &set->schema.fields[k], &b->columns[k], i);
			buf_putc(to, k + 1 < set->schema.nfields ? '|' : '\n');
		}
}

static void make(const struct calendar *c, const struct story *s, int year, bool backwards,
		 struct year *y)
{
	struct recordset requests, events;

	*y = (struct year){ .text = BUF_INIT, .err = ERR_INIT };
	put_requests(&requests, s, backwards);
	put_events(&events, s, backwards);
	y->taken = cases_make(&requests, &events, c, year, date_from_civil(year, 12, 31), &y->cases,
			      &y->disputes, &y->err);
	if (y->taken == 0) {
		print(&y->cases, &y->text);
		print(&y->disputes, &y->text);
	} else {
		assert(y->err.kind == ERR_DATA && !strstr(y->err.msg, "张三"));
	}
	recordset_release(&requests);
	recordset_release(&events);
}

static void year_release(struct year *y)
{
	recordset_release(&y->cases);
	recordset_release(&y->disputes);
	buf_release(&y->text);
}

static bool is(const struct year *y, const char *column, int64_t row)
{
	return column_bool(&y->cases.rows.batch.columns[schema_find(&y->cases.schema, column)],
			   row);
}

/* The numbers of the requests for which the column is true. */
static void gather(struct year *y, const char *column, struct buf *to)
{
	const struct batch *b = recordset_batch(&y->cases);

	for (int64_t i = 0; i < b->nrows; i++)
		if (is(y, column, i))
			buf_add(to, column_text(&b->columns[0], i).p, 2);
}

/* r1 + r2 = r24 + r25, of each request and so of every column. */
static void check_balance(struct year *y)
{
	const struct batch *b = recordset_batch(&y->cases);

	for (int64_t i = 0; i < b->nrows; i++)
		assert(is(y, "is_new", i) + is(y, "carried_in", i) == 1 &&
		       is(y, "is_closed", i) + is(y, "carried_out", i) == 1);
}

static void check_years(struct year *y, struct year *next)
{
	struct buf out = BUF_INIT, in = BUF_INIT;

	gather(y, "carried_out", &out);
	gather(next, "carried_in", &in);
	assert(strcmp(out.p, in.p) == 0);
	buf_release(&out);
	buf_release(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct calendar *calendar;
	struct story s = { .n = 0 };
	struct year y, turned, next;
	struct err err = ERR_INIT;

	if (!calendar && calendar_load("config/calendar/workdays.csv", &calendar, &err) < 0)
		abort();
	tell(data, size, &s);
	make(calendar, &s, YEAR, false, &y);
	make(calendar, &s, YEAR, true, &turned);
	make(calendar, &s, YEAR + 1, false, &next);
	assert(y.taken == turned.taken && strcmp(y.text.p, turned.text.p) == 0);
	if (y.taken == 0)
		check_balance(&y);
	if (y.taken == 0 && next.taken == 0)
		check_years(&y, &next);
	year_release(&y);
	year_release(&turned);
	year_release(&next);
	return 0;
}
