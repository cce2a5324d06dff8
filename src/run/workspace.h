/*
 * workspace: the folders and files that one pipeline's night writes to.
 *
 * All but the report are wiped before it begins and after it ends: the runner's
 * lock says that nobody else is at work in them.
 */
#ifndef RUN_WORKSPACE_H
#define RUN_WORKSPACE_H

#include "core/site.h"
#include "run/pipeline.h"

struct workspace {
	char *name;    /* of the dataset */
	char *work;    /* WORK/NAME.night: a name that is nobody else's */
	char *release; /* in it: the release folder */
	char *pass;    /* in it: what yg-inspect gives for the release */
	char *draft;   /* PRIVATE/audit/NAME.night: it never leaves the private folder */
	char *audit;   /* in it */
	char *cells;   /* in it: what the release would add to the history of cells */
	char **with;   /* in it: the cells of every pipeline of p->with */
	size_t nwith;
	char *history;	/* PRIVATE/cells.db: what was ever published, and what was true then */
	char *report;	/* PRIVATE/inspect/NAME.json: what yg-inspect found; it stays */
	char *previous; /* PUBLIC/d/NAME/latest; NULL when nothing is public yet */
};

void workspace_init(struct workspace *at, const struct site *site, const struct pipeline *p);
void workspace_release(struct workspace *at);
/* Removes what a run that was killed left, and makes the folders. */
int workspace_prepare(const struct workspace *at, struct err *err);
/* A folder that cannot be removed is only a warning: the next run tries again. */
void workspace_clear(const struct workspace *at);

#endif
