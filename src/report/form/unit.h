/*
 * unit: the units that the statistical forms count in, and exact conversion between them.
 *
 * A unit is a base (元 人 户 个 张 件 对 具 人次) with 十 百 千 万 十万 百万 千万 亿 before it
 * or nothing: 万元, 亿元, 万人, 万人次.  A rate is an amount by person and time: 元/人·月, 元/人·年,
 * 万元/人·年; a year has twelve months.  What is published in one unit and wanted in another is
 * one number: no digit is made up and none is lost.
 */
#ifndef REPORT_UNIT_H
#define REPORT_UNIT_H

#include "core/err.h"

/*
 * v (times 10^scale) of `from` in `to`, at as many places as needed: the scale grows by the
 * power of ten between the two, or shrinks as far as 0.  Units that do not convert are
 * ERR_CONFIG; a number that leaves 38 digits, or a yearly amount that twelve months do not
 * divide exactly, is ERR_DATA.
 */
int unit_convert(__int128 v, int scale, const char *from, const char *to, __int128 *out,
		 int *out_scale, struct err *err);

#endif
