/*
 * budget: the private ledger of what noise has cost: JSON lines, one for each product.
 *
 * Each product of one budget tells a little more of the same persons, so what they tell
 * together has an end: the budget's total.  It is fixed by the first product that
 * names it.  A product is spent before anything of it is written, once: drawn again it
 * is the same noise and costs nothing.  The file is written anew as a whole, under a
 * lock, so that no crash leaves half a line.
 */
#ifndef PROTECT_BUDGET_H
#define PROTECT_BUDGET_H

#include "core/err.h"
#include "protect/methods/ratio.h"

struct budget_spend {
	const char *budget;
	const char *unit;	      /* "epsilon" or "rho": what it is counted in */
	const char *product;	      /* a digest */
	const char *dataset, *period; /* for who reads the ledger; may be "" */
	const struct ratio *total, *cost;
};

/* ERR_GATE when less than the cost is left; ERR_CONFIG when the budget was begun with another
 * total or unit, ERR_DATA when the ledger cannot be read. */
int budget_spend(const char *file, const struct budget_spend *s, struct err *err);

#endif
