/*
 * form_grid: one table of a form, from the rows of its "grid" to places and cells.
 *
 * A row that is an array lists its places; one that is an object lists its labels and
 * is followed by one datum for each column of the table.  Places go to the first
 * free column, as in HTML; every row must fill the table exactly.
 */
#ifndef REPORT_FORM_GRID_H
#define REPORT_FORM_GRID_H

#include "report/form/form.h"

/* ERR_CONFIG with the line of what is wrong. */
int form_table_read(struct json v, struct form_table *t, struct err *err);
void form_table_release(struct form_table *t);
/* The place that covers row and column, or NULL. */
const struct form_place *form_place_at(const struct form_table *t, int row, int column);

#endif
