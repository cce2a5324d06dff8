/*
 * rows_out: the numbers of a report as open records, one for each: what goes into a
 * release beside the documents.
 *
 * Columns: form, edition, period, table, row, column, label, value, unit, state.  value
 * is an exact decimal, in all rows with as many places as any of them needs (30.0
 * persons beside 76164.3 yuan); a number that then has more than 38 digits is ERR_DATA.  value is
 * empty unless state is "number": else "blank", "/", "missing", "protected" or "text".
 *
 * A report in words alone has no table: its rows are its figures, row their name, table and
 * column empty; words and what was left blank are left out.
 */
#ifndef REPORT_ROWS_OUT_H
#define REPORT_ROWS_OUT_H

#include "report/desk.h"

/* After desk_document(): a stream of state `masked`, every column open. */
int rows_out_write(const struct desk *d, const char *path, struct err *err);

#endif
