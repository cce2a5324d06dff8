/*
 * hierarchy: the nodes of one dimension, in display order, and the trees that
 * join them.
 *
 * Nodes are the codes of the declared levels (`_T` first when there is a
 * total, `_U` last), in preorder of the code list.  A list whose codes stand in
 * several rows (a town that moved to another county) has a tree of its own
 * for each period: everything in a period is counted by the hierarchy at the
 * period's end.
 *
 * Below the nodes lie the leaves, which rows are given while they are read:
 * a leaf is a code of the list, whatever its level, or the unknown.
 */
#ifndef AGGREGATE_HIERARCHY_H
#define AGGREGATE_HIERARCHY_H

#include "aggregate/spec.h"
#include "core/codes.h"
#include "core/record.h"

#define CODE_TOTAL "_T"
#define CODE_UNKNOWN "_U"

struct node {
	const char *code, *name, *level; /* views */
	int32_t from, to;		 /* days: first to last of all its rows in the list */
	int raw;			 /* leaf of that code, or -1 */
};

struct hierarchy_tree {
	int32_t *parent; /* by node: -1 at the top */
	int32_t *order;	 /* nodes, parents before children */
	int32_t *place;	 /* by node: its place in order */
	int32_t *end;	 /* by node: place after its last descendant */
	int32_t *node_of_leaf;
};

struct hierarchy {
	const struct codes *codes;
	struct node *nodes;
	int nnodes;
	int total, unknown;	      /* nodes; total is -1 when there is none */
	int nleaves;		      /* the last leaf is the unknown */
	bool has_versions;	      /* some code stands in several rows */
	bool has_bounds;	      /* some node is not valid on every day */
	struct hierarchy_tree *trees; /* one, or one per day given to hierarchy_plant() */
	int ntrees;
	/* private: */
	struct dict *leaves; /* codes by text */
	int32_t *node_of_raw;
};

/* Nodes from the list; the levels must be levels of it (ERR_CONFIG). */
int hierarchy_make(struct hierarchy *h, const struct codes *codes, const struct spec_dimension *d,
		   struct err *err);
/* A single node without a name, for tables without a code dimension. */
void hierarchy_trivial(struct hierarchy *h);
/* The trees: as the list stands on each of the days (n >= 1).  A list without
 * versions grows one tree whatever n is. */
void hierarchy_plant(struct hierarchy *h, const struct spec_dimension *d, const int32_t *days,
		     int n);
void hierarchy_release(struct hierarchy *h);

/* The leaf of a code text; the unknown when it is not in the list. */
int hierarchy_leaf(const struct hierarchy *h, struct str code);
const struct hierarchy_tree *hierarchy_tree(const struct hierarchy *h, int day);
/* Whether the code was valid on some day of from..to. */
bool node_is_valid(const struct node *n, int32_t from, int32_t to);

#endif
