/*
 * blame: which of the processes of a chain was at fault.
 *
 * When one fails its neighbours fail too: they find a closed pipe, an input
 * without an end, or a SIGTERM from the runner.  The message that a person
 * needs is that of the one whose own trouble it was.
 */
#ifndef RUN_BLAME_H
#define RUN_BLAME_H

#include "run/chain.h"

/* After all have ended: 0 when every status is 0, else -1 with kind and message. */
int blame(const struct process *processes, size_t n, struct err *err);

#endif
