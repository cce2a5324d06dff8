/*
 * cells: one or more whole tables in memory, from streams of state `cells`.
 *
 * A row is one cell with all of its measures.  Tables that are protected together are joined
 * by their codes: a row is named by one node of each axis, and what two tables say of one name
 * is one row, with one pattern.  Axes are joined by the name of the dimension.  The rows of a
 * table that has no such dimension stand at its total `_T`, which holds everything; where no
 * table has that row it is put above the codes without a parent.  A table may leave out
 * levels: the parent of a code is the nearest that a table knows.
 *
 * Only the first table is written in the end, and its rows come first.  What depends on an order
 * follows `sorted`, which is the same in whatever order rows and tables come.
 *
 * Values are whole numbers of less than 2^62 (of a decimal: its digits), so that sums and
 * differences of two of them cannot overflow.
 *
 * Limits: 16 dimensions, 2^32 - 2 rows.  A row of a table takes about 70 bytes, 4 more for each
 * dimension and each table, and 8 for each column (16 for a decimal, 4 for a code).
 */
#ifndef PROTECT_CELLS_H
#define PROTECT_CELLS_H

#include "core/record.h"
#include "protect/cells/axis.h"
#include "protect/pattern/keymap.h"

enum measure_kind { MEASURE_FLOW, MEASURE_CUMULATIVE, MEASURE_STOCK, MEASURE_KINDS };

struct measure {
	const char *name; /* of a further table that has a name again: "DATASET.measure" */
	int table;
	size_t column, status_column; /* in the schema of its table */
	enum field_type type;	      /* int64, decimal, float64 */
	int scale;		      /* of a decimal, else 0 */
	enum measure_kind kind;
	const char
		*quantity; /* yg.quantity: what it measures, however it adds up in time; or NULL */
	bool is_published; /* else only here for the sake of protection */
	bool is_beside;	   /* of a table that only lends its rules: see layers.h */
	char *own_name;	   /* Private */
};

enum cell_status {
	STATUS_NORMAL,
	STATUS_PROVISIONAL,
	STATUS_NOT_APPLICABLE, /* z: there is no such cell, so nothing to hide */
	STATUS_NOT_AVAILABLE   /* x: nobody has the value, or it came too late */
};

enum { CELLS_NO_ROW = 0xffffffffu, CELLS_MAX_AXES = 16 };

/* A name that no column of a table may have: the safe table may have it. */
#define CELLS_AS_OF "as_of"

struct table_axis {
	int axis; /* of the joint table */
	struct axis_columns columns;
};

struct table {
	const char *dataset; /* as messages call it: "relief", "table 2", "relief (table 2)" */
	struct schema schema;
	const struct batch *batch; /* its rows as they came; after cells_finish() */
	uint32_t nrows;
	uint32_t *rows; /* the joint row of each of its rows */
	uint32_t *at;	/* its row for each joint row, or CELLS_NO_ROW */
	/* Private: */
	char *own_name;
	struct table_axis *axes;
	int naxes;
	int *nodes; /* naxes for each row */
	size_t nodes_capacity;
	struct batch_builder builder;
};

struct cells {
	struct table *tables;
	int ntables;
	struct schema schema;	   /* of the first table; a view */
	const struct batch *batch; /* of the first table */
	struct axis *axes;
	int naxes;
	struct measure *measures; /* those of the first table come first */
	int nmeasures;
	uint32_t nrows;
	int *nodes;	  /* naxes for each row */
	uint32_t *sorted; /* rows in an order that does not depend on arrival */
	uint32_t *ranks;  /* the place of each row in it */
	/* Private: */
	struct keymap index;
	size_t nodes_capacity;
	int order[CELLS_MAX_AXES]; /* axes as rows are sorted by them */
};

/* Begins the first table.  ERR_STREAM for a wrong state, ERR_DATA for a column without a role
 * or a measure without kind or status. */
int cells_init(struct cells *c, const struct schema *s, struct err *err);
/* Begins a further table; ERR_DATA also when a dimension is not of the same kind in all. */
int cells_add_table(struct cells *c, const struct schema *s, struct err *err);
void cells_release(struct cells *c);
/* Adds rows to the table that was begun last. */
int cells_add(struct cells *c, const struct batch *batch, struct err *err);
/* Joins the tables and checks what only the whole shows: hierarchies, double rows, the range
 * of values. */
int cells_finish(struct cells *c, struct err *err);

static inline const int *cells_nodes(const struct cells *c, uint32_t row)
{
	return c->nodes + (size_t)row * (size_t)c->naxes;
}

/* The row with these nodes, or CELLS_NO_ROW. */
uint32_t cells_find(const struct cells *c, const int *nodes);
/* Of nodes and extra nodes. */
uint64_t cells_key(const struct cells *c, const int *nodes);
/* By its name, or by "DATASET.name", which means the same whichever table is the first; -1: none. */
int cells_measure(const struct cells *c, const char *name);
const struct field *cells_field(const struct cells *c, int measure);
/* Where the measure's table has no such row: NULL and STATUS_NOT_AVAILABLE. */
enum cell_status cells_status(const struct cells *c, int measure, uint32_t row);
bool cells_is_null(const struct cells *c, int measure, uint32_t row);
bool cells_is_zero(const struct cells *c, int measure, uint32_t row);
/* Whether tables that have the row have measures of the kind, and all of them are zero in it. */
bool cells_kind_is_zero(const struct cells *c, enum measure_kind kind, uint32_t row);
/* The value in units of its column (a decimal times 10^scale); not of NULL, nor of float64.
 * Less than 2^62 either way, but for cell keys, which have all 64 bits. */
int64_t cells_int(const struct cells *c, int measure, uint32_t row);
/* For comparisons of size only; 0 for NULL. */
double cells_size(const struct cells *c, int measure, uint32_t row);
/* The value as CSV text; nothing for NULL. */
void cells_put_value(const struct cells *c, int measure, uint32_t row, struct buf *b);
bool cells_has_kind(const struct cells *c, enum measure_kind kind);
/* The period axis, or -1. */
int cells_period_axis(const struct cells *c);
/* "division=350524, period=2026-10": codes, never values; for messages. */
void cells_describe(const struct cells *c, const int *nodes, struct buf *b);
/* "division=350524,period=2026-10": what a cell is called in a history, an audit and on a command
 * line, on every night.  A dimension that the first table does not have is left out at its `_T`. */
void cells_name(const struct cells *c, const int *nodes, struct buf *b);
/* The row of that name; dimensions in any order, those left out at `_T`.  ERR_USAGE says what is
 * wrong with it. */
int cells_find_name(const struct cells *c, const char *text, uint32_t *row, struct err *err);

#endif
