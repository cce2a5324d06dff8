/*
 * ladder: how the values of one column become coarser, level by level.
 *
 * Level 0 holds the distinct values of a coding.  Each level is a function of the
 * one below it, so that classes of records only ever grow together on the way up:
 * the search and the roll-up of tables rest on that.  Ids of a level are numbered in
 * the order of the values below them.  A level never has more ids than the one below.
 *
 *	codes	the ancestor of that level in the code list; a code that stands above
 *		the level already stays; one that the list does not have becomes NULL
 *	bands	lower bounds, as text: "18-59", "60+", "<18"; the bounds of a level
 *		are some of those of the level below
 *	tree	an object from each text of the level below to its text, or one text
 *		for all
 * NULL stays NULL, but for a step that is one text for all.
 */
#ifndef PROTECT_LADDER_H
#define PROTECT_LADDER_H

#include "core/site.h"
#include "protect/microdata/coding.h"
#include "protect/microdata/microdata_spec.h"

struct rung {
	uint32_t n;
	uint32_t *up;	   /* id here to id of the next rung; NULL at the top */
	struct str *texts; /* p NULL: the value NULL */
	uint32_t *leaves;  /* values of level 0 below each id */
};

struct ladder {
	struct rung *rungs; /* nlevels */
	int nlevels;
	struct dict *dict; /* private: the texts */
};

/* Before coding_finish(): a tree says which values there are, those that no row has
 * included.  Errors are left to ladder_make(). */
void ladder_domain(const struct ladder_spec *spec, struct coding *c);
/* site: for code lists; may be NULL when none is named. */
int ladder_make(struct ladder *l, const struct ladder_spec *spec, const struct coding *c,
		struct site *site, struct err *err);
void ladder_release(struct ladder *l);
/* map[id of level `from`] = id of level `to`, for to >= from; room for rungs[from].n. */
void ladder_map(const struct ladder *l, int from, int to, uint32_t *map);

#endif
