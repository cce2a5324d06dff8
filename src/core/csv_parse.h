/*
 * csv_parse: the full parser: libcsv in strict mode, cell by cell into a batch.
 *
 * libcsv is told that no byte is a blank (RFC 4180 keeps them) and to report
 * every line end, so that an empty line is what RFC 4180 says: a row of one
 * empty cell.  A line ends with LF or CRLF; a lone CR is an error.
 */
#ifndef CORE_CSV_PARSE_H
#define CORE_CSV_PARSE_H

#include "core/csv_rows.h"

struct csv_parse;

/* name, rows and its schema must outlive it. */
struct csv_parse *csv_parse_new(const char *name, struct csv_rows *rows, size_t max_cell);
void csv_parse_free(struct csv_parse *c);

/* The first row is the header.  Put the text up to and with each line feed, or as
 * much as there is. */
int csv_parse_put(struct csv_parse *c, const char *p, size_t n, struct err *err);
/* The end of the file. */
int csv_parse_end(struct csv_parse *c, struct err *err);
bool csv_parse_has_header(const struct csv_parse *c);
/* Whether the next byte begins a row. */
bool csv_parse_is_between_rows(const struct csv_parse *c);
/* Line of the row that is being read or comes next; the fast path moves it on. */
long long *csv_parse_line(struct csv_parse *c);
/* ERR_DATA "NAME:LINE: column COLUMN WHAT". */
int csv_parse_fault(const struct csv_parse *c, size_t column, const char *what, struct err *err);

#endif
