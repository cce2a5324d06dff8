#include "report/figure/course.h"

#include "core/date.h"

enum { ANSWER_DAYS = 20, EXTENSION_MAX = 20, ASK_DAYS = 7 };

const char *const case_results[] = { "1",   "2",   "3.1", "3.2", "3.3", "3.4", "3.5", "3.6",
				     "3.7", "3.8", "4.1", "4.2", "4.3", "5.1", "5.2", "5.3",
				     "5.4", "5.5", "6.1", "6.2", "6.3", NULL };

static const char *const state_names[CASE_STATES] = { "new",	    "received",	    "correcting",
						      "consulting", "awaiting-fee", "answered" };

const char *case_state_name(enum case_state state)
{
	return state_names[state];
}

const char *dispute_kind_name(enum dispute_kind kind)
{
	static const char *const names[DISPUTE_KINDS] = { "reconsideration", "suit", "suit-after" };

	return names[kind];
}

bool course_is_running(const struct course *c)
{
	return c->state == CASE_RECEIVED;
}

/* The clock ----------------------------------------------------------------- */

/* A day that the calendar does not know yet is far enough away to be no matter; one
 * that it does not know any more is an error. */
static int set_due(struct course *c, const struct calendar *calendar, struct err *err)
{
	int first, last;

	calendar_years(calendar, &first, &last);
	if (calendar_add(calendar, c->clock_from, c->clock_days, &c->due_on, err) == 0)
		return 0;
	c->due_on = DUE_UNKNOWN;
	return c->clock_from < date_from_civil(first, 1, 1) ? -1 : 0;
}

static int restart(struct course *c, const struct calendar *calendar, int32_t on, struct err *err)
{
	c->clock_from = on;
	c->clock_days = ANSWER_DAYS;
	return set_due(c, calendar, err);
}

/* What each event does ------------------------------------------------------ */

static int on_receive(struct course *c, const struct calendar *calendar, const struct happening *h,
		      struct err *err)
{
	c->received_on = h->on;
	return restart(c, calendar, h->on, err);
}

static int on_ask(struct course *c, const struct calendar *calendar, const struct happening *h,
		  struct err *err)
{
	int taken;

	if (calendar_between(calendar, c->clock_from, h->on, &taken, err) < 0)
		return -1;
	c->asked_late = c->asked_late || taken > ASK_DAYS;
	return 0;
}

static int on_corrected(struct course *c, const struct calendar *calendar,
			const struct happening *h, struct err *err)
{
	c->corrections++;
	return restart(c, calendar, h->on, err);
}

/* One that is told after the time has run out does not lengthen it. */
static int on_extend(struct course *c, const struct calendar *calendar, const struct happening *h,
		     struct err *err)
{
	if (c->extended)
		return err_set(err, ERR_DATA, "it is extended a second time");
	if (h->days < 1 || h->days > EXTENSION_MAX)
		return err_set(err, ERR_DATA, "an extension is of 1 to %d working days, not %lld",
			       EXTENSION_MAX, (long long)h->days);
	c->extended = true;
	if (h->on > c->due_on)
		return 0;
	c->clock_days += (int)h->days;
	return set_due(c, calendar, err);
}

static int on_stop(struct course *c, const struct calendar *calendar, const struct happening *h,
		   struct err *err)
{
	(void)calendar;
	(void)err;
	c->stopped_on = h->on;
	return 0;
}

static int on_consulted(struct course *c, const struct calendar *calendar,
			const struct happening *h, struct err *err)
{
	int stood;

	if (calendar_between(calendar, c->stopped_on, h->on, &stood, err) < 0)
		return -1;
	c->consulted_days += stood;
	if (c->stopped_on > c->due_on)
		return 0;
	c->clock_days += stood;
	return set_due(c, calendar, err);
}

static int on_paid(struct course *c, const struct calendar *calendar, const struct happening *h,
		   struct err *err)
{
	return restart(c, calendar, h->on, err);
}

static bool is_result(struct str code)
{
	for (const char *const *r = case_results; *r; r++)
		if (str_is(code, str_of(*r)))
			return true;
	return false;
}

static int close_with(struct course *c, const struct happening *h, struct str result)
{
	c->result = result;
	c->closed_on = h->on;
	return 0;
}

static int on_answer(struct course *c, const struct calendar *calendar, const struct happening *h,
		     struct err *err)
{
	(void)calendar;
	if (!is_result(h->result))
		return err_set(err, ERR_DATA, "its result is none of the 21 of the form");
	if (str_is(h->result, STR("6.1")) || str_is(h->result, STR("6.2")))
		return err_set(err, ERR_DATA, "result %.*s is for the event \"default\"",
			       (int)h->result.n, h->result.p);
	if (str_is(h->result, STR("4.3")) && c->corrections == 0)
		return err_set(err, ERR_DATA, "result 4.3 without a correction before it");
	c->answered_late = h->on > c->due_on;
	return close_with(c, h, h->result);
}

static int on_default(struct course *c, const struct calendar *calendar, const struct happening *h,
		      struct err *err)
{
	struct str result = c->state == CASE_CORRECTING ? STR("6.1") : STR("6.2");

	(void)calendar;
	if (h->result.n && !str_is(h->result, result))
		return err_set(err, ERR_DATA, "a default in state %s has the result %s",
			       case_state_name(c->state), result.p);
	return close_with(c, h, result);
}

