/*
 * cells: a whole table in memory, from a stream of state `cells`.
 *
 * A row is one cell of the table with all of its measures.  Every row is named
 * by one node of each axis; two rows never have the same name.  Limit: a row of
 * values costs about 50 bytes and 8 for each column.
 */
#ifndef PROTECT_CELLS_H
#define PROTECT_CELLS_H

#include "core/record.h"
#include "protect/axis.h"
#include "protect/keymap.h"

enum measure_kind { MEASURE_FLOW, MEASURE_CUMULATIVE, MEASURE_STOCK, MEASURE_KINDS };

struct measure {
	const char *name; /* a view into the schema */
	size_t column, status_column;
	enum measure_kind kind;
	bool is_published; /* else only here for the sake of protection */
};

enum cell_status {
	STATUS_NORMAL,
	STATUS_PROVISIONAL,
	STATUS_NOT_APPLICABLE, /* z: there is no such cell, so nothing to hide */
	STATUS_NOT_AVAILABLE   /* x: nobody has the value, or it came too late */
};

enum { CELLS_NO_ROW = 0xffffffffu, CELLS_MAX_AXES = 16 };

struct cells {
	struct schema schema;
	const struct batch *batch; /* all rows; after cells_finish() */
	struct axis *axes;
	int naxes;
	struct measure *measures;
	int nmeasures;
	uint32_t nrows;
	int *nodes;	  /* naxes for each row */
	uint32_t *sorted; /* rows in an order that does not depend on arrival */
	uint32_t *ranks;  /* the place of each row in it */
	/* Private: */
	struct batch_builder rows;
	struct keymap index;
	size_t nodes_capacity;
};

/* ERR_STREAM for a wrong state, ERR_DATA for a column without a role or a measure
 * without kind or status. */
int cells_init(struct cells *c, const struct schema *s, struct err *err);
void cells_release(struct cells *c);
int cells_add(struct cells *c, const struct batch *batch, struct err *err);
/* Checks what only the whole table shows: hierarchies, double rows. */
int cells_finish(struct cells *c, struct err *err);

static inline const int *cells_nodes(const struct cells *c, uint32_t row)
{
	return c->nodes + (size_t)row * (size_t)c->naxes;
}

/* The row with these nodes, or CELLS_NO_ROW. */
uint32_t cells_find(const struct cells *c, const int *nodes);
/* Of nodes and extra nodes. */
uint64_t cells_key(const struct cells *c, const int *nodes);
/* Index, or -1. */
int cells_measure(const struct cells *c, const char *name);
enum cell_status cells_status(const struct cells *c, int measure, uint32_t row);
bool cells_is_null(const struct cells *c, int measure, uint32_t row);
bool cells_is_zero(const struct cells *c, int measure, uint32_t row);
/* Whether the table has measures of the kind and all of them are zero in the row. */
bool cells_kind_is_zero(const struct cells *c, enum measure_kind kind, uint32_t row);
/* For comparisons of size only; 0 for NULL. */
double cells_size(const struct cells *c, int measure, uint32_t row);
bool cells_has_kind(const struct cells *c, enum measure_kind kind);
/* The period axis, or -1. */
int cells_period_axis(const struct cells *c);
/* "division=350524, period=2026-10": codes, never values. */
void cells_describe(const struct cells *c, const int *nodes, struct buf *b);

#endif
