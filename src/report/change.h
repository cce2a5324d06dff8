/*
 * change: the comparison columns of the statistical forms, in exact decimals.
 *
 * 环比 = (now / last - 1) x 100, two places, half away from zero, as the ministry prints it
 * (verified on 25 published rows).  No change is given where the definition of the row
 * changed between the two editions, where last is zero or missing, or now is missing: the
 * reason is kept.  A cumulative row in January is compared with the whole year before, as the
 * ministry does, and marked.  Rounded parts are never adjusted to fit their sum.
 */
#ifndef REPORT_CHANGE_H
#define REPORT_CHANGE_H

#include "report/filled.h"
#include "report/verdict.h"

/* (now/last - 1) * 100 with two places into *percent (times 100); false when last is zero or the
 * numbers leave 38 digits. Scales may differ. */
bool change_percent(__int128 now, int now_scale, __int128 last, int last_scale, __int128 *percent);

/* Exact conversion between 元 万元 亿元, 人 万人, 张 万张, 户 万户, 元/人·月 元/人·年, ...:
 * the value in `to` at as many places as needed (scale grows); unknown pair is ERR_CONFIG. */
int unit_convert(__int128 v, int scale, const char *from, const char *to, __int128 *out,
		 int *out_scale, struct err *err);

/* Fills the columns that the form computes (上期 from `last`, 环比), sets remarks. `last` is the
 * approved form of the period before, of any edition (rows are found by code, or by the edition's
 * `was` code), or NULL. */
int change_fill(struct filled *f, const struct filled *last, struct verdicts *to, struct err *err);

#endif
