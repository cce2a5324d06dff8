#include "report/figure/cases.h"

#include <stdlib.h>

#include "core/date.h"
#include "core/mem.h"

struct request_row {
	struct str number, applicant;
	int32_t received_on;
};

struct event_row {
	struct str request;
	int64_t seq;
	struct happening what;
};

struct maker {
	const struct calendar *calendar;
	int32_t first, until; /* first day of the year, and the day that it is made for */
	struct request_row *requests;
	struct event_row *events;
	size_t nrequests, nevents;
	struct recordset *cases, *disputes;
	struct err *err;
};

/* Reading ------------------------------------------------------------------- */

/* Where the columns stand; their types are checked once for all rows. */
struct columns_wanted {
	const char *name;
	enum field_type type; /* FIELD_UTF8: any text */
};

static int find_columns(struct recordset *r, const struct columns_wanted *wanted, size_t n, int *at,
			struct err *err)
{
	enum field_type type;
	size_t i;

	for (i = 0; i < n; i++) {
		at[i] = schema_need(&r->schema, wanted[i].name, r->name, err);
		if (at[i] < 0)
			return -1;
		type = r->schema.fields[at[i]].type;
		type = type == FIELD_DICT ? FIELD_UTF8 : type;
		if (type != wanted[i].type)
			return err_set(err, ERR_CONFIG, "records %s: column %s must be %s", r->name,
				       wanted[i].name, field_type_name(wanted[i].type));
	}
	return 0;
}

static struct str text_at(const struct batch *b, int column, int64_t row)
{
	const struct column *c = &b->columns[column];

	return column_is_null(c, row) ? (struct str){ "", 0 } : column_text(c, row);
}

static int by_number(const void *a, const void *b)
{
	return str_cmp(((const struct request_row *)a)->number,
		       ((const struct request_row *)b)->number);
}

