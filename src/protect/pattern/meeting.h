/*
 * meeting: whether removing a row would bring an insider's residual together
 * with that of another's cell.
 *
 * Two residuals that become multiples of one another mean that whoever knows
 * one thing derives the other.  So for an insider with one cell this finds,
 * before a cell is published, exactly whether it would let him derive
 * something.
 */
#ifndef PROTECT_MEETING_H
#define PROTECT_MEETING_H

#include "protect/pattern/residuals.h"

/* As residuals_eliminate(), but nothing changes. */
bool meeting_is_ahead(struct residuals *rs, const struct vector *v, uint32_t pivot);

#endif
