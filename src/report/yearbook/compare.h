/*
 * compare: tables and charts of the yearbook over several periods: growth, contribution, small
 * multiples.
 *
 * The object "compare" of pipelines/NAME/report.json:
 *
 *	{"heading":"四、…"?,
 *	 "tables":[{"id", "heading"?, "text"?, "title", "label"?, "unit"?, "of", "measure", "scale"?,
 *		    "stored"?, "at"?, "rows":ROWS, "over":OVER, "growth":true?,
 *		    "contribution":true?, "notes"?}, …]?,
 *	 "charts":[{"title", "unit"?, "of", "measure", "scale"?, "stored"?, "at"?, "rows":ROWS,
 *		    "over":OVER}, …]?}
 *
 *	ROWS	as in crosstab.h
 *	OVER	{"dimension":"period", "codes":["{last_year}","{year}"]}, {"dimension":"period",
 *		"months":13 | "quarters":8 | "years":5}: as many, up to the report's own period;
 *		{"dimension":"year","years":8}; {"dimension":"period","same":3}: the report's period
 *		and the same one of the two years before
 *
 * Growth (增长) is that of the last period against the one before it, contribution (贡献) is
 * (now - last) / last of the first row x 100: what the row adds to the growth of the whole, in
 * 百分点.  Both are exact decimals with two places, half away from zero, over the published
 * numbers; where either number is not there, protected, or last is zero, there is none.  Rows that
 * overlap do not add up to the whole, and the table says so.
 */
#ifndef REPORT_COMPARE_H
#define REPORT_COMPARE_H

#include "report/yearbook/crosstab.h"

int compare_make(struct json spec, const struct crosstab_with *with, struct doc *d,
		 struct err *err);

#endif
