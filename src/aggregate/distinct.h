/*
 * distinct: exact numbers of distinct ids at every node of a tree, at once.
 *
 * Counting each id once per leaf and adding up the tree counts an id too often
 * where it stands in several leaves of a subtree.  So every further leaf of
 * an id takes one off at the first node on its way up that the id has already
 * reached; then a plain roll-up of the tallies is exact at every level.  Most
 * ids stand in one leaf and cost one table access.
 *
 *	distinct_begin(d);
 *	distinct_add(d, ids, nodes, n, tally);	as often as there are rows
 *	distinct_end(d, tree, tally);
 *
 * With weights it adds up those of the distinct ids instead, modulo 2^64.
 */
#ifndef AGGREGATE_DISTINCT_H
#define AGGREGATE_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

struct hierarchy_tree;

struct distinct {
	struct sighting {
		uint32_t round;
		uint32_t node; /* where the id was first seen in this round */
	} * seen;	       /* by id */
	uint32_t round;
	const uint64_t *weights; /* by id, not owned; NULL: 1 each */
	uint64_t *again;	 /* id and node of sightings elsewhere */
	uint64_t *spare;
	size_t n, capacity, spare_capacity;
	uint32_t *reached, mark; /* by node: mark of the id that reached it last */
	size_t nnodes;
};

void distinct_init(struct distinct *d, size_t nids, size_t nnodes);
void distinct_release(struct distinct *d);
void distinct_begin(struct distinct *d);
void distinct_begin_weighted(struct distinct *d, const uint64_t *weights);
/* ids may be ID_NONE: not counted. */
void distinct_add(struct distinct *d, const uint32_t *ids, const uint32_t *nodes, size_t n,
		  int64_t *tally);
void distinct_end(struct distinct *d, const struct hierarchy_tree *tree, int64_t *tally);

#endif
