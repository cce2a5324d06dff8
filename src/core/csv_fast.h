/*
 * csv_fast: the rows of CSV that need no full parser, column by column.
 *
 * Takes rows by csv_index.h until the batch is full, the text ends within a row, or
 * a row needs the full parser: doubled quotes, a stray byte, another number of
 * cells.  Text that is not UTF-8 is wholly left to the full parser.  A
 * cell that is not of its type is a fault here, the same one as there.
 */
#ifndef CORE_CSV_FAST_H
#define CORE_CSV_FAST_H

#include "core/csv_rows.h"

struct csv_fast;

/* `simple`: without AVX2. */
struct csv_fast *csv_fast_new(const struct schema *schema, bool simple);
void csv_fast_free(struct csv_fast *f);

/* Looks at p, which begins a row and stays where it is until it is forgotten. */
void csv_fast_look(struct csv_fast *f, const char *p, size_t n);
void csv_fast_forget(struct csv_fast *f);
/* Whether there is a look that is still good for what follows p, which begins a
 * row: the full parser may have gone on in between. */
bool csv_fast_is_at(struct csv_fast *f, const char *p);

enum csv_fast_end {
	CSV_FAST_FULL, /* the batch is */
	CSV_FAST_MORE, /* the text ends within the next row */
	CSV_FAST_ODD,  /* the next row needs the full parser */
	CSV_FAST_FAULT /* a cell is wrong: *fault */
};

struct csv_fault {
	size_t column;
	const char *what;
};

/* Moves *p over the rows taken and *line over their lines; at a fault to the
 * faulty row. */
enum csv_fast_end csv_fast_take(struct csv_fast *f, struct csv_rows *rows, const char **p,
				long long *line, struct csv_fault *fault);

#endif
