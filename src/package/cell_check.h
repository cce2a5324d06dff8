/*
 * cell_check: what a cell must be to be published, whatever the format.
 *
 * Text has no control characters but TAB, CR and LF; rates are finite; and a
 * measure is empty exactly when its status says why (c, x, z).  A value beside
 * the status c is what this project exists to prevent: it stops the release.
 */
#ifndef PACKAGE_CELL_CHECK_H
#define PACKAGE_CELL_CHECK_H

#include "package/release.h"

struct cell_check;
struct cell_check *cell_check_new(const struct release *r);
void cell_check_free(struct cell_check *c);
/* first: the number of the batch's first row, counted from 1, for messages. */
int cell_check_batch(struct cell_check *c, const struct batch *batch, int64_t first,
		     struct err *err);

#endif
