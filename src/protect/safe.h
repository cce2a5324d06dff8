/*
 * safe: the table as it may be published.
 *
 * The columns of the cells, in their order, without the measures that were only
 * there for protection; a suppressed row has NULL and the status `c` in all of its
 * measures, but for those that had no value anyway (z, x).  This and microdata_write.h
 * are the only code that writes the state `safe`.
 */
#ifndef PROTECT_SAFE_H
#define PROTECT_SAFE_H

#include "core/reader.h"
#include "protect/suppress.h"

#define SAFE_CONFIDENTIAL "c"

/* The schema of the safe table: for output_open(). */
void safe_schema(const struct cells *c, struct schema *s);
/* Writes all rows in the order of arrival; the caller finishes the writer. */
int safe_write(const struct cells *c, const struct suppression *s, struct writer *w,
	       struct err *err);

#endif
