/*
 * local_day: which day it is where the bureau is.
 *
 * Programs work in UTC, whatever the machine's zone is (program.h): so the zone is
 * asked before they begin.
 */
#ifndef RUN_LOCAL_DAY_H
#define RUN_LOCAL_DAY_H

#include <stdbool.h>
#include <stdint.h>

struct local_day {
	int32_t today; /* days since 1970 */
	long offset;   /* seconds east of Greenwich, now */
};

/* Before program_start(). */
void local_day_read(struct local_day *l);
/* The day of a time as the state writes it, 2026-11-30T18:00:00Z; false: it is none. */
bool local_day_of(const struct local_day *l, const char *utc, int32_t *day);

#endif
