/*
 * suppress: which rows of a table are not published.
 *
 * Each kind of measure has a system of its own, for a stock and a flow of one row
 * obey different equations; a row has one pattern for all of its measures, so
 * what one system suppresses is suppressed in all.  That publishes less than
 * each system alone, and publishing less never makes anything derivable.
 * Rows whose values are one and the same (a quarter's stock and its last
 * month's) get one status.
 */
#ifndef PROTECT_SUPPRESS_H
#define PROTECT_SUPPRESS_H

#include "protect/cells.h"
#include "protect/field61.h"
#include "protect/policy.h"
#include "protect/primary.h"

enum suppress_how {
	SUPPRESS_NOT,
	SUPPRESS_PRIMARY,
	SUPPRESS_DERIVES, /* with what is published it would give `because` away */
	SUPPRESS_SAME	  /* it has the value of `because`, which is suppressed */
};

struct suppression {
	uint8_t *how;	   /* enum suppress_how by row */
	uint8_t *kinds;	   /* enum measure_kind of the system that decided */
	uint32_t *because; /* a row, or nrows + a shadow */
	uint32_t nsecondary, npublished;
	char digest[SHA256_HEX]; /* of the table and the policy */
	uint64_t primes[2];	 /* of the elimination and of its check */
};

/* ERR_DATA when a sensitive cell cannot be protected, ERR_BUG when the check of the
 * finished pattern fails. */
int suppress_table(struct suppression *s, const struct cells *c, const struct policy *p,
		   const struct primary *pr, struct err *err);
void suppression_release(struct suppression *s);

#endif
