/*
 * crew: pieces of a walk, probed by several threads.
 *
 * Findings are reported in the order of the pieces, whatever thread probed them
 * first: the list is the same for any number of threads.  A piece is copied;
 * two pieces for each thread are under way at once.
 */
#ifndef INSPECT_CREW_H
#define INSPECT_CREW_H

#include "inspect/probe.h"

struct crew;
/* jobs: 1 is no thread but the caller's; 0 is as many as there are processors, at
 * most eight.  The probe and the findings stay the caller's. */
int crew_new(const struct probe *p, struct findings *f, int jobs, struct crew **out,
	     struct err *err);
void crew_put(struct crew *c, const struct piece *piece);
/* Waits for all pieces. */
void crew_finish(struct crew *c);
void crew_free(struct crew *c); /* NULL is legal */
/* Pieces and bytes of text that came in. */
long long crew_bytes(const struct crew *c);

#endif
