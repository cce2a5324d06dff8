/*
 * spells: since when the inner cells of a system have been what they are.
 *
 * A spell is a run of releases in which an inner cell stayed the same; the last one may last
 * until tonight.  One that has changed and come back begins a new spell, for nobody
 * knows that it came back.
 *
 * An inner cell is judged by its row, in the first table that has it, with most of what it is
 * the rest of, and has been released.  The rest of a base is the base less its of-which
 * codes, and what a month adds to a sum since January is the sum less the one before.  What nobody
 * knows has not changed.
 */
#ifndef PROTECT_SPELLS_H
#define PROTECT_SPELLS_H

#include "protect/nights/past.h"
#include "protect/pattern/system.h"

struct spells {
	size_t *start; /* by inner cell, and one more */
	int64_t *from; /* the releases of its table with which spells begin */
	bool *lasts;   /* by inner cell: its last spell is tonight's */
	int *table;    /* by inner cell, or -1: it has no row, or none that was released */
	/* Private: */
	size_t n, capacity;
};

void spells_init(struct spells *s, const struct cells *c, const struct system_of *system,
		 const struct past *past);
void spells_release(struct spells *s);
/* The place in `from` of the spell of that release, or -1: it was not there. */
int64_t spells_at(const struct spells *s, uint32_t inner, int64_t release);
/* Whether it is tonight's too. */
bool spells_is_tonight(const struct spells *s, uint32_t inner, int64_t place);

#endif
