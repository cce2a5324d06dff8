/*
 * cases: the record sets that the yearly report counts information requests by, derived
 * from what happened to each of them (course.h).
 */
#ifndef REPORT_CASES_H
#define REPORT_CASES_H

#include "report/figure/course.h"
#include "report/figure/recordset.h"

/*
 * From `requests` (one row for each: request_no, applicant, received_on) and `events`
 * (request_no, seq, event, happened_on, result, outcome, days), as things stood on `day`,
 * or at the end of the year when that is earlier: later requests and events are left out.
 * The order of rows does not matter.
 *
 * cases, a row for each request that was open in the year, by request_no:
 *	request_no, applicant  text, as given
 *	received_on            date
 *	is_new, carried_in     bool: received in the year, or open from the one before
 *	is_closed, carried_out bool: closed in the year, or open at its end
 *	result                 text: code of config/codes/request-result.csv; NULL while open
 *	closed_on              date; NULL while open
 *	state                  text: case_state_name()
 *	due_on                 date; NULL where the clock stands, where it is closed, or
 *	                       beyond the years of the calendar
 *	overdue                bool: open, its clock running, and past its due day
 *	answered_late          bool
 *	asked_late             bool: sent back for correction after 7 working days
 *	extended               bool
 *	corrections            int64
 *	consulted_days         int64: working days at a third party
 *	days_taken             int64: working days from receipt to its end; NULL while open
 * disputes, a row for each that was pending or ended in the year:
 *	request_no, kind (dispute_kind_name()), outcome (upheld, corrected, other or
 *	pending), began_on, ended_on (NULL while pending)
 *
 * ERR_DATA: a request twice, an event without its request or twice, a request without
 * its event "receive", and an event that course_step() refuses; the message names the
 * request's number and that of the event.  Both sets are to be released either way.
 */
int cases_make(struct recordset *requests, struct recordset *events,
	       const struct calendar *calendar, int year, int32_t day, struct recordset *cases,
	       struct recordset *disputes, struct err *err);

#endif
