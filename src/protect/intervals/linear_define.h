/*
 * linear_define: which variable is the sum of which others.
 */
#ifndef PROTECT_LINEAR_DEFINE_H
#define PROTECT_LINEAR_DEFINE_H

#include "protect/intervals/linear_reduce.h"

/* definers: by variable, the equation that gives it, or REDUCED_NONE; no variable is in the end
 * given by itself.  Returns how many there are; order: these, parts before their sums. */
uint32_t linear_define(const struct reduced *r, uint32_t *definers, uint32_t *order);

#endif
