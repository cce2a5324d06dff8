/*
 * sparse: a 0/1 matrix by columns: which inner cells add up to which cell.
 *
 * Column j holds the numbers of its inner cells (rows), ascending, each once.
 */
#ifndef PROTECT_SPARSE_H
#define PROTECT_SPARSE_H

#include <stddef.h>
#include <stdint.h>

struct sparse {
	uint32_t nrows;
	size_t ncolumns;
	size_t *start;	/* ncolumns + 1 */
	uint32_t *rows; /* start[ncolumns] */
};

static inline size_t sparse_count(const struct sparse *m, size_t j)
{
	return m->start[j + 1] - m->start[j];
}

static inline const uint32_t *sparse_column(const struct sparse *m, size_t j)
{
	return m->rows + m->start[j];
}

/* sizes[j] entries will come for column j; then sparse_put() each of them, rows
 * ascending within a column, and sparse_end(). */
void sparse_begin(struct sparse *m, uint32_t nrows, const uint32_t *sizes, size_t ncolumns);
void sparse_put(struct sparse *m, size_t j, uint32_t row);
void sparse_end(struct sparse *m);
void sparse_release(struct sparse *m);

/* leader[j] = the first column that is identical to column j (j itself when
 * there is none before it). */
void sparse_find_identical(const struct sparse *m, uint32_t *leader);

#endif
