/*
 * ledger: what releases have shown of single columns, for all time.
 *
 * What was public once stays known, so no line of a release that became public
 * is ever removed.  Lines are written before the release is (a run that is
 * killed in between has promised too much, never too little) and confirmed or
 * dropped when it is known what came of it.  Every release leaves a line, one
 * that shows nothing an empty one: so the ledger knows whom it knows.
 */
#ifndef RUN_LEDGER_H
#define RUN_LEDGER_H

#include <stdbool.h>

#include "run/state.h"

enum { LEDGER_RELEASE = 13 }; /* the digits that end a release's id, with the NUL */

/* A line that is public already stays as it is. */
int ledger_add(struct state *s, const char *pipeline, const char *origin, const char *sight,
	       const char *release, struct err *err);
/* The lines of this release that wait become public, or go. */
int ledger_settle(struct state *s, const char *pipeline, const char *release, bool is_public,
		  struct err *err);
/* A release of the pipeline that lines wait for: 1, or 0 when none does. */
int ledger_waiting(struct state *s, const char *pipeline, char release[LEDGER_RELEASE],
		   struct err *err);
/* Whether there is any line of the pipeline: 1 or 0. */
int ledger_knows(struct state *s, const char *pipeline, struct err *err);

/* -1 ends it with err.  Waiting lines count: they may be public. */
typedef int ledger_fn(void *ctx, const char *pipeline, const char *origin, const char *sight,
		      struct err *err);
int ledger_each(struct state *s, ledger_fn *each, void *ctx, struct err *err);

#endif
