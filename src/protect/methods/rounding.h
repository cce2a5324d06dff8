/*
 * rounding: small counts become 0 or the base, and everything that they are in follows.
 *
 * No cell is left that shows 1 to base - 1, and sums stay sums.  After Ø. Langsrud and
 * J. Heldal, "An Algorithm for Small Count Rounding of Tabular Data" (PSD 2018): only inner
 * cells that a small cell is made of are changed, each to 0 or to the base.  How many become
 * the base is what keeps the uppermost cell of a group nearest to its true value; which ones
 * is decided one by one, by the least sum of squared changes over all cells.  Equals are
 * decided by a digest of their codes, so that they are the same every night, and it is not
 * always the first towns that gain.
 *
 * An inner cell changes by at most base - 1, the uppermost of a group by at most base / 2,
 * any other by at most base - 1 for each inner cell in it that is changed.
 */
#ifndef PROTECT_ROUNDING_H
#define PROTECT_ROUNDING_H

#include "protect/methods/inner_cells.h"

/* rounded: by inner cell, values when called. */
void rounding_run(const struct inner_cells *ic, int base, int64_t *rounded);

#endif
