/*
 * csv_encode: batches as CSV text, fast: what csv.h writes and yg-package
 * publishes, the same bytes from both.
 *
 * RFC 4180, UTF-8 without BOM, CRLF, quotes only where needed, NULL empty, empty
 * text "".  What is the same for a whole batch is looked up once: entries of a
 * dictionary are quoted when first met, and the texts of a column are searched
 * together for what needs quotes.
 */
#ifndef CORE_CSV_ENCODE_H
#define CORE_CSV_ENCODE_H

#include "core/record.h"

/* A character to put before a text (not an empty one's), or 0. */
typedef char csv_guard_fn(struct str text);

struct csv_encode;
/* The fields must outlive it; guard may be NULL. */
struct csv_encode *csv_encode_new(const struct field *const *fields, size_t n, csv_guard_fn *guard);
void csv_encode_free(struct csv_encode *e);
/* The header row. */
void csv_encode_header(const struct csv_encode *e, struct buf *to);
/* n rows of the batch from `first` on. */
void csv_encode_rows(struct csv_encode *e, const struct batch *batch, int64_t first, int64_t n,
		     struct buf *to);

#endif
