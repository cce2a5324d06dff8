/*
 * night: one pipeline, from its source to the public tree.
 *
 * Its policy must be approved, and still be when it comes to publishing.  What it
 * would show of persons is put beside what is public already; cells are made safe
 * beside the history of all that was published of them (recall.h).  The steps
 * run as processes joined by pipes, the package writes a release folder below the
 * work folder; yg-inspect looks it through for every value that may not be in it
 * and gives a pass, by which yg-publish takes it.  Every end is written to the
 * state database.  Whatever fails, the public tree is as it was.
 */
#ifndef RUN_NIGHT_H
#define RUN_NIGHT_H

#include "core/site.h"
#include "run/commands.h"
#include "run/pipeline.h"
#include "run/state.h"

struct night {
	const struct site *site;
	const struct command_options *options;
	struct state *state;
	const char *period; /* of the pipeline at work: NULL when it is bound to no months */
	char *programs;	    /* the folder that holds yg and the stages */
	char as_of[11];	    /* the day of the night: YYYY-MM-DD */
};

/* Prints what came of it on stdout. */
int night_run(struct night *n, const struct pipeline *p, struct err *err);

#endif
