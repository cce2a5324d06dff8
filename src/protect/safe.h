/*
 * safe: the table as it may be published.
 *
 * The columns of the first table of the cells, in their order, without the measures that were
 * only there for protection; with the values and statuses of the outcome.  A value is NULL
 * exactly when its status is c, x or z; anything else is a bug, and nothing of it is written.
 * Where values of earlier days are shown there is a last column `as_of`, the day of such a row.
 * This and microdata_write.h are the only code that writes the state `safe`.
 */
#ifndef PROTECT_SAFE_H
#define PROTECT_SAFE_H

#include "core/reader.h"
#include "protect/outcome.h"

/* The schema of the safe table: for output_open(). */
void safe_schema(const struct outcome *o, struct schema *s);
/* Writes all rows in the order of arrival; the caller finishes the writer. */
int safe_write(const struct outcome *o, struct writer *w, struct err *err);

#endif
