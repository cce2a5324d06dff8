/*
 * intervals_proofs: what is kept of an audit: claims and the witnesses for them.
 */
#ifndef PROTECT_INTERVALS_PROOFS_H
#define PROTECT_INTERVALS_PROOFS_H

#include "protect/intervals/intervals_model.h"

enum { PROOF_TRUTH = 0xffffffffu }; /* the true table is witness enough */

struct proof_claim {
	uint32_t cell;
	int measure;
	int64_t truth, need_low, need_high;
	uint32_t low_witness, high_witness;
};

/* A row has another value in a witness. */
struct proof_change {
	uint32_t row;
	int measure;
	int64_t value;
};

/* Of a row that shows an earlier value. */
struct proof_near {
	uint32_t row;
	int64_t near;
};

struct interval_proofs {
	struct proof_claim *claims;
	size_t nclaims, claims_capacity;
	size_t *starts; /* by witness: its first change */
	struct proof_change *changes;
	size_t nwitnesses, starts_capacity, nchanges, changes_capacity;
	struct proof_near *nears;
	size_t nnears, nears_capacity;
};

void proofs_add_claim(struct interval_proofs *p, const struct proof_claim *claim);
/* All witnesses of a result; their numbers go on from nwitnesses. */
void proofs_add_witnesses(struct interval_proofs *p, const struct interval_model *m,
			  const struct linear_result *r);
void proofs_release(struct interval_proofs *p);

#endif
