/*
 * intervals_inner: inner cells that no row shows, where they tie rows together.
 *
 * Of a table A by B by C that only shows A by B, B by C and A by C, nobody sees the inside, but
 * everybody knows that it is not negative and adds up to all three.  The inside becomes variables of
 * the model, with whole numbers that add up to what is true: any will do, for the true ones are
 * known to nobody, not even here.
 *
 * Not done where margins do not go round like that (then their common margins say as much), with
 * of-which dimensions, for sums since January, or where no such numbers are found, as where
 * distinct persons overlap.
 */
#ifndef PROTECT_INTERVALS_INNER_H
#define PROTECT_INTERVALS_INNER_H

#include "protect/intervals/intervals_model.h"

/* Slots and sums of inner cells; before there are variables. */
int inner_add(struct interval_model *m, struct err *err);
/* The sums as equations. */
int inner_put(struct interval_model *m, struct err *err);

#endif
