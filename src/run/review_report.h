/*
 * review_report: how much was reviewed in a year, for the annual report.
 */
#ifndef RUN_REVIEW_REPORT_H
#define RUN_REVIEW_REPORT_H

#include "run/review.h"

/*
 * Prints the counts of every record that the site has, also of pipelines that
 * are no more, and what of `names` is pending now.  year: "2026".
 */
int review_report(const struct site *site, const char *year, const char *const *names, size_t n,
		  struct err *err);

#endif
