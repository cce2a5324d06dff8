/*
 * audit: why each cell is suppressed.  Private: it holds what was suppressed.
 *
 * JSON lines, mode 0600.  The first says what was protected how (dataset, digests of
 * table and policy, rules, primes); then one for each suppressed row, in an order
 * that does not depend on the table's; the last counts them.
 */
#ifndef PROTECT_AUDIT_H
#define PROTECT_AUDIT_H

#include "protect/suppress.h"

int audit_write(const char *path, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct suppression *s, struct err *err);

#endif
