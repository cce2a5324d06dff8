/*
 * cube: rows in, cells out: the whole of an aggregation, without its ends.
 *
 *	cube_bind(&cube, &spec, &reader->schema, &finder, err);
 *	cube_load(&cube, reader, err);		rows to numbers, in partitions
 *	cube_compute(&cube, max_cells, err);	numbers to cells, on all processors
 *	emit_cells(&cube, writer, err);		see emit.h
 *
 * One code dimension, the one with the most nodes, is the tree: the cells of one
 * combination of nodes of all other dimensions are computed together, in one
 * walk over the partitions that belong to it, and rolled up the tree.  The result
 * depends neither on the order of the rows nor on the number of threads.
 *
 * Memory: rows * (4 + 4 * keys + 8 * numeric columns) bytes, the distinct keys
 * themselves, and the cells.
 */
#ifndef AGGREGATE_CUBE_H
#define AGGREGATE_CUBE_H

#include "aggregate/accumulate.h"
#include "aggregate/dimension.h"
#include "aggregate/idmap.h"
#include "aggregate/rowstore.h"
#include "aggregate/tuples.h"
#include "aggregate/where.h"
#include "core/reader.h"

/* A column that measures read: of keys or of numbers. */
struct input_column {
	int column;
	enum field_type type;
	int scale;	       /* numbers: 0 for int64 */
	int64_t nulls;	       /* met */
	struct idmap ids;      /* keys */
	uint64_t *record_keys; /* of cell keys: by id, or NULL; see record_key.h */
};

/* An operation on a column, for measures of one kind. */
struct op {
	enum op_kind op;
	enum measure_kind kind;
	int input;	    /* number of the key or numeric column; -1: rows */
	int key;	    /* LARGEST: number of the key column of contributors, else -1 */
	int where;	    /* bit of the rows that it takes, or WHERE_NONE */
	int rank;	    /* LARGEST; then ops that differ in it alone are walked together: */
	int leader, nranks; /* the first of them, and the greatest rank, for that one */
	__int128 q;
	int slot; /* of the cell's tallies or amounts */
};

struct measure {
	const struct spec_measure *spec;
	enum field_type type;
	int scale, input_scale;
	int op, second; /* ops; second is -1 unless the accumulator has one */
};

/* One combination of nodes of the dimensions other than the tree, with its cells. */
struct combo {
	int span; /* of the period dimension, or -1 */
	struct part_list {
		uint32_t *parts;
		size_t n, capacity;
	} parts[KINDS]; /* the partitions that belong to it */
	uint64_t nrows; /* to be walked */
	size_t ncells;
	int32_t *nodes;	   /* of the tree, ascending */
	int64_t *tallies;  /* [slot][cell] */
	__int128 *amounts; /* [slot][cell] */
};

struct cube {
	const struct spec *spec;
	struct meta meta;	  /* of the input's schema */
	struct month_range range; /* of the input; with a period, of its rows */
	struct dimension *dimensions;
	size_t ndimensions;
	int tree, period; /* dimensions, or -1 */
	int *others;	  /* the dimensions but the tree, in order */
	size_t nothers;
	struct hierarchy trivial;	   /* when there is no tree */
	const struct hierarchy *hierarchy; /* of the tree */
	struct filter_bound *where;
	struct wheres wheres; /* of single measures */
	struct input_column *keys, *numbers;
	size_t nkeys, nnumbers;
	struct op *ops;
	size_t nops;
	int ntallies, namounts;
	bool uses[KINDS];
	int rows_slot[KINDS];	  /* tally of rows, for every kind in use */
	struct measure *measures; /* as in the spec */
	int64_t nrows, nleft_out;
	struct rowstore store;
	struct tuples partitions;  /* leaves of the other dimensions */
	struct tuples combo_nodes; /* nodes of the other dimensions */
	struct combo *combos;
	size_t ncombos, combos_capacity;
	bool *always; /* nodes of the tree shown in every combination, or NULL */
	uint64_t max_cells, ncells;
};

int cube_bind(struct cube *c, const struct spec *spec, const struct schema *schema,
	      const struct code_finder *finder, struct err *err);
int cube_load(struct cube *c, struct reader *r, struct err *err);
int cube_compute(struct cube *c, uint64_t max_cells, struct err *err);
/* Legal on a zeroed cube. */
void cube_release(struct cube *c);
/* What was met on the way, for the run report. */
void cube_report(const struct cube *c);

/* Nodes that a dimension may show: codes, spans, or parts with `_T` before them. */
int cube_nnodes(const struct cube *c, size_t dimension);

#endif
