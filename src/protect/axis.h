/*
 * axis: one dimension of a table: its codes and how they hang together.
 *
 * Nodes are the codes in order of arrival.  Some cells that no table shows can be
 * worked out from it all the same; their codes are "extra nodes", numbered
 * from n on:
 *	of-which dimension	extra node n + k: the base without code k
 *	period dimension	extra node n + i: interval i, between two ends of one year;
 *				after the intervals one for each code: its year from January
 *				to its end
 */
#ifndef PROTECT_AXIS_H
#define PROTECT_AXIS_H

#include <stdbool.h>

#include "core/date.h"
#include "core/err.h"
#include "core/record.h"

enum axis_kind {
	AXIS_TREE,     /* a code is the sum of the codes below it */
	AXIS_OF_WHICH, /* codes overlap; each is a part of the base `_T` */
	AXIS_PERIOD    /* depends on the kind of measure: see span.h */
};

/* Where periods end: in their last month, or in the last one that the table covers. */
struct axis_end {
	int32_t month; /* year * 12 + month - 1 */
	int first;     /* the first end of the same year */
};

/* What lies after end `after` up to end `upto` of the same year. */
struct axis_interval {
	int after, upto;
};

struct axis {
	char *name;
	size_t column, level_column, parent_column; /* in the schema */
	enum axis_kind kind;
	int n;
	char **codes, **levels;
	int *parents; /* -1: none in the table */
	int *depths;  /* 0: no parent */
	int *ranks;   /* by bytes of the code */
	bool *is_leaf;
	int base;      /* AXIS_OF_WHICH: the node of `_T` */
	bool is_mixed; /* periods beside codes that are none: kept as a tree */
	/* AXIS_PERIOD: */
	struct axis_end *ends; /* ascending */
	int nends;
	int *end_of; /* by node */
	int *before; /* by node: the last end before the node's first day within
				 * its year, or -1 */
	struct axis_interval *intervals;
	int nintervals;
	/* Private, while rows arrive: */
	struct dict *dict;
	char **parent_codes;
	int capacity;
};

enum { AXIS_NONE = -1, AXIS_NO_MONTH = INT32_MAX };

/* Columns of the schema that belong to dimension `column`; ERR_DATA when one is missing. */
int axis_init(struct axis *a, const struct schema *s, size_t column, struct err *err);
void axis_release(struct axis *a);
/* The node of row i; a code must have one level and one parent in all rows (ERR_DATA). */
int axis_add(struct axis *a, const struct batch *batch, int64_t i, int *node, struct err *err);
/* All rows are there: parents, depths, ranks, periods.  last_month: the last that the
 * table covers, or AXIS_NO_MONTH. */
int axis_finish(struct axis *a, int32_t last_month, struct err *err);
/* Nodes and extra nodes. */
int axis_size(const struct axis *a);
/* The extra node of an interval; after is -1 or >= upto: AXIS_NONE. */
int axis_interval(const struct axis *a, int after, int upto);
/* The extra node of what is counted since January up to the end of a period, and back. */
int axis_since_january(const struct axis *a, int node);
bool axis_is_since_january(const struct axis *a, int node);
int axis_own_period(const struct axis *a, int node);
/* "350524", "_T without 2", "after 2026-03 to 2026-05": for messages and the audit. */
void axis_describe(const struct axis *a, int node, struct buf *b);

#endif
