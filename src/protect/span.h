/*
 * span: which inner parts (atoms) each node of an axis is made of.
 *
 * The parts depend on what is measured:
 * - Tree: the codes without codes below them; a code is the sum of those under it.
 * - Of-which: one atom for each code and one for the rest of the base.  The codes
 *   may overlap, so this is not what they are made of; but nothing ties the base and
 *   its codes to one another, and neither does anything tie these sums, so
 *   the same combinations of published cells exist in both.
 * - Periods of flows: a tree.  Of stocks: the ends of periods, each by itself; a
 *   quarter is the same cell as its last month.  Of cumulative values: what each
 *   end adds to the one before; a period is the sum since the start of its year.
 */
#ifndef PROTECT_SPAN_H
#define PROTECT_SPAN_H

#include "protect/axis.h"
#include "protect/cells.h"

struct span {
	int natoms, nnodes;	/* nnodes: with the extra ones */
	int *home;		/* by node: the atom that a row of this node alone brings to
				 * life, or -1 where other rows do */
	int *nodes_start, *nodes;	/* by atom: the nodes that hold it */
	int *atoms_start, *atoms;	/* by node: the atoms that it holds */
};

void span_init(struct span *s, const struct axis *a, enum measure_kind kind);
void span_release(struct span *s);

#endif
