/*
 * linear_same: rows that say the same.
 *
 * Of equations with the same terms, up to a factor, one is kept; an inequality with the terms
 * of an equation says nothing; of inequalities that are the same up to a positive factor the
 * tightest is kept.
 */
#ifndef PROTECT_LINEAR_SAME_H
#define PROTECT_LINEAR_SAME_H

#include "protect/intervals/linear_compact.h"

/* Before the rows of each variable are listed. */
void same_rows_drop(struct compact *c);

#endif
