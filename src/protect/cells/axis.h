/*
 * axis: one dimension of the tables: its codes and how they hang together.
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

/* Where a table has the dimension: columns of its schema. */
struct axis_columns {
	size_t code, level, parent;
};

/* What a table says of a code; private. */
struct axis_claim {
	int table, previous; /* of the same code by an earlier table, or -1 */
	char *level, *parent;
};

struct axis {
	char *name;
	enum axis_kind kind;
	int n;
	char **codes;
	const char **levels;
	int *parents; /* -1: none; the nearest that a table knows */
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
	int capacity;
	struct axis_claim *claims;
	int *last_claims; /* by node; -1: no table has the code */
	size_t nclaims, claims_capacity;
};

enum { AXIS_NONE = -1, AXIS_NO_MONTH = INT32_MAX };

/* Dimension `column` of the first table that has it. */
int axis_init(struct axis *a, const struct schema *s, size_t column, struct err *err);
/* AXIS_TREE or AXIS_OF_WHICH, as a table's column says. */
int axis_read_kind(const struct field *f, enum axis_kind *kind, struct err *err);
/* Columns of the schema that belong to dimension `column`; ERR_DATA when one is missing. */
int axis_find_columns(const struct schema *s, size_t column, struct axis_columns *out,
		      struct err *err);
void axis_release(struct axis *a);
/* The node of row i of a table; a code must have one level and one parent in all of a table's
 * rows (ERR_DATA).  Tables come one after the other. */
int axis_add(struct axis *a, const struct axis_columns *at, int table, const struct batch *batch,
	     int64_t i, int *node, struct err *err);
/* The node of `_T`, which is made when no table has it. */
int axis_put_total(struct axis *a);
/* All rows are there: parents, depths, ranks, periods.  last_month: the last that the
 * tables cover, or AXIS_NO_MONTH; tables: their names, for messages. */
int axis_finish(struct axis *a, int32_t last_month, const char *const *tables, int ntables,
		struct err *err);
/* Whether all codes are periods, but for `_U`; before axis_finish(). */
bool axis_holds_periods(const struct axis *a);
/* The month where a period ends in a table that covers all up to last_month; AXIS_NO_MONTH of
 * what is no period. */
int32_t axis_last_month(const struct axis *a, int node, int32_t last_month);
/* The node of a code, or AXIS_NONE. */
int axis_find(const struct axis *a, const char *code, size_t n);
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

/* The rest is private: parts of axis_finish(). */

int axis_join_parents(struct axis *a, const char *const *tables, int ntables, struct err *err);
void axis_lay_out_periods(struct axis *a, int32_t last_month);

#endif
