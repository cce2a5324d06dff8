/*
 * info_loss: what a node of the lattice takes away from the data.
 *
 * entropy		non-uniform entropy (Gionis and Tassa 2009, as ARX precomputes it): for
 *			each record and quasi-identifier log2(records with its coarse value /
 *			records with its own value), added up; suppression costs nothing
 * entropy+suppression	the same, and for each column of the suppressed records what is
 *			left of them: log2(suppressed / suppressed with that coarse value)
 * loss			(Iyengar 2002) for each record the share of the column's values that
 *			its coarse value covers, 1 when suppressed, per column from 0 to 1;
 *			columns by the geometric mean of (1 + x), less 1
 * discernibility	(Bayardo and Agrawal 2005, all classes alike) the sum of the squares of
 *			the sizes of all classes
 *
 * The first and the last never fall on the way up.  The other two have a *bound* that
 * does not, and that the loss itself is never below: that of a node without suppression.
 */
#ifndef PROTECT_INFO_LOSS_H
#define PROTECT_INFO_LOSS_H

#include "protect/microdata/criteria.h"

struct info_loss {
	enum loss_metric metric;
	double suppression_cost;
	const struct key_layout *layout;
	uint64_t nrecords;
	double **bounds; /* by column and level: entropy or sum of shares */
	double *spread;	 /* by column: the entropy that its top level takes away */
};

/* bottom: a table of all records at level 0 or any other; ids at level 0 of all rows. */
void info_loss_init(struct info_loss *l, const struct microdata_spec *spec,
		    const struct key_layout *layout, const uint32_t *const *ids,
		    const uint32_t *rows, size_t nrows);
void info_loss_release(struct info_loss *l);
/* Without looking at any record; 0 for discernibility. */
double info_loss_bound(const struct info_loss *l, const int *levels);
/* verdicts: by group; anything but CLASS_GOOD is suppressed. */
double info_loss_of(const struct info_loss *l, const struct groups *g, const uint8_t *verdicts);
/* Whether a loss is also a bound for every node above. */
bool info_loss_is_bound(const struct info_loss *l);

#endif
