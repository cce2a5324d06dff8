/*
 * check: whether a filled form holds together: the official rules that are printed on
 * the form, those it implies, those against the year before, against its own text,
 * and against the reports that it sums up.  The rules are data of the form; here is
 * how each kind is judged.
 */
#ifndef REPORT_CHECK_H
#define REPORT_CHECK_H

#include "report/form/filled.h"
#include "report/check/verdict.h"

struct check_with {
	const struct filled *last;  /* the period before, or NULL: R6, R7 and jumps are not judged,
				      * which is a remark, never silence */
	const struct filled *parts; /* the departments that it is the sum of: R11 */
	size_t nparts;
	bool published; /* a report made elsewhere: blanks are findings, not open questions */
};

/* All rules of the form.  A rule that cannot be read is ERR_CONFIG. */
int check_filled(const struct filled *f, const struct check_with *with, struct verdicts *to,
		 struct err *err);

/* For each cell the ids of the rules that would notice when it alone changed, as
 * "R1 R2 R3", "" when none can: to be freed with check_coverage_free(). */
int check_coverage(const struct form *form, const struct check_with *with, char ***rules,
		   struct err *err);
void check_coverage_free(char **rules, const struct form *form);

#endif
