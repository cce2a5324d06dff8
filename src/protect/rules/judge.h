/*
 * judge: what a cell holds, as far as a rule looks, and whether that breaks the rule.
 *
 * A shadow (primary.h) is a difference of rows, and nobody has counted its contributors one by
 * one: none of them has more than in the row that the others were taken from, nor more than there
 * is.  It is judged by these bounds, which calls sensitive too much rather than too little.
 */
#ifndef PROTECT_JUDGE_H
#define PROTECT_JUDGE_H

#include "protect/cells/cells.h"
#include "protect/rules/rule.h"

enum judgement {
	JUDGE_NOTHING, /* there is nothing that the rule is about */
	JUDGE_UNKNOWN, /* a value is there, but what to judge it by is not */
	JUDGE_KEEPS,
	JUDGE_BREAKS
};

/* The rule is bound and not ZERO.  *v is set for KEEPS and BREAKS. */
enum judgement judge_row(const struct policy_rule *r, const struct cells *c, uint32_t row,
			 struct rule_values *v);
enum judgement judge_shadow(const struct policy_rule *r, const struct cells *c, const int *nodes,
			    struct rule_values *v);

#endif
