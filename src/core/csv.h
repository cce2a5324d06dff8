/*
 * csv: RFC 4180 both ways.
 *
 * Reading is by libcsv in strict mode behind a fast path for plain blocks that
 * is tested against it; types come from the schema given, never from a guess.
 * A header row is required and must name the schema's fields in order.  A cell
 * that is empty and unquoted is NULL; "" is the empty text.
 * Writing: CRLF, quotes only where needed, NULL empty, empty text "".
 */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include "core/reader.h"

struct csv_options {
	const char *encoding; /* "UTF-8" (NULL) or "GB18030" */
	size_t max_cell;      /* bytes; 0: 1 MiB */
	bool plain;	      /* reading: libcsv only, no fast path (tests) */
};

int csv_reader_open(int fd, const char *name, struct str head, const struct schema *schema,
		    const struct csv_options *options, struct reader **out, struct err *err);
int csv_writer_open(int fd, const char *name, const struct schema *schema, struct writer **out,
		    struct err *err);

/* One cell as CSV: quoted where RFC 4180 needs it (and when empty). */
void csv_put_text(struct buf *b, struct str s);
/* Row i of a column in canonical text: decimals with their scale, dates
 * YYYY-MM-DD, true/false, float64 shortest that reads back; nothing for NULL. */
void cell_put_text(struct buf *b, const struct field *f, const struct column *c, int64_t i);
/* A schema from JSON: {"metadata":{..},"fields":[{"name","type","scale","nullable",
 * "metadata":{..}}]} (strict, see json.h). */
int schema_read_json(const char *path, struct schema *schema, struct err *err);

#endif
