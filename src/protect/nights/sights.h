/*
 * sights: what cells were on each night, and which of it must not be worked out.
 *
 * A sight is a cell of a system in one release, or tonight, as columns of the stack: one for a
 * row; two for a base without an of-which code, which no table shows.  Two sights of one
 * cell that differ so little that the change tells of few are a secret, whichever nights they
 * are of; so is a base without a code that was too small on its night (what was primary
 * by itself is a column of its own; tonight's shadows are too).
 */
#ifndef PROTECT_SIGHTS_H
#define PROTECT_SIGHTS_H

#include "protect/nights/stack.h"

struct sight {
	int table;
	uint32_t row, column;
	const struct past_version *version; /* NULL: tonight */
	uint32_t less_row, less_column;	    /* what is taken off; CELLS_NO_ROW: nothing */
	const struct past_version *less_version;
	uint32_t previous; /* place of the one before of the same cell, or CELLS_NO_ROW */
};

struct sights {
	struct sight *list;
	size_t n, capacity;
	uint32_t *last; /* by cell of the system and, from 1 on, of-which axis */
	int stride;
};

void sights_init(struct sights *s, const struct cells *c, uint32_t ncells);
void sights_release(struct sights *s);
/* One release has been looked at: columns and versions by cell of the system; CELLS_NO_ROW
 * and NULL where the cell was not there.  first_sum: see system.h. */
void sights_see(struct sights *s, const struct cells *c, const struct system_of *system, int table,
		const uint32_t *columns, const struct past_version *const *versions);
/* Tonight's, when all releases have been seen; then the secrets of all, into k->also. */
void sights_list_secrets(struct sights *s, const struct cells *c, const struct policy *p,
			 const struct system_of *system, const struct past *past, struct stack *k);

#endif
