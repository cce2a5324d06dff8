/*
 * emit: the cells of a cube as a table.
 *
 * For each dimension D: D, D_name, D_level, D_parent; for each measure M: M,
 * M_status.  Rows stand in the order of the dimensions, within a dimension `_T`
 * first, then the code list in preorder, `_U` last; periods year, quarter, month.
 *
 * Status: none, the value counts (zero too); z not applicable: the code was not
 * valid in the period, or there is nothing to take a mean, minimum, maximum or
 * quantile of; x not available, as declared; p provisional.  The value is NULL
 * exactly when the status is z or x.
 */
#ifndef AGGREGATE_EMIT_H
#define AGGREGATE_EMIT_H

#include "aggregate/cube.h"

/* The schema of the table; the cube must be computed. */
void emit_schema(const struct cube *c, struct schema *s);
/* Writes all rows; does not finish the writer. */
int emit_cells(const struct cube *c, struct writer *w, struct err *err);

#endif
