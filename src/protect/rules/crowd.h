/*
 * crowd: how many persons, or households, stand behind a value, as far as the counts of
 * protect.json tell.
 *
 * A row has counts of other kinds than its values: one person in December stands behind December's
 * money, but not alone behind what was paid since January.  Counts of one quantity (persons,
 * whatever their kind) are taken together: one of the value's own kind says it exactly; else those
 * of shorter periods within say how many there are at least.
 */
#ifndef PROTECT_CROWD_H
#define PROTECT_CROWD_H

#include "protect/rules/policy.h"

/* Whether count k of the policy is the first of its quantity. */
bool crowd_is_first(const struct policy *p, const struct cells *c, int k);
/* Of the quantity of count k, behind the measure's value in a row or shadow of these nodes;
 * PRIMARY_UNKNOWN when no count tells. */
int64_t crowd_behind(const struct policy *p, const struct cells *c, int k, int measure,
		     const int *nodes);
/* Of the same quantity, the fewest that a count of flows or stocks has in the period itself. */
int64_t crowd_in_period(const struct policy *p, const struct cells *c, int k, const int *nodes);

#endif
