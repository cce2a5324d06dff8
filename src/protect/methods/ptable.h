/*
 * ptable: how a count is perturbed: for each small count the distribution of what is
 * added to it, the one of greatest entropy that keeps these rules:
 *	the mean is 0 and the variance at most V
 *	nothing beyond -D to D, no result below 0 or of 1 to js
 *	the count stays with a probability of at least pstay, where it may stay at all
 *	monotone rows: what is farther from the count is never more likely
 *
 * After S. Giessing, "Computational Issues in the Design of Transition Probabilities
 * and Disclosure Risk Estimation for Additive Noise" (PSD 2016).  The problem is
 * convex; it is solved by its dual, two multipliers by nested bisection down to
 * neighbouring doubles, the monotone rows inside by pooling adjacent violators.
 * Probabilities are then rounded to PTABLE_DIGITS digits, so that they do not hang on
 * the last bits of a machine's exp(), and turned into cut points of 2^64.
 */
#ifndef PROTECT_PTABLE_H
#define PROTECT_PTABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

enum { PTABLE_D_MAX = 20, PTABLE_JS_MAX = 10, PTABLE_ROWS = 32, PTABLE_DIGITS = 11 };

struct ptable_rule {
	int d, js;
	double v, pstay;   /* pstay 0: no such rule */
	uint32_t monotone; /* bit n: row n */
};

struct ptable_row {
	int n; /* values that may be added */
	int add[2 * PTABLE_D_MAX + 1];
	double p[2 * PTABLE_D_MAX + 1];
	uint64_t cut[2 * PTABLE_D_MAX + 1]; /* key > cut[i - 1], key <= cut[i]: add[i] */
};

/* Row min(count, nrows - 1). */
struct ptable {
	int nrows;
	struct ptable_row rows[PTABLE_ROWS];
};

/* ERR_CONFIG when no distribution keeps the rules for some count. */
int ptable_make(struct ptable *t, const struct ptable_rule *rule, struct err *err);
/* What is added to the count (not negative) of a cell with this key. */
int ptable_add(const struct ptable *t, int64_t count, uint64_t key);

#endif
