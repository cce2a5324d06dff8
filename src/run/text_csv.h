/*
 * text_csv: a table of a public release, plain or in gzip, read as text whatever its columns
 * are: the header names them.
 *
 * Memory: of a table in gzip the whole text, at most 4 GiB.
 */
#ifndef RUN_TEXT_CSV_H
#define RUN_TEXT_CSV_H

#include "core/reader.h"

struct text_csv {
	char *path;
	int fd;
	struct reader *reader;
};

/* file: a name in the folder; one that ends in .gz is unpacked.  text_csv_close() is legal after
 * -1. */
int text_csv_open(struct text_csv *t, const char *folder, const char *file, struct err *err);
void text_csv_close(struct text_csv *t);
/* The cell, or "" where it is NULL or there is no such column (-1). */
struct str text_csv_cell(const struct batch *b, int64_t row, int column);

#endif
