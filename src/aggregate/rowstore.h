/*
 * rowstore: rows as numbers, in partitions.
 *
 * A partition holds the rows that agree in every dimension but one.  A row is a
 * leaf of that one dimension, one id per distinct key, one number per numeric
 * column.  Partitions grow in chunks of columns, so that one pass over the
 * input is enough and later passes read memory in order.
 *
 * Numbers are int64; NULL and the rare ones that need 128 bits are marked by
 * the values below NUMBER_MIN.
 */
#ifndef AGGREGATE_ROWSTORE_H
#define AGGREGATE_ROWSTORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUMBER_NULL INT64_MIN
#define NUMBER_MIN (INT64_MIN + ((int64_t)1 << 40))

struct chunk {
	struct chunk *next;
	uint32_t n, capacity;
	uint32_t *leaves;
	uint32_t *ids;	  /* [key][capacity] */
	uint32_t *masks;  /* see where.h; NULL unless the store has them */
	int64_t *numbers; /* [column][capacity] */
};

struct partition {
	struct chunk *first, *last;
	uint64_t nrows;
};

struct rowstore {
	size_t nkeys, nnumbers;
	bool has_masks; /* set before the first row */
	struct partition *partitions;
	size_t npartitions, capacity;
	__int128 *wide; /* numbers that do not fit */
	size_t nwide, wide_capacity;
	/* private: blocks that chunks are cut from */
	char **blocks;
	size_t nblocks, blocks_capacity, left;
	char *free;
};

/* Rows on their way in. */
struct rows {
	size_t n;
	uint32_t *partition, *leaf;
	uint32_t **ids; /* by key */
	uint32_t *masks;
	int64_t **numbers; /* by column */
};

void rowstore_init(struct rowstore *s, size_t nkeys, size_t nnumbers);
void rowstore_release(struct rowstore *s);
void rowstore_add(struct rowstore *s, const struct rows *rows);
/* How a number is kept; wide ones are remembered. */
int64_t rowstore_number(struct rowstore *s, __int128 v);

static inline __int128 number_value(const struct rowstore *s, int64_t v)
{
	return v >= NUMBER_MIN ? v : s->wide[v - NUMBER_NULL - 1];
}

static inline const uint32_t *chunk_ids(const struct chunk *c, size_t key)
{
	return c->ids + key * c->capacity;
}

static inline const int64_t *chunk_numbers(const struct chunk *c, size_t column)
{
	return c->numbers + column * c->capacity;
}

#endif
