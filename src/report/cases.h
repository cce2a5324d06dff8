/*
 * cases: information requests as what happened to them: a state machine over events,
 * with the legal clocks of 政府信息公开条例 (2019), articles 29 to 38 and 42.
 *
 * A request is received, may be sent back for correction (7 working days; the clock
 * begins anew with the correction), extended once (up to 20), put to a third party (its
 * days do not count), charged, and is answered with one of 21 results, or closed for the
 * applicant's default (6.1, 6.2); disputes follow.  Any other order of events is ERR_DATA and
 * names the request's key, the event's number and both states.  Days are working days
 * by the calendar; the day of receipt is not counted.
 */
#ifndef REPORT_CASES_H
#define REPORT_CASES_H

#include "core/calendar.h"
#include "report/recordset.h"

enum case_state {
	CASE_NEW,
	CASE_RECEIVED,
	CASE_CORRECTING,   /* 待补正: the clock stands */
	CASE_CONSULTING,   /* 征求第三方意见: the clock stands */
	CASE_AWAITING_FEE, /* 待缴费: the clock stands */
	CASE_ANSWERED,
	CASE_STATES
};

/* Whether an event of that code may happen in that state; the table of the machine,
 * public so that a test can walk all of it. */
bool case_may(enum case_state state, const char *event);

/*
 * Derives two record sets from `requests` (one row per request: request_no, applicant
 * code, received_on, channel) and `events` (request_no, seq, event code, happened_on,
 * result code, days), as they stood at the end of `year`; events after it are left out.
 *
 * cases, one row per request that was open in the year:
 *	request_no utf8 · applicant dict · received_on date · is_new bool (this year) ·
 *	carried_in bool · result dict (code of config/codes/request-result.csv; NULL: open) ·
 *	edition result rows follow from the code · closed_on date · is_closed bool (this year) ·
 *	carried_out bool · state dict · due_on date · answered_late bool · overdue bool (open and
 *	past due at `day`) · days_taken int64 · extended bool · corrections int64 · consulted_days int64
 * disputes, one row per reconsideration or suit that was open or ended in the year:
 *	request_no · kind dict (reconsideration | suit | suit-after) · outcome dict
 *	(upheld | corrected | other | pending) · began_on · ended_on
 */
int cases_make(const struct recordset *requests, const struct recordset *events,
	       const struct calendar *calendar, int year, int32_t day, struct recordset *cases,
	       struct recordset *disputes, struct err *err);

#endif
