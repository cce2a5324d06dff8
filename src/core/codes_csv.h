/*
 * codes_csv: the text of a code list: CSV with one fixed header.
 *
 * RFC 4180 by libcsv in strict mode, UTF-8 without a byte order mark, every row
 * as long as the header; empty lines are skipped.
 */
#ifndef CORE_CODES_CSV_H
#define CORE_CODES_CSV_H

#include "core/buf.h"
#include "core/err.h"

enum { CODE_CODE, CODE_NAME, CODE_PARENT, CODE_LEVEL, CODE_FROM, CODE_TO, CODE_NOTE, CODE_CELLS };

struct code_row {
	const char *cells[CODE_CELLS]; /* views into the text */
	int line;		       /* the last one of the row */
};

struct code_rows {
	struct code_row *items; /* freed by the caller either way */
	size_t n, capacity;
};

/* ERR_CONFIG "PATH:LINE: ...".  `text` keeps the cells. */
int codes_csv_read(const char *path, struct code_rows *rows, struct buf *text, struct err *err);

#endif
