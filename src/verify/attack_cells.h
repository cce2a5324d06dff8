/*
 * attack_cells: every cell of all releases together, as the attacker lays them side by side.
 *
 * A cell is a quantity and a code of each dimension.  A table without a dimension stands at its
 * total `_T`.  Measures are one quantity when `quantity` and `kind` are the same, or else
 * name, unit and kind; what two tables show of a common cell must then be the same, or the measures
 * are two quantities after all (two nights, two populations).
 *
 * Values are whole numbers of the last digit of their measure, of less than 2^52.
 */
#ifndef VERIFY_ATTACK_CELLS_H
#define VERIFY_ATTACK_CELLS_H

#include "verify/codebook.h"

enum cell_state {
	CELL_UNAVAILABLE, /* x: nobody shows it, nobody hides it */
	CELL_HIDDEN,	  /* c */
	CELL_HELD,	  /* p: the value of an earlier day */
	CELL_SHOWN	  /* also r; and z, which is nothing at all: 0 */
};

enum time_kind { TIME_UNKNOWN, TIME_FLOW, TIME_STOCK, TIME_CUMULATIVE };
enum adding {
	ADDS_UNKNOWN,
	ADDS_UP,       /* sums and counts */
	ADDS_DISTINCT, /* a whole is no more than its parts together */
	ADDS_NOT       /* means, quantiles and the like */
};

struct quantity {
	const char *dataset, *name, *unit, *kind, *quantity; /* views into its first release */
	enum time_kind time;
	enum adding adding;
	int scale;
	int32_t flow; /* of a cumulative one: the flow that it sums up, or -1 */
	bool shows_zero, has_negative;
	bool is_beside_sum; /* a sum since January in the same row may be why it is hidden */
};

struct attack_cell {
	int64_t value;	 /* SHOWN, HELD */
	int32_t release; /* that says so */
	int32_t last;	 /* that has it */
	uint8_t state;
	bool was_hidden; /* some release hides it, whatever another shows */
};

enum { CELL_NONE = -1, BOOKS_MAX = 32 };

struct attack_cells {
	const struct published *releases;
	int nreleases;
	struct codebook books[BOOKS_MAX];
	int nbooks;
	struct quantity *quantities;
	int32_t nquantities;
	struct attack_cell *cells;
	int32_t ncells;
	long long nmethods; /* tables that another method than suppression protects: left out */
	/* Private: */
	struct dict *keys;
	size_t quantities_room, cells_room;
};

/* The releases, read, must outlive it.  ERR_DATA for what cannot be attacked. */
int attack_cells_init(struct attack_cells *c, const struct published *releases, int n,
		      struct err *err);
void attack_cells_release(struct attack_cells *c); /* legal on zeroes */

/* The key of a cell: the quantity, then a node of each book; BOOKS_MAX + 1 numbers at most. */
void attack_cells_key(const struct attack_cells *c, int32_t cell, int32_t *key);
/* CELL_NONE when no table has it. */
int32_t attack_cells_find(const struct attack_cells *c, const int32_t *key);
/* "division=350524,period=2026-10", without the dimensions that stand at `_T` and that
 * the quantity's table does not have. */
void attack_cells_put_name(const struct attack_cells *c, int32_t cell, struct buf *to);

#endif
