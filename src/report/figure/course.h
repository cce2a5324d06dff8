/*
 * course: what happened to one information request: a state machine over its events,
 * with the legal clock of 政府信息公开条例 (2019), articles 29 to 38 and 42.
 *
 * A request is received; may be sent back for correction (article 30: told within 7
 * working days, and the clock begins anew with the correction); extended once (33: up to
 * 20 more); put to a third party (32, 33: its days do not count); charged (42 and
 * 国办函〔2020〕109号: the clock begins anew with the payment); and is answered within 20 working
 * days with one of 21 results, or closed for the applicant's default (6.1, 6.2).  Beside
 * it runs at most one reconsideration and one suit, in that order.  Any other order of
 * events is ERR_DATA.  Days are working days by the calendar; the day of an event is not
 * counted.  Texts are views that the caller keeps alive.
 */
#ifndef REPORT_COURSE_H
#define REPORT_COURSE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/calendar.h"

enum case_state {
	CASE_NEW,
	CASE_RECEIVED,
	CASE_CORRECTING,   /* 待补正: the clock stands */
	CASE_CONSULTING,   /* 征求第三方意见: the clock stands */
	CASE_AWAITING_FEE, /* 待缴费: the clock stands */
	CASE_ANSWERED,
	CASE_STATES
};

/* A code of config/codes/request-event.csv. */
struct happening {
	struct str event, result, outcome; /* result and outcome may be empty */
	int32_t on;
	int64_t days; /* of an extension; 0: none said */
};

enum dispute_kind { RECONSIDERATION, SUIT, SUIT_AFTER, DISPUTE_KINDS };

struct dispute {
	enum dispute_kind kind;
	int32_t began, ended; /* ended: only when it is */
	bool is_ended;
	struct str outcome;
};

enum { DUE_UNKNOWN = INT32_MAX }; /* beyond the years that the calendar knows */

struct course {
	enum case_state state;
	int32_t last_on; /* day of the last event */
	int32_t received_on, clock_from, stopped_on, due_on, closed_on;
	int clock_days, corrections, consulted_days;
	bool extended, asked_late, answered_late;
	struct str result; /* of a closed one */
	struct dispute disputes[2];
	int ndisputes;
};

/* Zeroed is a course before its first event. */
int course_step(struct course *c, const struct calendar *calendar, const struct happening *h,
		struct err *err);
/* Whether the machine takes that event in that state, disputes apart. */
bool course_may(enum case_state state, const char *event);
/* Whether the clock runs: neither closed nor waiting for somebody else. */
bool course_is_running(const struct course *c);
const char *case_state_name(enum case_state state);
const char *dispute_kind_name(enum dispute_kind kind);
/* Result codes of an answer, ended by NULL: "1", "2", "3.1", ... */
extern const char *const case_results[];

#endif
