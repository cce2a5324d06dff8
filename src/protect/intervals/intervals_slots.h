/*
 * intervals_slots: the values of tables, each with all the cells that have it.
 *
 * A slot is one value of one measure: that of rows whose columns of the system are identical (a
 * quarter's stock and that of its last month), or of a shadow.  Cells are rows, then nrows + i for
 * a shadow.  Only measures that the problem is about have slots.
 */
#ifndef PROTECT_INTERVALS_SLOTS_H
#define PROTECT_INTERVALS_SLOTS_H

#include "protect/intervals/intervals.h"

enum {
	SLOT_NONE = 0xffffffffu, /* the cell has no value, or the measure no slots */
	SLOT_ZERO = 0xfffffffeu	 /* known to be zero */
};

struct slot {
	int measure;
	uint32_t cell; /* the first in the order of `sorted`; SLOT_NONE: a hole */
	int64_t truth;
	int64_t low, high; /* what everybody knows of it; the same: it is known */
	bool is_shown;
	uint32_t hideable; /* a row that shows it and may be suppressed, or CELLS_NO_ROW */
};

struct slots {
	struct slot *items;
	uint32_t n;
	uint32_t **of; /* [measure][cell]; NULL: a measure without slots */
	uint32_t ncells;
	/* Private: */
	int nmeasures;
	size_t capacity;
};

/* Those of the rows; is_in: by measure, whether it gets slots. */
void slots_init(struct slots *s, const struct interval_problem *p, const bool *is_in);
void slots_release(struct slots *s);
/* Of a shadow. */
void slots_add_shadow(struct slots *s, const struct interval_problem *p, int measure, uint32_t cell,
		      int64_t truth);
/* Of what no row shows and every reader knows not to be negative. */
void slots_add_hole(struct slots *s, const struct interval_problem *p, int measure, int64_t truth);
/* The system whose equations a kind of measure obeys, or NULL, and the row's column in it. */
const struct system_of *slots_system(const struct interval_problem *p, enum measure_kind kind,
				     uint32_t row, uint32_t *column);
/* The least that a hidden value can be, as everybody knows. */
int64_t slot_least(const struct slot *s, const struct interval_problem *p);

static inline bool slot_is_known(const struct slot *s)
{
	return s->low == s->high;
}

#endif
