/*
 * state: what ran, when, with what result: SQLite, opened by the runner alone.
 *
 * A row is committed after every step, so a crash loses nothing that is over.
 * Losing the file loses history, never a release; of what releases have shown
 * (ledger.h) the present files speak then.  A file of an older version
 * is brought up when it is opened for writing.
 */
#ifndef RUN_STATE_H
#define RUN_STATE_H

#include <stdint.h>

#include "core/err.h"
#include "run/chain.h"
#include "run/pipeline.h"

struct state;

/* Creates the file at first.  A file of a newer program is ERR_CONFIG.
 * read_only: ERR_SOURCE when there is none yet. */
int state_open(const char *path, int read_only, struct state **out, struct err *err);
void state_close(struct state *s);

/* A run that has begun and has no end was cut off. */
int state_begin(struct state *s, const struct pipeline *p, const char *period, int64_t *run,
		struct err *err);
int state_step(struct state *s, int64_t run, int position, const char *stage, const char *config,
	       const struct process *p, struct err *err);
/* status 0 and where the release lies, or the status and the message. */
int state_end(struct state *s, int64_t run, int status, const char *message, const char *release,
	      struct err *err);

/* Before yg-publish: the digits that the release's id will end with, kept while the run has no end.
 * So whoever is killed after that has left the release's place in the order. */
int state_promise(struct state *s, const char *pipeline, const char *release, struct err *err);
/* Every run that published, in order: its release (a path, or the digits of a promise) and when it
 * was begun, 2026-11-30T18:00:00Z. */
typedef int state_release_fn(void *ctx, const char *release, const char *started, struct err *err);
int state_releases(struct state *s, const char *pipeline, state_release_fn *fn, void *ctx,
		   struct err *err);

/* The last run of a pipeline; texts are "" where there is none. */
struct last_run {
	char started[32], ended[32], message[1100], release[512], period[32];
	int status;
	int found, unfinished;
	long long rows;
};

int state_last(struct state *s, const char *pipeline, struct last_run *last, struct err *err);

#endif
