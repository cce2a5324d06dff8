/*
 * public_cells: what a public release shows of its cells, as a draft for the history.
 *
 * For a history that was lost or is younger than its releases.  Read is the canonical table
 * that datapackage.json describes: the columns of its primary key name a cell, every column
 * M that has a column M_status is a measure.  What is shown was true that night, unless it is
 * of an earlier day (as_of); what is hidden, and every measure that the release does not have,
 * is unknown: "?".  A release whose values were perturbed tells nothing that is true.
 */
#ifndef RUN_PUBLIC_CELLS_H
#define RUN_PUBLIC_CELLS_H

#include "core/history.h"
#include "core/site.h"
#include "run/pipeline.h"

struct public_cells {
	const char *folder; /* of the release */
	const struct pipeline *pipeline;
	bool has_day;
	int32_t day; /* of its night, if known; else the end of its period is taken for it */
};

/* A whole draft, for history_take(). */
int public_cells_draft(const struct public_cells *from, const char *path, struct err *err);

#endif
