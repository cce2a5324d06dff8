/*
 * date: days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to
 * 9999, and the periods of official statistics.
 */
#ifndef CORE_DATE_H
#define CORE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

int32_t date_from_civil(int year, int month, int day);
void date_to_civil(int32_t days, int *year, int *month, int *day);
bool date_is_valid(int year, int month, int day);
/*
 * format: "YYYY-MM-DD", "YYYYMMDD", "YYYY/M/D", "YYYY年M月D日", or any of these
 * with " hh:mm:ss" after it when the format ends in " time" (the time is
 * dropped).  False when s is not a date in that format.
 */
bool date_parse(struct str s, const char *format, int32_t *days);
bool date_format_is_known(const char *format);
/* YYYY-MM-DD into 11 bytes. */
void date_format(int32_t days, char out[11]);

enum period_level { PERIOD_YEAR, PERIOD_QUARTER, PERIOD_MONTH };

/* n counts periods of the level: year, year * 4 + quarter - 1, year * 12 + month - 1. */
struct period {
	enum period_level level;
	int32_t n;
};

/* "2026", "2026Q3" or "2026-Q3", "2026-10" or "202610". */
bool period_parse(struct str s, struct period *p);
/* "2026", "2026-Q3", "2026-10": SDMX time periods; 9 bytes with NUL. */
void period_format(struct period p, char out[9]);
/* 2026年, 2026年三季度, 2026年10月 */
void period_label(struct period p, struct buf *b);
struct period period_of_date(int32_t days, enum period_level level);
/* The period of a coarser level around p. */
struct period period_up(struct period p, enum period_level level);
/* First and last day. */
int32_t period_first_day(struct period p);
int32_t period_last_day(struct period p);
/* First and last period of a finer level within p. */
struct period period_first(struct period p, enum period_level level);
struct period period_last(struct period p, enum period_level level);
/* "2025-01/2026-10" or "2026-10" (from = to), both months; else ERR_USAGE. */
int period_range_parse(const char *text, struct period *from, struct period *to, struct err *err);

#endif
