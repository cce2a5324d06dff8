/*
 * attack: what a reader of releases can work out of the cells that they suppress.
 *
 * The reader lays all tables side by side (attack_cells.h), tries which equations hold
 * (evidence.h), and bounds every suppressed cell: row by row (narrowing.h), then by linear programs
 * (vertices.h).  Every bound is proved in whole numbers.  Where what he assumes leads to a
 * contradiction, the component is done again with what is sure alone.
 */
#ifndef VERIFY_ATTACK_H
#define VERIFY_ATTACK_H

#include "verify/components.h"
#include "verify/narrowing.h"

struct attack_options {
	bool assume_additive; /* take distinct persons as additive where no shown cell refutes it */
	long long pivots;     /* of all linear programs together */
};

enum finding_how {
	HOW_SHOWN,   /* another release shows it */
	HOW_ROW,     /* one row after another */
	HOW_PROGRAM, /* several rows together */
	HOW_NOTHING  /* what is shown around it contradicts itself */
};

struct finding {
	int32_t cell;
	int64_t low, high; /* of the last digit; BOUND_NONE, -BOUND_NONE for no bound */
	double seen;	   /* a width that is possible for sure */
	enum finding_how how;
	uint32_t row; /* HOW_ROW: of the knowledge; HOW_PROGRAM: how many rows, or 0 */
	bool is_open; /* the limit came first: there might be tighter bounds */
};

struct attack {
	struct attack_cells cells;
	struct relations relations;
	struct evidence evidence;
	struct knowledge knowledge;
	struct narrowing narrowing;
	struct components components;
	struct finding *findings; /* every suppressed cell, in the order of releases and rows */
	size_t n;
	long long programs, pivots;
};

int attack_run(struct attack *a, const struct published *releases, int n,
	       const struct attack_options *o, struct err *err);
void attack_release(struct attack *a); /* legal on zeroes */

/* high - low, or -1 when one of them is not bounded. */
__int128 finding_width(const struct finding *f);

#endif
