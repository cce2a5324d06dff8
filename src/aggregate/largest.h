/*
 * largest: the largest contributors at every node of a tree, at once.
 *
 * A contributor is a key (a household, an organisation); what it contributes to a node is the sum
 * of its numbers below it, so one that stands in two towns is one at their county.  Rows without
 * a key are a contributor each: nobody knows that two of them are the same.  Who contributes
 * nothing or less than nothing is none.
 *
 * Rows are linked by contributor, whose totals are carried up the tree together: time is rows times
 * the depth of the tree, and no order plays a part.
 */
#ifndef AGGREGATE_LARGEST_H
#define AGGREGATE_LARGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hierarchy_tree;
struct rowstore;

enum { LARGEST_RANKS = 8 };

struct largest {
	struct contribution {
		int64_t number; /* as in the row store */
		int32_t node;
		uint32_t next; /* of the same contributor, plus 1; 0: the last */
	} * items;
	size_t n, capacity;
	uint32_t *heads; /* by id: its newest item, plus 1 */
	size_t nids;
	uint32_t *ids; /* that have a head */
	size_t ids_n, ids_capacity;
	__int128 *tops; /* [node][rank] */
	size_t nnodes;
	int nranks;
	/* Of one contributor: */
	__int128 *totals; /* by node */
	bool *is_reached;
	int32_t *reached;
	bool overflow;
};

/* Nothing is allocated before the first row. */
void largest_begin(struct largest *l, size_t nids, size_t nnodes, int nranks);
void largest_release(struct largest *l);
/* ids may be ID_NONE; numbers may be NUMBER_NULL: then the row counts for nothing. */
void largest_add(struct largest *l, const uint32_t *ids, const uint32_t *nodes,
		 const int64_t *numbers, size_t n);
/* All are there.  False when a total leaves 128 bits. */
bool largest_end(struct largest *l, const struct rowstore *store,
		 const struct hierarchy_tree *tree);
/* rank is 1 to nranks; 0 where there are fewer. */
__int128 largest_at(const struct largest *l, size_t node, int rank);

#endif
