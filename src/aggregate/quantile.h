/*
 * quantile: exact quantiles of numbers at every node of a tree.
 *
 * By nearest rank: the q-quantile of n values in order is the value at rank
 * ceil(q n), and the first for q = 0.  It is always one of the values, so it is
 * exact in decimals and does not depend on the order of the rows.
 */
#ifndef AGGREGATE_QUANTILE_H
#define AGGREGATE_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

struct hierarchy_tree;

struct quantile {
	struct quantile_item {
		__int128 value;
		int32_t place;
	} * items, *sorted;
	size_t n, capacity, sorted_capacity;
	size_t *starts;	  /* scratch: by place */
	__int128 *values; /* scratch: of one node */
	size_t starts_capacity, values_capacity;
};

void quantile_begin(struct quantile *s);
void quantile_release(struct quantile *s);
/* place: of the node in the tree. */
void quantile_add(struct quantile *s, int32_t place, __int128 value);
/* out[node] of each of the n nodes that has a value; the tree has nnodes; q times
 * 10^SPEC_Q_SCALE. */
void quantile_end(struct quantile *s, const struct hierarchy_tree *tree, size_t nnodes, __int128 q,
		  const int32_t *nodes, size_t n, __int128 *out);

#endif
