/*
 * explain: why a cell is not shown, or not with tonight's value, in words.
 *
 * The rule that it breaks, or the equation by which it would give another cell away, or what
 * the attacker's linear program found, or the change that must not be seen.  Names codes and
 * rules; no value.
 */
#ifndef PROTECT_EXPLAIN_H
#define PROTECT_EXPLAIN_H

#include "protect/suppress.h"

/* Whole sentences, one a line. */
int explain_row(const struct cells *c, const struct policy *p, const struct primary *pr,
		const struct past *past, struct suppression *s, uint32_t row, struct buf *words,
		struct err *err);

#endif
