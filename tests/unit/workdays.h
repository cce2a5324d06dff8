/*
 * workdays: the project's own calendar, for tests; they run in its root or with TOP set.
 */
#ifndef TEST_WORKDAYS_H
#define TEST_WORKDAYS_H

#include "core/calendar.h"
#include "core/date.h"
#include "scratch.h"

static inline struct calendar *load_workdays(void)
{
	struct err err = ERR_INIT;
	struct calendar *c;
	const char *top = getenv("TOP");
	char *path = file_join(top ? top : ".", "config/calendar/workdays.csv");

	if (calendar_load(path, &c, &err) < 0)
		fail_msg("%s", err.msg);
	free(path);
	return c;
}

static inline int32_t day_of(const char *text)
{
	int32_t d;

	assert_true(date_parse(str_of(text), "YYYY-MM-DD", &d));
	return d;
}

#endif
