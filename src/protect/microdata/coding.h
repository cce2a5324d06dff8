/*
 * coding: one column as numbers: its distinct values in an order that does not
 * depend on the order of the rows.
 *
 * Integers and decimals are ordered by size, everything else by the bytes of its
 * canonical text (csv.h); NULL is a value of its own and the last.  Memory: 4 bytes
 * for each row, and every distinct text once.
 */
#ifndef PROTECT_CODING_H
#define PROTECT_CODING_H

#include "core/record.h"

struct coding {
	const struct field *field; /* must outlive the coding */
	uint32_t *ids;		   /* by row; after coding_finish() */
	size_t nrows;
	uint32_t n;	    /* distinct values, NULL included when it occurs */
	struct str *values; /* by id: canonical texts */
	bool has_null;	    /* the last id is NULL */
	/* Private: */
	struct dict *dict;
	size_t capacity;
	const struct dict *seen; /* of the stream, and what its entries are here */
	uint32_t *known;
	size_t nknown;
};

void coding_init(struct coding *c, const struct field *field);
void coding_release(struct coding *c);
void coding_add(struct coding *c, const struct column *column, int64_t nrows);
/* A value that may occur, whether it does or not (a domain: see info_loss.h). */
void coding_know(struct coding *c, struct str value);
/* All rows are there: orders the values. */
void coding_finish(struct coding *c);
static inline bool coding_is_null(const struct coding *c, uint32_t id)
{
	return c->has_null && id + 1 == c->n;
}
/* The value as a number of the column's scale, of a text as a whole one; false when it is
 * none. */
bool coding_number(const struct coding *c, uint32_t id, __int128 *v);

#endif
