/*
 * words: cells and equations of a stack, in words, for errors and explanations.
 *
 * They name codes and releases, never a value.
 */
#ifndef PROTECT_WORDS_H
#define PROTECT_WORDS_H

#include "protect/nights/classing.h"
#include "protect/pattern/equation.h"

/* "division=350524, period=2026-10", and of which release when it is an earlier one. */
void words_column(const struct protection *p, int system, uint32_t column, struct buf *b);
/* " (A) + (B) - (C)"; long ones are cut. */
void words_equation(const struct protection *p, int system, const struct equation *e,
		    struct buf *b);
/* What is public already gives a column away: -1, ERR_GATE, and by which equation; or 0 and a
 * warning, when it takes an insider to see it. */
int words_unsafe(struct classing *k, int system, uint32_t column, struct err *err);

#endif
