/*
 * noise: discrete Laplace or Gaussian noise on every cell of a table, from a budget.
 *
 * What one person can change in the whole table is worked out from what is declared: in
 * how many rows the person of a finest cell is (all levels of all dimensions), in how
 * many finest cells, and how much in one cell.  With several measures each gets an equal
 * share of epsilon or rho.  A row must be there for every combination of codes: which rows
 * a table has must not tell who is in it.
 *
 * The bits come from a secret key and the product's name (dataset, period, policy, input), so that
 * the product drawn again is the same, and each cell's from its own name.
 */
#ifndef PROTECT_NOISE_H
#define PROTECT_NOISE_H

#include "protect/methods/method.h"

/* Works out rows and scale of each count of a bound method. */
int noise_bind(struct method *m, const struct cells *c, struct err *err);
int noise_apply(const struct method *m, const struct cells *c, const struct policy *p,
		const char *digest, struct outcome *o, struct err *err);

#endif
