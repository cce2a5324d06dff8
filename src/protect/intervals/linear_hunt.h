/*
 * linear_hunt: what is still to be reached, and witnesses that reach it.
 *
 * An aim is one end of a goal: a variable is to move by `need` in a direction.  A solution of
 * a program falls into pieces that share no row: each piece is a table of its own.  Only
 * a piece that holds in whole numbers, checked in 128 bits, becomes a witness; all
 * aims that it reaches are done with.
 */
#ifndef PROTECT_LINEAR_HUNT_H
#define PROTECT_LINEAR_HUNT_H

#include "protect/intervals/linear_reduce.h"

enum aim_state { AIM_OPEN, AIM_REACHED, AIM_FAILED, AIM_UNKNOWN };

struct aim {
	uint32_t goal, var, next; /* next: of the same var, or REDUCED_NONE */
	int direction;		  /* 1: high, -1: low */
	int64_t need;		  /* how far; above 0 */
	bool is_near;		  /* for the use of linear_reach */
	enum aim_state state;
	uint32_t witness;
	double found; /* of a failed aim: how far it can go */
};

struct hunt {
	const struct reduced *r;
	struct aim *aims;
	size_t naims, nopen;
	uint32_t *aim_of_var; /* the first, or REDUCED_NONE */
	struct witness_table *witnesses;
	uint32_t nwitnesses;
	/* Private: */
	size_t witnesses_capacity;
	int64_t *steps;			 /* by var; 0 but for the piece at hand */
	uint32_t *seen_vars, *seen_rows; /* stamps */
	uint32_t stamp, check_stamp;
	uint32_t *piece; /* vars */
	uint32_t npiece;
};

/* Every end of a goal that the truth does not reach itself becomes an aim. */
void hunt_begin(struct hunt *h, const struct reduced *r, const struct linear_goal *goals,
		size_t ngoals);
/* The witnesses too. */
void hunt_release(struct hunt *h);
/* Takes a solution: differences by var, 0 but for the n vars listed.  Returns how many aims were
 * reached for the first time. */
size_t hunt_take(struct hunt *h, const double *values, const uint32_t *vars, uint32_t n);

/* All but the rows to blame; the witnesses are the result's then. */
void hunt_write(struct hunt *h, size_t ngoals, struct linear_result *out);

#endif
