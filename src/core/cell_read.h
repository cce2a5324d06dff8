/*
 * cell_read: one CSV cell into a builder, by the type of its field.
 *
 * Accepted texts: bool true, false, 1, 0; int64 -?digits; decimal as
 * decimal.h; float64 as a JSON number (zeros may lead), NaN, INF, -INF; date
 * YYYY-MM-DD; utf8 and dict anything without NUL (the caller checks that it is
 * UTF-8).
 */
#ifndef CORE_CELL_READ_H
#define CORE_CELL_READ_H

#include "core/record.h"

/* p is NULL for NULL.  Returns NULL, or what is wrong with the cell, which is
 * then not in the builder: a phrase to put after the column's name. */
const char *cell_read(struct builder *b, const struct field *f, const char *p, size_t n);

bool cell_read_int64(const char *p, size_t n, int64_t *v);
bool cell_read_float64(const char *p, size_t n, double *v);
bool cell_read_date(const char *p, size_t n, int32_t *days);

#endif
