/*
 * figure_rows: figures that are counted over the rows of a record set.
 */
#ifndef REPORT_FIGURE_ROWS_H
#define REPORT_FIGURE_ROWS_H

#include "report/figure/figure_make.h"

/* Rules COUNT, SUM, DISTINCT: see figure_make() and figure_make_by().  slots[i].code NULL, and no
 * column: one figure of all rows. */
int figure_rows(const struct figure_world *w, const struct spec_rule *rule, const char *column,
		const struct figure_slot *slots, size_t nslots, struct err *err);

#endif
