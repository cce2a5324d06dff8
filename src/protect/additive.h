/*
 * additive: whether the counts of a table fit together.
 *
 * The equations that protection rests on must hold in the table.  Counts of
 * distinct persons are not the sum of their parts (one person may get two
 * kinds of relief), but a whole is never less than any part nor more than
 * all parts together.  A table where that fails is refused.
 */
#ifndef PROTECT_ADDITIVE_H
#define PROTECT_ADDITIVE_H

#include "protect/cells.h"
#include "protect/policy.h"

/* ERR_DATA names the dimension and the codes, never a value. */
int additive_check(const struct cells *c, const struct policy *p, struct err *err);

#endif
