/*
 * descent: what a row of a form was called in an earlier edition, and whether it means the same.
 *
 * The statistical forms change their codes and what a row counts from year to year.  A row of
 * an edition says by `was` what its code was in the edition before (without it: the same), and
 * by `changed` what it no longer or newly counts.  Read from the form's own file.
 */
#ifndef REPORT_DESCENT_H
#define REPORT_DESCENT_H

#include "report/form/form.h"

struct descent {
	struct json editions[32]; /* from the newer one down to the one after the older one */
	int n;
};

/* Two forms of one file; `older` is of the same or of an earlier edition, else ERR_DATA.
 * Views live as long as the document of `newer`. */
int descent_open(struct descent *d, const struct form *newer, const struct form *older,
		 struct err *err);
/* The row's code in the older edition. */
const char *descent_code(const struct descent *d, const char *table, const char *row);
/* What changed on the way, or NULL; the newest change when there were more. */
const char *descent_changed(const struct descent *d, const char *table, const char *row);

#endif
