/*
 * accumulate: the table of accumulators, and the operations they are made of.
 *
 * An accumulator is what a measure may ask for.  It is computed from one or
 * two operations; each operation keeps one number per node of the tree and
 * rolls up from children to parents.  A new accumulator is a line in
 * `accumulators` and, if no operation fits, an operation.
 *
 * Tallies (rows, values, distinct keys) are 64-bit; amounts are 128-bit, in
 * units of the column's scale.
 */
#ifndef AGGREGATE_ACCUMULATE_H
#define AGGREGATE_ACCUMULATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum op_kind {
	OP_NONE,
	OP_ROWS,     /* rows */
	OP_VALUES,   /* values that are not NULL */
	OP_DISTINCT, /* distinct keys that are not NULL */
	OP_CELL_KEY, /* the sum of their record keys, modulo 2^64 */
	OP_SUM,
	OP_MIN,
	OP_MAX,
	OP_QUANTILE,
	OP_LARGEST /* totals of the largest contributors */
};

enum accumulator_input { INPUT_NONE, INPUT_KEY, INPUT_NUMBER };

struct accumulator {
	const char *name; /* the key in aggregate.json */
	enum accumulator_input input;
	enum op_kind op, second; /* second: OP_NONE unless it takes two */
	bool empty_is_zero;	 /* else a cell without a value has status z */
};

extern const struct accumulator accumulators[];
extern const size_t naccumulators;

/* Neutral amounts: an OP_MIN or OP_MAX that holds one has seen nothing. */
#define AMOUNT_MAX ((__int128)(((unsigned __int128)1 << 127) - 1))
#define AMOUNT_MIN (-AMOUNT_MAX - 1)

static inline bool op_is_tally(enum op_kind op)
{
	return op == OP_ROWS || op == OP_VALUES || op == OP_DISTINCT || op == OP_CELL_KEY;
}

static inline __int128 op_neutral(enum op_kind op)
{
	return op == OP_MIN ? AMOUNT_MAX : op == OP_MAX ? AMOUNT_MIN : 0;
}

/* a and b of one operation together, in *a; false when a sum overflows. */
static inline bool op_merge(enum op_kind op, __int128 *a, __int128 b)
{
	if (op == OP_MIN)
		*a = b < *a ? b : *a;
	else if (op == OP_MAX)
		*a = b > *a ? b : *a;
	else if (op == OP_SUM)
		return !__builtin_add_overflow(*a, b, a);
	return true;
}

#endif
