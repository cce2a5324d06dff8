/*
 * attack_report: what the attacker found, as text and as CSV.  All of it is public knowledge:
 * anybody with the releases can work it out.
 */
#ifndef VERIFY_ATTACK_REPORT_H
#define VERIFY_ATTACK_REPORT_H

#include "verify/attack.h"

struct verdict {
	size_t nexact;	   /* one value */
	size_t ntoo_close; /* narrower than asked, the exact ones among them */
	size_t nopen;	   /* the limit came before it was clear that they are wide enough */
	size_t nunclear;   /* what is shown around them contradicts itself */
	const struct finding *narrowest; /* the first of them; NULL when none is bounded */
};

/* least: in the last digit of the measure. */
void attack_judge(const struct attack *a, long long least, struct verdict *v);
/* How many, how narrow, and one line for each cell that is not well enough hidden. */
void attack_put_summary(const struct attack *a, const struct verdict *v, long long least,
			struct buf *to);
/* Every suppressed cell: dataset,cell,measure,unit,low,high,how. */
void attack_put_csv(const struct attack *a, struct buf *to);

#endif
