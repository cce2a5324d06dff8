/*
 * settle: what belongs to a release and may count only when it is public.
 *
 * The private audit, the draft of the history of cells and the lines of the ledger
 * are kept under the release's name before yg-publish begins.  Whatever ends the
 * run then, the public tree says what came of it: when the release stands there the
 * audit becomes the dataset's, the draft a release of the history and the lines
 * stay, else all go.  The next run settles what a run that was killed left.
 */
#ifndef RUN_SETTLE_H
#define RUN_SETTLE_H

#include "run/exposure.h"
#include "run/workspace.h"

/* Before yg-publish.  A draft that is not there is no error: not every pipeline writes an audit or
 * cells. */
int settle_promise(const struct site *site, struct state *s, const char *dataset,
		   const struct workspace *at, const struct exposures *e, struct err *err);
/* After it, whatever its end, and before every run. */
int settle(const struct site *site, struct state *s, const char *dataset, struct err *err);

#endif
