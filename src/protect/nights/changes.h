/*
 * changes: what a reader sees of the rest of a whole when some of its parts are held.
 *
 * Where a total and some of its parts are shown anew, the difference of their changes is the
 * change of all other parts together.  When that tells of few, one more part is held, or
 * the total.
 */
#ifndef PROTECT_CHANGES_H
#define PROTECT_CHANGES_H

#include "protect/nights/protection.h"

/* Holds rows until no such difference is small; how many. */
uint32_t changes_hold(struct protection *p);

#endif
