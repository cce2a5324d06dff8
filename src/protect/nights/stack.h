/*
 * stack: the equations of tonight's table and of every earlier release, as one system.
 *
 * An inner cell that has stayed the same since an earlier release is one unknown in both;
 * where it has changed (somebody joined or left) the earlier night has an unknown
 * of its own.  So the columns are tonight's cells and, for each earlier release,
 * the cells that hold an inner cell that has changed since.  In terms of stayers s, leavers l
 * and joiners j the earlier cell is A(s + l) and tonight's A(s + j): what equations can tell is j - l,
 * so that is what is protected wherever it is small.
 *
 * Taking it for known which inner cells have not changed is the safe side: no reader knows more.
 */
#ifndef PROTECT_STACK_H
#define PROTECT_STACK_H

#include "protect/pattern/combination.h"
#include "protect/nights/past.h"
#include "protect/rules/policy.h"
#include "protect/pattern/system.h"

/* A cell of an earlier release. */
struct old_cell {
	uint32_t cell; /* of the system tonight */
	int table;
	int64_t release;
	bool is_shown, was_primary;
};

struct stack {
	struct sparse matrix; /* the system's columns, then one for each old cell */
	uint32_t ncells, nold;
	struct old_cell *old;
	uint32_t *leader;	  /* by column: the first with the same inner cells */
	bool *is_public;	  /* by cell of the system: shown earlier, and the same tonight */
	struct combinations also; /* changes that must not be derivable, and the like: sights.h */
	uint32_t *changed;	  /* by combination of `also`: the row that it is about */
	size_t changed_capacity, old_capacity;
};

int stack_build(struct stack *k, const struct system_of *s, const struct cells *c,
		const struct policy *p, const struct past *past, struct err *err);
void stack_release(struct stack *k);

/* Whether a row's true values differ from those of a version: in any measure of its table. */
bool stack_differs(const struct cells *c, const struct past_version *v, int table, uint32_t row);
/* Whether they differ so little that the change tells of few: by a count that changed by less than
 * the policy asks for, or with no count that changed at all. */
bool stack_is_near(const struct cells *c, const struct policy *p, const struct past_version *v,
		   int table, uint32_t row);

#endif