/* The machine --------------------------------------------------------------- */

#define IN(state) (1u << (state))

static const struct transition {
	const char *event;
	unsigned from;	    /* bits of the states that it may happen in */
	enum case_state to; /* CASE_STATES: it stays */
	int (*act)(struct course *c, const struct calendar *calendar, const struct happening *h,
		   struct err *err);
} transitions[] = {
	{ "receive", IN(CASE_NEW), CASE_RECEIVED, on_receive },
	{ "ask", IN(CASE_RECEIVED), CASE_CORRECTING, on_ask },
	{ "corrected", IN(CASE_CORRECTING), CASE_RECEIVED, on_corrected },
	{ "extend", IN(CASE_RECEIVED) | IN(CASE_CONSULTING), CASE_STATES, on_extend },
	{ "consult", IN(CASE_RECEIVED), CASE_CONSULTING, on_stop },
	{ "consulted", IN(CASE_CONSULTING), CASE_RECEIVED, on_consulted },
	{ "charge", IN(CASE_RECEIVED), CASE_AWAITING_FEE, on_stop },
	{ "paid", IN(CASE_AWAITING_FEE), CASE_RECEIVED, on_paid },
	{ "answer", IN(CASE_RECEIVED), CASE_ANSWERED, on_answer },
	{ "default", IN(CASE_CORRECTING) | IN(CASE_AWAITING_FEE), CASE_ANSWERED, on_default },
};

static const struct transition *find_transition(struct str event)
{
	for (size_t i = 0; i < sizeof(transitions) / sizeof(*transitions); i++)
		if (str_is(event, str_of(transitions[i].event)))
			return &transitions[i];
	return NULL;
}

bool course_may(enum case_state state, const char *event)
{
	const struct transition *t = find_transition(str_of(event));

	return t && t->from & IN(state);
}

/* Disputes ------------------------------------------------------------------ */

/* The one that is under way, or NULL. */
static struct dispute *pending(struct course *c)
{
	struct dispute *last = c->ndisputes ? &c->disputes[c->ndisputes - 1] : NULL;

	return last && !last->is_ended ? last : NULL;
}

static bool had_suit(const struct course *c)
{
	return c->ndisputes && c->disputes[c->ndisputes - 1].kind != RECONSIDERATION;
}

static int begin_dispute(struct course *c, const struct happening *h, bool suit, struct err *err)
{
	enum dispute_kind kind = !suit ? RECONSIDERATION : c->ndisputes ? SUIT_AFTER : SUIT;

	if (pending(c) || had_suit(c) || (!suit && c->ndisputes))
		return err_set(err, ERR_DATA, "\"%.*s\" does not follow its disputes so far",
			       (int)h->event.n, h->event.p);
	c->disputes[c->ndisputes++] =
		(struct dispute){ .kind = kind, .began = h->on, .outcome = { "", 0 } };
	return 0;
}

static int end_dispute(struct course *c, const struct happening *h, bool suit, struct err *err)
{
	struct dispute *d = pending(c);

	if (!d || (d->kind != RECONSIDERATION) != suit)
		return err_set(err, ERR_DATA, "\"%.*s\" does not follow its disputes so far",
			       (int)h->event.n, h->event.p);
	if (!str_is(h->outcome, STR("upheld")) && !str_is(h->outcome, STR("corrected")) &&
	    !str_is(h->outcome, STR("other")))
		return err_set(err, ERR_DATA, "its outcome is not upheld, corrected or other");
	d->is_ended = true;
	d->ended = h->on;
	d->outcome = h->outcome;
	return 0;
}

static bool is_of_dispute(struct str event)
{
	return str_is(event, STR("reconsider")) || str_is(event, STR("reconsidered")) ||
	       str_is(event, STR("sue")) || str_is(event, STR("sued"));
}

/* 0 or -1 as the others; 1: it is no event of a dispute, or of none that can have begun. */
static int dispute_step(struct course *c, const struct happening *h, struct err *err)
{
	if (c->state == CASE_NEW)
		return 1;
	if (str_is(h->event, STR("reconsider")))
		return begin_dispute(c, h, false, err);
	if (str_is(h->event, STR("reconsidered")))
		return end_dispute(c, h, false, err);
	if (str_is(h->event, STR("sue")))
		return begin_dispute(c, h, true, err);
	if (str_is(h->event, STR("sued")))
		return end_dispute(c, h, true, err);
	return 1;
}

int course_step(struct course *c, const struct calendar *calendar, const struct happening *h,
		struct err *err)
{
	const struct transition *t;
	int ret;

	if (c->state != CASE_NEW && h->on < c->last_on)
		return err_set(err, ERR_DATA, "it happened before the event before it");
	c->last_on = h->on;
	ret = dispute_step(c, h, err);
	if (ret <= 0)
		return ret;
	t = find_transition(h->event);
	if (!t && !is_of_dispute(h->event))
		return err_set(err, ERR_DATA, "its event is none that a request can have");
	if (!t || !(t->from & IN(c->state)))
		return err_set(err, ERR_DATA, "\"%.*s\" may not happen in state %s",
			       (int)h->event.n, h->event.p, case_state_name(c->state));
	if (t->act(c, calendar, h, err) < 0)
		return -1;
	if (t->to != CASE_STATES)
		c->state = t->to;
	return 0;
}
