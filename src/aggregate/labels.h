/*
 * labels: one dimension of the table as it is written: for each of its nodes the
 * entries of four dictionaries (code, name, level, parent).  Only nodes that
 * have a row are in them, in display order.
 */
#ifndef AGGREGATE_LABELS_H
#define AGGREGATE_LABELS_H

#include "aggregate/cube.h"

enum { LABELS_CODE, LABELS_NAME, LABELS_LEVEL, LABELS_PARENT, LABELS_COLUMNS };

struct labels {
	struct dict *dicts[LABELS_COLUMNS];
	/* By node, LABELS_PARENT by tree * nnodes + node; -1: none. */
	int32_t *index[LABELS_COLUMNS];
	int nnodes, ntrees;
};

/* has_row: by node. */
void labels_init(struct labels *a, const struct dimension *d, int nnodes, const bool *has_row);
void labels_release(struct labels *a);

#endif
