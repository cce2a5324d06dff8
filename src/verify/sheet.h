/*
 * sheet: a CSV file of a release, whole in memory: every cell as the text that stands there.
 *
 * Each column has the numbers of its texts; distinct texts are kept once.  Empty cells, quoted
 * or not, are SHEET_EMPTY.  A file in gzip is unpacked first, up to 4 GiB.
 */
#ifndef VERIFY_SHEET_H
#define VERIFY_SHEET_H

#include <stdint.h>

#include "core/dict.h"
#include "core/reader.h"

enum { SHEET_EMPTY = -1 };

struct sheet_column {
	int32_t *ids; /* by row */
	const struct dict *texts;
	size_t capacity;
};

struct sheet {
	struct sheet_column *columns;
	size_t ncolumns;
	int64_t nrows;
	/* Private: */
	char *path;
	int fd;
	struct reader *reader;
};

/* ERR_DATA "FILE:LINE: ..." when it is no such CSV: the header must have these names. */
int sheet_read(struct sheet *s, const char *path, const char *const *names, size_t n, bool is_gzip,
	       struct err *err);
void sheet_release(struct sheet *s); /* legal on zeroes */
/* Empty text for an empty cell. */
struct str sheet_text(const struct sheet *s, size_t column, int64_t row);

#endif
