/*
 * stream_values: checks and conversions of the values of one column, row by
 * row: the loops that a hop spends its time in.
 *
 * Null slots may hold anything.  Messages name rows, never values.
 */
#ifndef CORE_STREAM_VALUES_H
#define CORE_STREAM_VALUES_H

#include "core/stream_column.h"

int64_t values_count_bits(const unsigned char *bitmap, int64_t n);
/* Offsets rise and end within `bytes`; what they cut is UTF-8. */
int values_check_text(const struct column *c, int64_t rows, uint64_t bytes, struct err *err);
/* At most `precision` digits. */
int values_check_decimal(const struct column *c, int64_t rows, int precision, struct err *err);
/* Years 1 to 9999. */
int values_check_date(const struct column *c, int64_t rows, struct err *err);
bool values_are_below(const int32_t *index, size_t n, size_t limit);
/*
 * Indexes as they came into entries of the dictionary: c->values becomes
 * `values`; null slots become 0.  When an entry is null its rows become null:
 * c->valid becomes `valid`.
 */
int values_map(const void *index, const struct stream_field *sf, const struct stream_dict *d,
	       int64_t rows, int32_t *values, unsigned char *valid, struct column *c,
	       struct err *err);
void values_widen_integers(const void *from, size_t n, int width, bool is_signed, int64_t *to);
void values_widen_floats(const void *from, size_t n, double *to);

#endif
