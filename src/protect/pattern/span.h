/*
 * span: which inner parts (atoms) each node of an axis is made of.
 *
 * The parts depend on what is measured:
 * - Tree: the codes without codes below them; a code is the sum of those under it.
 * - Of-which: one atom for each code and one for the rest of the base.  The codes
 *   may overlap, so this is not what they are made of; but nothing ties the base and
 *   its codes to one another, and neither does anything tie these sums, so
 *   the same combinations of published cells exist in both.
 * - Periods of stocks: the ends of periods, each by itself; a quarter is the same
 *   cell as its last month.
 * - Periods of what moves: what each end adds to the one before.  A flow is the sum
 *   of what its period adds, a cumulative value that of its year so far.  Both stand
 *   in one system, for who publishes both publishes their differences.
 */
#ifndef PROTECT_SPAN_H
#define PROTECT_SPAN_H

#include "protect/cells/axis.h"
#include "protect/cells/cells.h"

enum system_kind {
	SYSTEM_MOVING, /* flows and cumulative values; all measures where no periods are */
	SYSTEM_STOCK
};

struct span {
	int natoms, nnodes; /* nnodes: with the extra ones */
	int *home;	    /* by node: the atom that it is made of, or -1 when there are more */
	int *nodes_start, *nodes; /* by atom: the nodes that hold it */
	int *atoms_start, *atoms; /* by node: the atoms that it holds */
};

void span_init(struct span *s, const struct axis *a, enum system_kind kind);
void span_release(struct span *s);

#endif
