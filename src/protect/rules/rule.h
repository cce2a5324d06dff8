/*
 * rule: one rule that tells which cells are sensitive: whether what a cell holds breaks it,
 * and how wide what a reader finds of the cell must be.
 *
 * Rules on contributors (persons, households, organisations) look at the largest of them,
 * x1 >= x2 >= ..., and at the cell's value X, which is what all of them add up to:
 *
 *	dominance	x1 + .. + xn > k X		the n largest have too great a share
 *	p-percent	X - x1 - x2 < p x1		the second knows the first to within p
 *	pq		q (X - x1 - x2) < p x1		the same, if he knows the others to within q
 *	request		r > share X			r: the largest of those that asked for it
 *
 * (Hundepool et al., Handbook on Statistical Disclosure Control, 4.2.)  A cell that is less than
 * its largest contributors together holds negative ones, of which these say nothing: it breaks
 * the rule.  All is exact: values are below 2^62, fractions as written.
 */
#ifndef PROTECT_RULE_H
#define PROTECT_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/json.h"

enum rule_kind {
	RULE_FREQUENCY,
	RULE_DOMINANCE,
	RULE_P_PERCENT,
	RULE_PQ,
	RULE_REQUEST,
	RULE_GROUP,
	RULE_ZERO,
	RULE_KINDS
};

enum { RULE_LARGEST_MAX = 8 };

/* Not negative; num / den. */
struct fraction {
	int64_t num, den;
};

struct policy_rule {
	enum rule_kind kind;
	struct json at;	   /* where it stands in protect.json */
	const char *basis; /* what law demands it, or NULL */
	int64_t threshold; /* FREQUENCY */
	int nlargest;	   /* contributors looked at */
	struct fraction k; /* DOMINANCE; of REQUEST and GROUP the share */
	struct fraction p; /* P_PERCENT, PQ */
	struct fraction q; /* PQ; 1 for P_PERCENT */
	/* Names, as written; NULL where the kind has none: */
	const char *measure_name, *requested_name, *dimension_name;
	struct json largest_names;
	/* Bound to a table: */
	int measure; /* what is judged: for FREQUENCY and GROUP a count; ZERO: -1 */
	int largest[RULE_LARGEST_MAX], requested; /* measures */
	int axis;				  /* GROUP */
	int *nchildren;				  /* GROUP: by node of the axis; owned */
};

/* What a cell holds, as far as a rule looks. */
struct rule_values {
	int64_t value;
	int64_t largest[RULE_LARGEST_MAX];
	int64_t requested;
	int64_t whole; /* GROUP: of the parent */
};

bool rule_breaks(const struct policy_rule *r, const struct rule_values *v);
/*
 * What a reader finds of a value z that breaks the rule must reach from *low (at most) to *high
 * (at least); z > 0.  For FREQUENCY, z is any measure of a cell whose count is v->value: it is
 * protected in proportion, so that a sum of a fixed amount for each head hides the heads.  For the
 * others z is v->value: for contributors it must reach as far as would no longer break the rule
 * (Handbook, 4.2.2), above and below; a group, all of what holds it, need only be thought half as
 * large.  *low is never below `least`, what everybody knows.  Not for ZERO.
 */
void rule_need(const struct policy_rule *r, const struct rule_values *v, int64_t z, int64_t least,
	       int64_t *low, int64_t *high);
/* As in protect.json: "minimum_frequency", "dominance"... */
const char *rule_kind_name(enum rule_kind kind);

/* "12.5%" to a fraction, exactly: up to 4 places, not below 0, at most 10000 %. */
bool fraction_parse_percent(const char *text, struct fraction *f);
/* "12.5%" of what was parsed. */
void fraction_put_percent(struct fraction f, struct buf *b);

#endif
