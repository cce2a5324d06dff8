/*
 * calendar: working days (工作日) by the holidays and make-up workdays that the State
 * Council announces each year.
 *
 * The file is config/calendar/workdays.csv with the header
 *	date,kind,name,paper
 * kind is off or work; paper names the announcement.  A day that it does not list is a
 * workday from Monday to Friday.  The lists of a year may hold days of the year before,
 * so the calendar knows the years from the first to the last whose National Day it
 * lists and refuses (ERR_DATA) a question that leads beyond them.  Dates ascend; a file
 * that cannot be read so is ERR_CONFIG.  Source of the rule: the announcements on
 * holiday arrangements (国务院办公厅关于部分节假日安排的通知) of each year.
 */
#ifndef CORE_CALENDAR_H
#define CORE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

struct calendar;

int calendar_load(const char *path, struct calendar **c, struct err *err);
void calendar_free(struct calendar *c);

/* The years that it knows. */
void calendar_years(const struct calendar *c, int *first, int *last);
int calendar_is_workday(const struct calendar *c, int32_t day, bool *is, struct err *err);
/* The n-th workday after `day`, which itself is not counted (民法典第二百零一条); n >= 0,
 * 0 is the first workday at or after it. */
int calendar_add(const struct calendar *c, int32_t day, int n, int32_t *result, struct err *err);
/* Workdays after `from` up to and with `to`; negative when to is before from. */
int calendar_between(const struct calendar *c, int32_t from, int32_t to, int *n, struct err *err);

#endif
