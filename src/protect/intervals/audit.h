/*
 * audit: why each cell is suppressed, and the proof that nobody can tell.  Private: it
 * holds what was suppressed.
 *
 * JSON lines, mode 0600.  The first says what was protected how (dataset, digests of
 * table and policy, rules, dimensions, measures, primes); then one for each suppressed row,
 * in an order that does not depend on the table's, with its values (whole numbers: units
 * of the last decimal place) and its `id`; then the certified intervals and their
 * witnesses (intervals.h), which name rows by these ids; the last counts them.
 */
#ifndef PROTECT_AUDIT_H
#define PROTECT_AUDIT_H

#include "protect/intervals/intervals.h"
#include "protect/suppress.h"

/* r: of the last round, or NULL when intervals were not audited. */
int audit_write(const char *path, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct suppression *s,
		const struct interval_result *r, struct err *err);

#endif
