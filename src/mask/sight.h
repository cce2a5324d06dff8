/*
 * sight: what the columns of one table show together of one person's numbers.
 *
 * A mask is judged by what it leaves (core/candidates.h).  What stands in the
 * same row counts with it: the year of birth or a band of age, the sex, the
 * division, which an identity number repeats.
 */
#ifndef MASK_SIGHT_H
#define MASK_SIGHT_H

#include "mask/rules.h"

/* ERR_CONFIG when a masked number has fewer candidates than the register asks for: names
 * the columns, how many are left and how many there must be. */
int sight_check(struct rules *r, struct err *err);

#endif
