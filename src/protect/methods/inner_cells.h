/*
 * inner_cells: the cells that everything else in the tables is a sum of, for one quantity,
 * and every cell as a list of them.
 *
 * In one table they are the rows that no other rows add up to.  A dimension of one of-which
 * code has two parts: the code, and the rest of the base, which no row shows and every
 * reader can work out.  Tables that are protected together have different inner cells; they
 * are laid over each other: where both split the same persons, one by kind of relief and one by
 * sex, the parts of one are filled up from the parts of the other in order.  That is one of the
 * ways in which the persons may stand in both, and all tables are sums of it.
 *
 * Nothing is a sum where counts do not add up: ERR_DATA names the dimension.
 */
#ifndef PROTECT_INNER_CELLS_H
#define PROTECT_INNER_CELLS_H

#include "protect/cells/cells.h"

struct inner_cells {
	int naxes;
	uint32_t ninner, ncells;
	int64_t *values;  /* of inner cells; more than 0 */
	uint64_t *ties;	  /* by inner cell: what decides between equals, from its codes */
	uint32_t *groups; /* by inner cell: its uppermost cell; cells of two groups share nothing */
	uint32_t ngroups;
	int64_t *totals; /* of cells */
	uint32_t *rows;	 /* of cells: the joint row, or CELLS_NO_ROW: a rest */
	size_t *starts;	 /* by inner cell, and one more: where its cells begin in `members` */
	uint32_t *members;
	/* Private: */
	int *cell_nodes;
	struct keymap index;
	size_t ncells_room, nmembers, nmembers_room;
};

/* measures: of one quantity and kind, at most one for each table. */
int inner_cells_find(struct inner_cells *ic, const struct cells *c, const int *measures,
		     int nmeasures, struct err *err);
void inner_cells_release(struct inner_cells *ic);

#endif
