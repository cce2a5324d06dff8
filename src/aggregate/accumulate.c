#include "aggregate/accumulate.h"

const struct accumulator accumulators[] = {
	{ "count", INPUT_NONE, OP_ROWS, OP_NONE, true },
	{ "distinct", INPUT_KEY, OP_DISTINCT, OP_NONE, true },
	{ "cell_key", INPUT_KEY, OP_CELL_KEY, OP_NONE, true },
	{ "sum", INPUT_NUMBER, OP_SUM, OP_NONE, true },
	{ "mean", INPUT_NUMBER, OP_SUM, OP_VALUES, false },
	{ "min", INPUT_NUMBER, OP_MIN, OP_VALUES, false },
	{ "max", INPUT_NUMBER, OP_MAX, OP_VALUES, false },
	{ "quantile", INPUT_NUMBER, OP_QUANTILE, OP_VALUES, false },
	{ "largest", INPUT_NUMBER, OP_LARGEST, OP_NONE, true },
};

const size_t naccumulators = sizeof(accumulators) / sizeof(accumulators[0]);
