/*
 * primary: which cells are sensitive: rows of the table, and cells that no table
 * shows but that a reader can work out (shadows).
 *
 * A shadow is named by nodes and extra nodes (axis.h):
 * - Base without an of-which code.  Who publishes that 9 of 10 persons are
 *   women publishes that one is a man.
 * - What is added between two ends of a year.  Two cumulative values give it away.
 * - What was added up since January, where no row shows it: of a base without a code.
 * A shadow is never published; it is listed only when it must be protected.
 */
#ifndef PROTECT_PRIMARY_H
#define PROTECT_PRIMARY_H

#include "protect/cells.h"
#include "protect/policy.h"

enum row_state {
	ROW_VALUE,  /* may be published */
	ROW_ZERO,   /* nobody is in it: known, and protects nothing */
	ROW_ABSENT, /* every published measure is missing: nothing to suppress */
	ROW_PRIMARY /* a count is 1 to threshold - 1, or no count is there */
};

enum { PRIMARY_NO_RULE = -1, PRIMARY_NOT_JUDGED = -2 };

#define PRIMARY_UNKNOWN INT64_MIN

struct primary {
	uint8_t *states; /* enum row_state by row */
	int *rules;	 /* by row: which of the policy's counts is small, or one of
				 * the above */
	uint32_t nprimary, nzero, nnot_judged;
	int *shadow_nodes; /* naxes for each shadow */
	uint32_t nshadows;
	/* Private: */
	struct keymap shadow_index;
	size_t shadow_capacity;
	int naxes;
};

/* The policy is bound and its counts fit together (additive.h). */
int primary_find(struct primary *pr, const struct cells *c, const struct policy *p,
		 struct err *err);
/* A count of a row or a shadow; PRIMARY_UNKNOWN when something of it is not available. */
int64_t primary_value(const struct cells *c, int measure, const int *nodes);
void primary_release(struct primary *pr);

static inline const int *primary_shadow(const struct primary *pr, uint32_t i)
{
	return pr->shadow_nodes + (size_t)i * (size_t)pr->naxes;
}

#endif