static int by_request_and_seq(const void *a, const void *b)
{
	const struct event_row *x = a, *y = b;
	int order = str_cmp(x->request, y->request);

	return order ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

static int null_in(const struct recordset *r, const struct batch *b, int column, int64_t row,
		   struct err *err)
{
	if (!column_is_null(&b->columns[column], row))
		return 0;
	return err_set(err, ERR_DATA, "records %s: row %lld has no %s", r->name, (long long)row + 1,
		       r->schema.fields[column].name);
}

static int read_requests(struct maker *m, struct recordset *r)
{
	static const struct columns_wanted wanted[] = { { "request_no", FIELD_UTF8 },
							{ "applicant", FIELD_UTF8 },
							{ "received_on", FIELD_DATE } };
	const struct batch *b = recordset_batch(r);
	int at[3];
	int64_t i;
	size_t k;

	if (find_columns(r, wanted, 3, at, m->err) < 0)
		return -1;
	m->requests = mem_zalloc((size_t)b->nrows, sizeof(*m->requests));
	for (i = 0; i < b->nrows; i++) {
		for (k = 0; k < 3; k++)
			if (null_in(r, b, at[k], i, m->err) < 0)
				return -1;
		m->requests[m->nrequests++] =
			(struct request_row){ text_at(b, at[0], i), text_at(b, at[1], i),
					      column_date(&b->columns[at[2]], i) };
	}
	if (m->nrequests)
		qsort(m->requests, m->nrequests, sizeof(*m->requests), by_number);
	return 0;
}

static int read_events(struct maker *m, struct recordset *r)
{
	static const struct columns_wanted wanted[] = {
		{ "request_no", FIELD_UTF8 },  { "seq", FIELD_INT64 },	 { "event", FIELD_UTF8 },
		{ "happened_on", FIELD_DATE }, { "result", FIELD_UTF8 }, { "outcome", FIELD_UTF8 },
		{ "days", FIELD_INT64 }
	};
	const struct batch *b = recordset_batch(r);
	int at[7];
	int64_t i;
	size_t k;

	if (find_columns(r, wanted, 7, at, m->err) < 0)
		return -1;
	m->events = mem_zalloc((size_t)b->nrows, sizeof(*m->events));
	for (i = 0; i < b->nrows; i++) {
		const struct column *days = &b->columns[at[6]];

		for (k = 0; k < 4; k++)
			if (null_in(r, b, at[k], i, m->err) < 0)
				return -1;
		m->events[m->nevents++] = (struct event_row){
			.request = text_at(b, at[0], i),
			.seq = column_int64(&b->columns[at[1]], i),
			.what = { .event = text_at(b, at[2], i),
				  .on = column_date(&b->columns[at[3]], i),
				  .result = text_at(b, at[4], i),
				  .outcome = text_at(b, at[5], i),
				  .days = column_is_null(days, i) ? 0 : column_int64(days, i) }
		};
	}
	if (m->nevents)
		qsort(m->events, m->nevents, sizeof(*m->events), by_request_and_seq);
	return 0;
}

/* Writing ------------------------------------------------------------------- */

/* In the order in which put_case() and put_dispute() fill them. */
static const struct {
	const char *name, *label;
	enum field_type type;
} case_fields[] = { { "request_no", "申请编号", FIELD_UTF8 },
		    { "applicant", "申请人类型", FIELD_DICT },
		    { "received_on", "收到日期", FIELD_DATE },
		    { "is_new", "本年新收", FIELD_BOOL },
		    { "carried_in", "上年结转", FIELD_BOOL },
		    { "is_closed", "本年办结", FIELD_BOOL },
		    { "carried_out", "结转下年", FIELD_BOOL },
		    { "result", "办理结果", FIELD_DICT },
		    { "closed_on", "办结日期", FIELD_DATE },
		    { "state", "状态", FIELD_DICT },
		    { "due_on", "答复期限", FIELD_DATE },
		    { "overdue", "逾期未答复", FIELD_BOOL },
		    { "answered_late", "逾期答复", FIELD_BOOL },
		    { "asked_late", "逾期告知补正", FIELD_BOOL },
		    { "extended", "延期", FIELD_BOOL },
		    { "corrections", "补正次数", FIELD_INT64 },
		    { "consulted_days", "征求意见工作日", FIELD_INT64 },
		    { "days_taken", "办理工作日", FIELD_INT64 } },
  dispute_fields[] = { { "request_no", "申请编号", FIELD_UTF8 },
		       { "kind", "救济类型", FIELD_DICT },
		       { "outcome", "结果", FIELD_DICT },
		       { "began_on", "开始日期", FIELD_DATE },
		       { "ended_on", "结束日期", FIELD_DATE } };

enum {
	CASE_FIELDS = sizeof(case_fields) / sizeof(*case_fields),
	DISPUTE_FIELDS = sizeof(dispute_fields) / sizeof(*dispute_fields)
};

/* Both come from the two sources together and bear the state of the one they are of. */
static void make_sets(struct recordset *cases, struct recordset *disputes,
		      const struct recordset *requests)
{
	struct schema s = SCHEMA_INIT, d = SCHEMA_INIT;
	size_t i;

	meta_copy(&s.meta, &requests->schema.meta);
	meta_copy(&d.meta, &requests->schema.meta);
	for (i = 0; i < CASE_FIELDS; i++)
		meta_set(&schema_add(&s, case_fields[i].name, case_fields[i].type)->meta,
			 META_LABEL, case_fields[i].label);
	for (i = 0; i < DISPUTE_FIELDS; i++)
		meta_set(&schema_add(&d, dispute_fields[i].name, dispute_fields[i].type)->meta,
			 META_LABEL, dispute_fields[i].label);
	recordset_make(cases, "cases", "request_no", &s);
	recordset_make(disputes, "disputes", "request_no", &d);
	schema_release(&s);
	schema_release(&d);
}

static void put_text(struct builder *b, struct str s)
{
	builder_text(b, s.p, s.n);
}

static void put_date(struct builder *b, bool has, int32_t day)
{
	if (has)
		builder_date(b, day);
	else
		builder_null(b);
}

static int put_case(struct maker *m, const struct request_row *r, const struct course *c)
{
	struct builder *to = m->cases->rows.columns;
	bool closed = c->state == CASE_ANSWERED, is_new = r->received_on >= m->first;
	bool has_due = course_is_running(c) && c->due_on != DUE_UNKNOWN;
	int taken = 0;

	if (closed && c->closed_on < m->first)
		return 0;
	if (closed && calendar_between(m->calendar, r->received_on, c->closed_on, &taken, m->err))
		return -1;
	put_text(to++, r->number);
	put_text(to++, r->applicant);
	builder_date(to++, r->received_on);
	builder_bool(to++, is_new);
	builder_bool(to++, !is_new);
	builder_bool(to++, closed);
	builder_bool(to++, !closed);
	if (closed)
		put_text(to++, c->result);
	else
		builder_null(to++);
	put_date(to++, closed, c->closed_on);
	put_text(to++, str_of(case_state_name(c->state)));
	put_date(to++, has_due, c->due_on);
	builder_bool(to++, has_due && m->until > c->due_on);
	builder_bool(to++, c->answered_late);
	builder_bool(to++, c->asked_late);
	builder_bool(to++, c->extended);
	builder_int64(to++, c->corrections);
	builder_int64(to++, c->consulted_days);
	if (closed)
		builder_int64(to, taken);
	else
		builder_null(to);
	return 0;
}

static void put_dispute(struct maker *m, const struct request_row *r, const struct dispute *d)
{
	struct builder *to = m->disputes->rows.columns;

	if (d->is_ended && d->ended < m->first)
		return;
	put_text(to++, r->number);
	put_text(to++, str_of(dispute_kind_name(d->kind)));
	put_text(to++, d->is_ended ? d->outcome : STR("pending"));
	builder_date(to++, d->began);
	put_date(to, d->is_ended, d->ended);
}

/* Request by request -------------------------------------------------------- */

static int event_fails(const struct event_row *e, struct err *err)
{
	return err_wrap(err, "request %.*s, event %lld", (int)e->request.n, e->request.p,
			(long long)e->seq);
}

/* All events of one request, those after the day as well: a later one may not be
 * out of order either, but it is not yet part of the course. */
static int follow(struct maker *m, const struct request_row *r, const struct event_row *events,
		  size_t n, struct course *c)
{
	struct course whole = { .state = CASE_NEW };
	size_t i;

	for (i = 0; i < n; i++) {
		if (i && events[i].seq == events[i - 1].seq) {
			err_set(m->err, ERR_DATA, "its number is given twice");
			return event_fails(&events[i], m->err);
		}
		if (course_step(&whole, m->calendar, &events[i].what, m->err) < 0)
			return event_fails(&events[i], m->err);
		if (events[i].what.on <= m->until)
			*c = whole;
	}
	if (whole.state == CASE_NEW)
		return err_set(m->err, ERR_DATA, "request %.*s has no event \"receive\"",
			       (int)r->number.n, r->number.p);
	if (whole.received_on != r->received_on)
		return err_set(m->err, ERR_DATA,
			       "request %.*s: received_on differs from the day of its event "
			       "\"receive\"",
			       (int)r->number.n, r->number.p);
	return 0;
}

static int take_request(struct maker *m, const struct request_row *r,
			const struct event_row *events, size_t n)
{
	struct course c = { .state = CASE_NEW };
	int i;

	if (follow(m, r, events, n, &c) < 0)
		return -1;
	if (c.state == CASE_NEW)
		return 0;
	if (put_case(m, r, &c) < 0)
		return err_wrap(m->err, "request %.*s", (int)r->number.n, r->number.p);
	for (i = 0; i < c.ndisputes; i++)
		put_dispute(m, r, &c.disputes[i]);
	return 0;
}

static int take_all(struct maker *m)
{
	const struct event_row *e = m->events, *end = m->events + m->nevents, *from;
	const struct request_row *r;

	for (r = m->requests; r < m->requests + m->nrequests; r++) {
		if (r > m->requests && str_is(r[-1].number, r->number))
			return err_set(m->err, ERR_DATA, "request %.*s is there twice",
				       (int)r->number.n, r->number.p);
		if (e < end && str_cmp(e->request, r->number) < 0)
			break;
		for (from = e; e < end && str_is(e->request, r->number); e++)
			;
		if (take_request(m, r, from, (size_t)(e - from)) < 0)
			return -1;
	}
	if (e < end) {
		err_set(m->err, ERR_DATA, "there is no such request");
		return event_fails(e, m->err);
	}
	return 0;
}

int cases_make(struct recordset *requests, struct recordset *events,
	       const struct calendar *calendar, int year, int32_t day, struct recordset *cases,
	       struct recordset *disputes, struct err *err)
{
	int32_t end = date_from_civil(year, 12, 31);
	struct maker m = { .calendar = calendar,
			   .first = date_from_civil(year, 1, 1),
			   .until = day < end ? day : end,
			   .cases = cases,
			   .disputes = disputes,
			   .err = err };
	int ret = -1;

	make_sets(cases, disputes, requests);
	if (read_requests(&m, requests) == 0 && read_events(&m, events) == 0)
		ret = take_all(&m);
	free(m.requests);
	free(m.events);
	return ret;
}
