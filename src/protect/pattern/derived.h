/*
 * derived: suppressed values that anybody can work out all the same.
 *
 * A row has one pattern for all of its measures, so a value may be suppressed for another's sake
 * (a month's amount for the sum since January) although published values add up to it.
 * To hide it would only pretend; it is shown, and so is an amount of zero.  Nothing follows from it that did not before.
 * Never of a primary row, nor of one whose change must not be seen.
 */
#ifndef PROTECT_DERIVED_H
#define PROTECT_DERIVED_H

#include "protect/nights/protection.h"

/* Fills p->out->is_derived, for the finished pattern. */
int derived_find(struct protection *p, struct err *err);
/* Whether the row shows its measures of this kind although it is suppressed. */
bool derived_shows(const struct suppression *s, const struct cells *c, uint32_t row, int measure);

#endif
