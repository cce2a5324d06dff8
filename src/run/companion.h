/*
 * companion: a pipeline whose cells another one's are made safe with.
 *
 * Two tables of the same persons, each safe alone, may not be beside each other: so
 * yg-protect sees both.  The companion's steps run up to the one before its
 * protect, into a file of the other's private folder; the night that needs it
 * removes it.
 */
#ifndef RUN_COMPANION_H
#define RUN_COMPANION_H

#include "run/job.h"

/* The cells of p->with[i] for at->with[i], all of them. */
int companions_write(const struct night *n, const struct pipeline *p, const struct workspace *at,
		     struct job_record *to, struct err *err);

#endif
