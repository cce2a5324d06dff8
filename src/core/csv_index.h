/*
 * csv_index: where the cells of a piece of CSV end, found 64 bytes at a time.
 *
 * The index holds, in order, the position of every comma and line feed outside
 * quotes, and of every byte that makes its row one for the full parser: NUL, a
 * carriage return without line feed outside quotes, a quote that neither
 * opens nor closes a whole cell (so also each doubled quote).  Between two
 * commas or line feeds without such a byte stands one plain cell, or one in
 * quotes with no quote in it.
 *
 * AVX2 where the processor has it, else words of eight bytes: the same index.
 */
#ifndef CORE_CSV_INDEX_H
#define CORE_CSV_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct csv_marks {
	bool has_high;	    /* some byte is not ASCII */
	bool has_quoted_lf; /* some line feed stands in quotes */
};

/* p begins a row.  `at` has room for n + 64 numbers; returns how many there are.
 * `simple`: without AVX2 (tests). */
size_t csv_index(const char *p, size_t n, uint32_t *at, struct csv_marks *marks, bool simple);

#endif
