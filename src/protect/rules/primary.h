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

#include "protect/cells/cells.h"
#include "protect/rules/policy.h"

enum row_state {
	ROW_VALUE,  /* may be published */
	ROW_ZERO,   /* nobody is in it: known, and protects nothing */
	ROW_ABSENT, /* every published measure is missing: nothing to suppress */
	ROW_PRIMARY /* it breaks a rule, or nothing is there to judge it by */
};

enum { PRIMARY_NO_RULE = -1, PRIMARY_NOT_JUDGED = -2 };

#define PRIMARY_UNKNOWN INT64_MIN

struct primary {
	uint8_t *states; /* enum row_state by row */
	int *rules;	 /* by row: the first of the policy's rules that it breaks, or one of the
		     * above */
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
/* The value of a row or a shadow; PRIMARY_UNKNOWN when something of it is not available.  Not for
 * float64. */
int64_t primary_value(const struct cells *c, int measure, const int *nodes);
/*
 * What the reader's interval of a measure must reach, for a primary row or (nrows + i) a shadow.
 * False: the measure needs nothing there, for it is not published, has no value, is zero, or no
 * rule of the cell is about it.  Where several rules are broken, the widest.
 */
bool primary_need(const struct primary *pr, const struct cells *c, const struct policy *p,
		  int measure, uint32_t cell, int64_t *low, int64_t *high);
/* What everybody knows of a value that is suppressed: 1, where zeros are shown, else 0. */
int64_t primary_least(const struct policy *p);
/* The rule of a primary row in English, "persons is below the minimum frequency of 5"; never a
 * value. */
void primary_reason(const struct primary *pr, const struct cells *c, const struct policy *p,
		    uint32_t row, struct buf *words);
void primary_release(struct primary *pr);

static inline const int *primary_shadow(const struct primary *pr, uint32_t i)
{
	return pr->shadow_nodes + (size_t)i * (size_t)pr->naxes;
}

#endif
