/*
 * intervals_relations: the relations between the values of a table that a reader knows; see
 * intervals_model.h for which.
 */
#ifndef PROTECT_INTERVALS_RELATIONS_H
#define PROTECT_INTERVALS_RELATIONS_H

#include "protect/intervals/intervals_model.h"

/* Slots for shadows, for every measure that they mean something for. */
void relations_add_shadows(struct interval_model *m);
/* All relations of the measures that have slots. */
int relations_put(struct interval_model *m, struct err *err);

/* The flow that a cumulative measure adds up, among the measures that have slots, or -1. */
int relations_flow_of(const struct interval_model *m, int measure);
/*
 * Adds `weight` times the value of nodes and extra nodes to the relation at work.  False when a
 * part of it is not there (with `loose`, a row that is not there is zero), or when the measure
 * has no such thing: a stock has no intervals.
 */
bool relations_expression(struct interval_model *m, int measure, const int *nodes, int32_t weight,
			  bool loose);
/* A row with the measure's value at an end of a period, other nodes as given; or CELLS_NO_ROW. */
uint32_t relations_row_at_end(const struct interval_model *m, int measure, const int *nodes,
			      int end);

#endif
