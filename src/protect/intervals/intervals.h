/*
 * intervals: whether the pattern of a table leaves the attacker intervals that are wide
 * enough, and what to suppress where it does not.
 *
 * The attacker knows every shown value, that hidden values are at least 1 where zeros are shown
 * (else 0), every equation of the table (hierarchies, periods, flows and their sums), and what
 * protect.json declares of relations between measures.  Where an equation does not hold
 * in the table (distinct persons overlap), he knows what holds always: a whole is not less than any
 * part and not more than all of them.  What he finds of a protected cell, in every published
 * measure, must reach from primary_need()'s low to its high; where zeros are shown, a whole
 * is at least the number of its parts that are not, and no lower end than that is asked for.
 *
 * Measures of one quantity (a flow and its sum since January; measures that a relation ties
 * together) are one linear problem; others are problems of their own.
 */
#ifndef PROTECT_INTERVALS_H
#define PROTECT_INTERVALS_H

#include "protect/intervals/linear.h"
#include "protect/rules/primary.h"
#include "protect/pattern/system.h"

/* What the release shows of a row. */
enum row_view {
	VIEW_VALUE,  /* tonight's value */
	VIEW_NEAR,   /* an earlier value, which tonight's differs from by less than `near` */
	VIEW_NOTHING /* suppressed */
};

struct interval_problem {
	const struct cells *c;
	const struct primary *pr;
	const struct policy *p;
	const struct system_of *systems;
	int nsystems;
	const uint8_t *views; /* enum row_view by row */
	const bool *is_fixed; /* by row: shown for good, so no repair may hide it; NULL: none */
	int64_t near;
	const int64_t *shown; /* [row * nmeasures + measure] of VIEW_NEAR rows: what is shown;
			       * NULL: not known here, so that their true values count as known */
	long long pivots;     /* limit of all programs together */
};

struct interval_finding {
	uint32_t cell; /* a row, or nrows + a shadow */
	int measure;
	bool is_known;	  /* false: the limit came first */
	double low, high; /* what the attacker finds, units of the column */
	int64_t need_low, need_high;
	uint32_t repair; /* a shown row whose suppression should help: of those by which he proves
			  * it the one with the least policy_cost(), not is_fixed; or CELLS_NO_ROW */
};

struct interval_result {
	struct interval_finding *findings; /* none: every protected cell is certified */
	size_t n, capacity;
	size_t ncertified; /* protected cells times measures */
	long long programs, pivots;
	/* Proofs, for the audit file: written as lines of JSON by intervals_write(). */
	struct interval_proofs *proofs;
	uint8_t *is_certified; /* Private: [measure * (nrows + nshadows) + cell] */
};

/*
 * out: zeroed, or what the audit of the same tables with fewer rows hidden gave: hiding more
 * leaves every witness what it is, so only what was not certified is looked at again.
 */
int intervals_audit(const struct interval_problem *problem, struct interval_result *out,
		    struct err *err);
void interval_result_release(struct interval_result *r);
/*
 * The proofs as lines of JSON: for each certified cell and measure its need and the numbers
 * of its two witnesses (null: the true table is one), then the witnesses, each with the
 * rows (by rank) that have another value in it.  Values are whole units of the column.
 */
void intervals_write(const struct interval_result *r, const struct cells *c,
		     const struct primary *pr, struct buf *b);

#endif
