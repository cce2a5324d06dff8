/*
 * drift: what has changed in a table since the register was written.
 *
 * A column that the register does not name stops the run, wanted or not: the
 * table is returned for marking.
 */
#ifndef EXTRACT_DRIFT_H
#define EXTRACT_DRIFT_H

#include "core/register.h"
#include "extract/source.h"

/* Appends "; TABLE: added a, b; removed c; retyped d (TEXT ...)" for each
 * difference; live NULL: the table is gone.  True: the two agree. */
bool drift_compare(const struct reg_table *t, const struct live_table *live, struct buf *text);

#endif
