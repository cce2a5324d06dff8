/*
 * suppress: which rows of the tables are not published, or not with tonight's value.
 *
 * Each kind of measure has a system of its own, for a stock and a flow of one row
 * obey different equations; a row has one pattern for all of its measures, so
 * what one system suppresses is suppressed in all.  That publishes less than
 * each system alone, and publishing less never makes anything derivable.  What remains derivable
 * of a suppressed row is shown (derived.h).
 * Rows whose values are one and the same (a quarter's stock and its last
 * month's) get one status.
 *
 * Earlier releases stand in the same systems (stack.h).  What they show and is the same tonight is
 * published again, whatever else; what they show and may not be seen to have changed keeps its
 * earlier value (is_held).
 *
 * Then the attacker's linear programs (intervals.h): what he finds too narrowly is
 * repaired by suppressing further rows, in rounds that the policy limits.  When they do
 * not suffice, the policy's fallback suppresses whole levels, and at the end the release is
 * held: ERR_GATE.
 */
#ifndef PROTECT_SUPPRESS_H
#define PROTECT_SUPPRESS_H

#include "protect/cells/cells.h"
#include "protect/pattern/field61.h"
#include "protect/intervals/intervals.h"
#include "protect/nights/past.h"
#include "protect/rules/policy.h"
#include "protect/rules/primary.h"

enum suppress_how {
	SUPPRESS_NOT,
	SUPPRESS_PRIMARY,
	SUPPRESS_DERIVES,  /* with what is published it would give `because` away */
	SUPPRESS_SAME,	   /* it has the value of `because`, which is suppressed */
	SUPPRESS_INTERVAL, /* with it a reader would know `because` too closely */
	SUPPRESS_CHANGE,   /* what has changed since the last release tells of few */
	SUPPRESS_FINAL,	   /* its period is final, and its value would change */
	SUPPRESS_COARSE,   /* its level is given up, by the policy's fallback */
	SUPPRESS_STAYS	   /* the last release hid it, and nothing has changed: standing.h */
};

/* What `because` of a row that derives is. */
enum suppress_because {
	BECAUSE_CELL,	 /* a row, or nrows + a shadow */
	BECAUSE_EARLIER, /* a row, as it was in an earlier release */
	BECAUSE_CHANGE,	 /* a row: what has changed in it since an earlier release */
	BECAUSE_INSIDER	 /* the only contributor of some cell would know another one; no row */
};

struct suppression {
	uint8_t *how;	     /* enum suppress_how by row */
	uint8_t *kinds;	     /* enum measure_kind of the system that decided */
	uint8_t *reasons;    /* enum suppress_because by row */
	uint32_t *because;   /* by row */
	bool *is_held;	     /* by row: not tonight's value, but the one of an earlier release */
	bool *is_public;     /* by row: shown earlier, and the same tonight */
	uint8_t *is_derived; /* by row: bits of the kinds that it shows all the same (derived.h) */
	uint32_t nsecondary, npublished, nheld, nrepairs, nfinal;
	uint32_t ninsider;	 /* combinations that must not be known to insiders */
	int rounds, fallbacks;	 /* of the interval audit; rungs of the policy's fallback taken */
	char digest[SHA256_HEX]; /* of the tables and the policy */
	uint64_t primes[2];	 /* of the elimination and of its check */
	struct interval_result intervals; /* of the last round: nothing too narrow */
};

/* ERR_GATE when a sensitive cell cannot be protected, ERR_DATA when the tables contradict
 * themselves, ERR_BUG when the check of the finished pattern fails. */
int suppress_tables(struct suppression *s, const struct cells *c, const struct policy *p,
		    const struct primary *pr, const struct past *past, struct err *err);
void suppression_release(struct suppression *s);

#endif
