/*
 * criteria: which classes of records may be shown: k-anonymity, l-diversity and
 * t-closeness.
 *
 * k: a class has at least k records (Sweeney 2002).
 * l, distinct: at least l values of the sensitive column, NULL not counted; entropy:
 * the entropy of the values is at least log l; recursive (c, l): the most frequent is
 * rarer than c times all from the l-th most frequent on (Machanavajjhala et al. 2007).
 * t: the earth mover's distance between the values in the class and in all records that
 * are looked at (the sample), suppressed ones included, is at most t (Li, Li, Venkatasubramanian 2007):
 * equal distance between any two values; ordered, |i - j| / (m - 1); or hierarchical,
 * the height of the lowest common ancestor.  Distances and t are compared as
 * whole numbers: nothing is rounded.
 *
 * A criterion is *monotone* for us when no record of a good class can come into a
 * bad one further up: k and distinct l are, for classes only ever merge.  The others
 * are convex: a union of good classes is good, but a bad class can spoil the good one
 * that it merges with.  So they are monotone only when no class may be bad.
 */
#ifndef PROTECT_CRITERIA_H
#define PROTECT_CRITERIA_H

#include "protect/microdata/groups.h"

enum verdict { CLASS_GOOD, CLASS_SMALL, CLASS_NOT_DIVERSE, CLASS_NOT_CLOSE, VERDICTS };

struct sensitive {
	const struct sensitive_spec *spec;
	const struct coding *coding;
	struct ladder ladder; /* hierarchical */
	uint64_t *whole;      /* all records looked at, by id */
};

struct criteria {
	int64_t k;
	struct sensitive *sensitive; /* owned by the caller */
	int nsensitive;
	uint64_t nrecords; /* looked at */
};

/* What was found about the groups of one node. */
struct judgement {
	uint8_t *verdicts;  /* enum verdict by group */
	uint64_t nbad;	    /* records in classes that may not be shown */
	uint64_t nhopeless; /* of them: where a monotone criterion fails */
};

/* Judges all groups, the dear criteria not when more than `limit` are hopeless. */
void criteria_judge(const struct criteria *c, const struct groups *g, uint64_t limit,
		    struct judgement *j);
void judgement_release(struct judgement *j);
/* Whether a bad class at a node means that there is one at every node below it. */
bool criteria_are_monotone(const struct criteria *c);

#endif
