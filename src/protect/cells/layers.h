/*
 * layers: which tables are tied to the first by equations, and which are only beside it.
 *
 * Tables that publish one quantity (persons, or an amount) obey equations together, so they have
 * one pattern.  A table that shares no published quantity with them, and is tied by no relation
 * of the policy, tells nothing that can be reckoned with; but it is of the same cells: what is
 * sensitive in it is sensitive in the others (a sum of a fixed amount for each head tells
 * the heads).  So its rules count, and its values are left out of the equations.  A measure
 * that does not say what it measures is taken for tied.
 */
#ifndef PROTECT_LAYERS_H
#define PROTECT_LAYERS_H

#include "protect/rules/policy.h"
#include "protect/rules/primary.h"

/* Marks the measures of tables that are only beside the first: is_beside, not published.  Of a
 * bound policy. */
void layers_find(struct cells *c, const struct policy *p);
/* Rows that no tied table has, or that hold nothing but zeros there, have nothing to hide. */
void layers_judge(struct primary *pr, const struct cells *c);

#endif
