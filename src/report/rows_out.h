/*
 * rows_out: the numbers of a report as open records, one for each: what goes into a
 * release beside the documents.
 *
 * Columns: form, edition, period, table, row, column, label, value, unit, state.  value
 * is exact, with as many places as any number of the report has; it is empty unless
 * state is "number": else "blank", "/", "missing" or "text".
 */
#ifndef REPORT_ROWS_OUT_H
#define REPORT_ROWS_OUT_H

#include "report/desk.h"

/* After desk_document(): a stream of state `masked`, every column open. */
int rows_out_write(const struct desk *d, const char *path, struct err *err);

#endif
