#include "protect/pattern/sparse.h"

#include "core/mem.h"
#include "protect/pattern/field61.h"
#include "protect/pattern/keymap.h"

/* While the matrix is filled start[j] is where the next entry of column j goes;
 * sparse_end() moves every start back by one column. */
void sparse_begin(struct sparse *m, uint32_t nrows, const uint32_t *sizes, size_t ncolumns)
{
	size_t j;

	m->nrows = nrows;
	m->ncolumns = ncolumns;
	m->start = mem_zalloc(ncolumns + 1, sizeof(*m->start));
	for (j = 0; j < ncolumns; j++)
		m->start[j + 1] = m->start[j] + sizes[j];
	m->rows = mem_zalloc(m->start[ncolumns] + 1, sizeof(*m->rows));
}

void sparse_put(struct sparse *m, size_t j, uint32_t row)
{
	m->rows[m->start[j]++] = row;
}

void sparse_end(struct sparse *m)
{
	size_t j;

	for (j = m->ncolumns; j > 0; j--)
		m->start[j] = m->start[j - 1];
	m->start[0] = 0;
}

void sparse_release(struct sparse *m)
{
	free(m->start);
	free(m->rows);
	*m = (struct sparse){ 0 };
}

static uint64_t column_hash(const struct sparse *m, size_t j)
{
	const uint32_t *rows = sparse_column(m, j);
	size_t i, n = sparse_count(m, j);
	uint64_t h = n;

	for (i = 0; i < n; i++) {
		h ^= rows[i];
		h = sequence_next(&h);
	}
	return h;
}

static int is_identical(const struct sparse *m, size_t a, size_t b)
{
	size_t n = sparse_count(m, a);

	return n == sparse_count(m, b) &&
	       memcmp(sparse_column(m, a), sparse_column(m, b), n * sizeof(uint32_t)) == 0;
}

void sparse_find_identical(const struct sparse *m, uint32_t *leader)
{
	struct keymap seen = KEYMAP_INIT;
	uint64_t h;
	uint32_t first;
	size_t j;

	for (j = 0; j < m->ncolumns; j++) {
		/* Different columns of one hash try the next keys in turn. */
		for (h = column_hash(m, j);; h++) {
			first = keymap_put(&seen, h, (uint32_t)j);
			if (is_identical(m, first, j))
				break;
		}
		leader[j] = first;
	}
	keymap_release(&seen);
}
