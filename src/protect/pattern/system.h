/*
 * system: the equations of a table, as columns of 0 and 1 over inner cells.
 *
 * Columns are the rows of the table, then the shadows of primary.h.  A system of what
 * moves (span.h) has a second column for each row after that when cumulative
 * measures are published: the row's flow is one cell, its sum since January another.
 *
 * An inner cell that is known to be zero (its row is zero, or was left out, or is not
 * available) is not there at all: taking more for known than a reader knows is
 * the safe side.  So a column may be empty: its cell is known to be zero.
 *
 * Counts of distinct persons do not add up, but they are treated as if they did: an
 * equation too many can only protect more.
 */
#ifndef PROTECT_SYSTEM_H
#define PROTECT_SYSTEM_H

#include "protect/cells/cells.h"
#include "protect/rules/primary.h"
#include "protect/pattern/span.h"
#include "protect/pattern/sparse.h"

struct system_of {
	enum system_kind kind;
	uint32_t ncells, first_sum; /* first_sum: the column of row 0 since January, or
					 * ncells when there are none */
	struct sparse matrix;
	uint32_t *leader; /* the first of the cells with the same column: they
				 * have one value, so they get one status */
	uint32_t *inner;  /* by row: the inner cell that it is, or SYSTEM_NO_INNER */
};

enum { SYSTEM_NO_INNER = 0xffffffffu };

int system_build(struct system_of *s, const struct cells *c, const struct primary *pr,
		 enum system_kind kind, struct err *err);
/* The same, with inner cells also for rows that are zero tonight and were not on an
 * earlier night (was_alive, by row; NULL: none). */
int system_build_nights(struct system_of *s, const struct cells *c, const struct primary *pr,
			enum system_kind kind, const bool *was_alive, struct err *err);
void system_release(struct system_of *s);
/* The cells in an order that does not depend on how rows arrived; i < ncells. */
uint32_t system_in_order(const struct system_of *s, const struct cells *c, uint32_t i);

#endif
