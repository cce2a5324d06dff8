/*
 * additive: whether the values of a table fit together.
 *
 * The equations that protection rests on must hold in the table:
 * - Counts are not negative.  Counts of distinct persons are not the sum of their parts (one person
 *   may get two kinds of relief), but a whole is never less than any part nor more than all parts
 *   together.  Within a year a cumulative count only grows.
 * - What is counted or added up without regard to persons is exactly the sum of its parts.
 * - What protect.json says that everybody knows (relations, per_head) holds in every row.
 * - The largest contributors come in the order of their size, and none is negative.
 * A table where that fails is refused.
 */
#ifndef PROTECT_ADDITIVE_H
#define PROTECT_ADDITIVE_H

#include "protect/cells/cells.h"
#include "protect/rules/policy.h"

/* ERR_DATA names the dimension and the codes, never a value. */
int additive_check(const struct cells *c, const struct policy *p, struct err *err);
/* Whether wholes of the measure lie between their parts and the sum of them: a sum or a count, not
 * a mean or an extreme.  A table that does not say what it measures is taken to be of sums. */
bool additive_is(const struct measure *m);
/* Whether they are exactly the sum. */
bool additive_is_exact(const struct measure *m);

#endif
