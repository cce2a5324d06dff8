/*
 * recall: what the public releases of a pipeline show, brought into the history of cells.
 *
 * A release is taken into the history when it becomes public (settle.h).  One that the history
 * does not have, since the file is younger than it, was lost or comes from a backup, or since
 * yg-publish was called by hand, is taken from the public tree: what it hides is unknown then.
 */
#ifndef RUN_RECALL_H
#define RUN_RECALL_H

#include "core/site.h"
#include "run/local_day.h"
#include "run/pipeline.h"
#include "run/state.h"

/* The releases that the history lacks, oldest first; a warning says so.  They come behind those
 * that it has.  Whoever calls holds the lock of runs. */
int recall_missing(const struct site *site, struct state *s, const struct pipeline *p,
		   const struct local_day *local, struct err *err);
/* The history of the dataset anew, from nothing but public releases, whole or not at all; *n:
 * how many. */
int recall_all(const struct site *site, struct state *s, const struct pipeline *p,
	       const struct local_day *local, size_t *n, struct err *err);

#endif
