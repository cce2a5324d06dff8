/*
 * evidence: which relations hold in these tables, as far as anybody can see.
 *
 * A reader cannot know whether persons who are counted in two codes are counted once in the
 * whole, or whether a code without a row is zero.  But where all cells of a relation are
 * shown he can try.  A family with a counterexample does not hold; sums of amounts and counts are
 * believed without an example, and so, with less trust, are measures of which nobody says what they
 * add up; distinct persons and guesses only with an example that says something (two parts
 * that are not zero).  What is not believed for sure is an assumption: it is given up where it leads
 * to a contradiction.
 */
#ifndef VERIFY_EVIDENCE_H
#define VERIFY_EVIDENCE_H

#include "verify/relations.h"

enum belief {
	BELIEF_NONE,
	BELIEF_LEAST,	/* a whole is no less than each part */
	BELIEF_BOUNDS,	/* a whole is no less than each part, and no more than all of them */
	BELIEF_COVERS,	/* a whole is no less than all of its parts together */
	BELIEF_ASSUMED, /* it holds in all examples */
	BELIEF_FIRM
};

struct evidence {
	struct family {
		long long equal, less, more; /* examples where the whole is so, beside its parts */
		long long telling;	     /* of the equal ones */
		bool is_exceeded;	     /* some part is more than its whole */
	} * families;
	int32_t n;
	const struct attack_cells *cells;
	bool assume_additive;
};

int evidence_collect(struct evidence *e, struct relations *g, bool assume_additive,
		     struct err *err);
void evidence_release(struct evidence *e); /* legal on zeroes */
enum belief evidence_belief(const struct evidence *e, const struct relation *r);

#endif
