/*
 * inner_list: inner cells of one table, or of several that were laid over each other.
 */
#ifndef PROTECT_INNER_LIST_H
#define PROTECT_INNER_LIST_H

#include "protect/cells/cells.h"

struct inner_list {
	const struct cells *cells; /* not owned */
	enum measure_kind kind;	   /* of the measures */
	int *nodes;		   /* naxes for each */
	int64_t *values;	   /* more than 0 */
	uint32_t n;
	/* Private: */
	size_t nodes_room, values_room;
};

void inner_list_init(struct inner_list *l, const struct cells *c, enum measure_kind kind);
void inner_list_release(struct inner_list *l);
void inner_list_add(struct inner_list *l, const int *nodes, int64_t value);
static inline const int *inner_list_at(const struct inner_list *l, uint32_t i)
{
	return l->nodes + (size_t)i * (size_t)l->cells->naxes;
}

/* The node that this one is a part of for a measure of the kind, or AXIS_NONE: the rest
 * beside an of-which code is a part of the base, and stocks of periods add up to nothing. */
int inner_up(const struct axis *a, enum measure_kind kind, int node);
/*
 * Lays b over a: the result in *out adds up to both.  False when they do not hold the same.
 * Both in the order of cells->sorted, as the result is.
 */
bool inner_overlay(const struct inner_list *a, const struct inner_list *b, struct inner_list *out);

#endif
