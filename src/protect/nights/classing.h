/*
 * classing: which cells of a system, tonight's and earlier ones, are one and the
 * same, what may happen to each, and in which order.
 */
#ifndef PROTECT_CLASSING_H
#define PROTECT_CLASSING_H

#include "protect/pattern/eliminate.h"
#include "protect/nights/protection.h"

/* What the cells with one column have in common. */
struct group {
	uint32_t first;	   /* its first cell in the canonical order, or CELL_NONE */
	uint32_t hidden;   /* a member (row or shadow) that is not published, or CELL_NONE */
	uint8_t class;	   /* enum cell_class */
	bool is_sensitive; /* a member is primary tonight, or a shadow */
	bool is_earlier;   /* hidden is not published for what it was in an earlier release */
	bool is_void;	   /* a member is not applicable: everybody knows that */
	bool is_zero, is_kept, is_public, was_hidden;
	double cost;
	int depth;
};

struct classing {
	struct protection *p;
	const struct system_of *system;
	const struct stack *stack;
	struct group *groups; /* by leading column of the stack */
	uint8_t *classes;     /* by column: for the elimination */
	uint32_t *order, *partners, *insiders;
	size_t norder;
};

/* Groups with what has been decided so far.  ERR_DATA when the table contradicts itself,
 * ERR_GATE when what is too small is public already. */
int classing_init(struct classing *k, struct protection *p, int system, struct err *err);
void classing_release(struct classing *k);
/* Classes, order, partners and insiders, for the elimination. */
void classing_order(struct classing *k);
/* Suppresses the rows of secondary cells. */
void classing_take(struct classing *k, const struct elimination *e);
/* Rows that have the value of a hidden cell are hidden too; how many there were. */
uint32_t classing_spread(struct classing *k);

#endif
