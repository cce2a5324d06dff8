/*
 * pattern: what a recogniser knows as a person's, and nothing allows.
 *
 * Held: every kind that is probable or valid; of identity numbers, disability
 * cards and bank cards also the mere shape, where it stands as a word of its
 * own: a number with a wrong check digit is still somebody's.  Not held: what lies
 * inside a digest (a word of 32, 40, 64, 96 or 128 hexadecimal digits), and figures
 * with decimals as numbers of cards, accounts or persons.
 */
#ifndef INSPECT_PATTERN_H
#define INSPECT_PATTERN_H

#include "inspect/allowance.h"

/* what: "mobile, valid", a constant. */
typedef void pattern_fn(void *ctx, size_t from, size_t to, const char *what);

/* Thread-safe.  Hits of a grade below `least` are passed over. */
void pattern_find(const struct recogniser *r, const struct allowance *a, struct str text,
		  enum pii_grade least, pattern_fn *each, void *ctx);

#endif
