/*
 * optimum: the node of the generalisation lattice that keeps the most of the data.
 *
 * A node gives every quasi-identifier a level.  It is *feasible* when the records of
 * its bad classes (criteria.h) are at most the suppression limit.  Wanted is the
 * feasible node of the least loss; all of the lattice counts, so the answer is that
 * of trying every node (full-domain generalisation: El Emam et al. 2009, OLA;
 * Kohlmayer et al. 2012, Flash).
 *
 * Predictive tagging, and when it is valid:
 * - Down: where more records than the limit are in classes that fail a monotone
 *   criterion, no node below is feasible: on the way down classes only split, and
 *   their records stay in failing ones.  Suppression does not change that, for the
 *   records counted are the same ones.  A criterion that is not monotone tags down
 *   only when nothing may be suppressed: then every class must be good, and a union
 *   of good classes is good.
 * - Up: OLA and Flash tag the nodes above a feasible one as feasible.  That holds
 *   for monotone criteria only, and it does not say which of them is best when
 *   suppression costs something.  We never need it: every node has a bound that its
 *   loss cannot be below and that does not fall on the way up, so once a solution is
 *   known, the nodes above it whose bound is no better drop out whether they are
 *   feasible or not.
 * A node is looked at unless one of the two rules has spoken.  The order is that of
 * Flash: from the node of the least bound a path goes up, each time to the successor
 * of the least bound, and is searched by halves; but once there is a solution, from its
 * end, which when hopeless speaks for all that is below it.
 *
 * A node's table is rolled up from the smallest one below it that is there; tables on
 * the way are kept, up to 1,024 of them and 256 MiB.
 */
#ifndef PROTECT_OPTIMUM_H
#define PROTECT_OPTIMUM_H

#include "protect/microdata/info_loss.h"

enum { LATTICE_MAX_NODES = 1 << 22 };

struct lattice {
	const struct criteria *criteria;
	const struct info_loss *loss;
	const struct groups *bottom; /* at the levels `from` */
	int nquasi;
	int from[MICRODATA_MAX_QUASI], to[MICRODATA_MAX_QUASI];
	uint64_t limit; /* records that may be suppressed */
};

struct optimum {
	bool is_found;
	int levels[MICRODATA_MAX_QUASI];
	double loss;
	uint64_t nsuppressed;
	size_t nnodes, nchecked;
};

/* Nodes of the lattice; 0 when they are more than LATTICE_MAX_NODES. */
size_t lattice_size(const struct lattice *l);
/* exhaustive: looks at every node, for proofs.  -1 only when told to stop. */
int optimum_find(const struct lattice *l, bool exhaustive, struct optimum *o, struct err *err);

#endif
