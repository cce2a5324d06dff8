/*
 * beside: a release beside the one before it, beside the other public datasets and
 * beside what is declared of it: plausible.h, linkage.h.
 */
#ifndef INSPECT_BESIDE_H
#define INSPECT_BESIDE_H

#include "inspect/linkage.h"
#include "inspect/plausible.h"

struct beside {
	const char *folder, *previous, *public; /* the last two may be NULL */
	const struct plausible *plausible;
	const struct linkage *linkage;
	struct site *site;
	const char *today; /* YYYY-MM-DD; NULL: what the system says, in UTC */
	clean_fn *clean;   /* whether a name may be shown */
	void *ctx;
};

/* A release whose table is not as its package says is a finding; a folder without a
 * package is not judged; a release before it, or a public one, that cannot be read is an
 * error. */
int beside_check(const struct beside *b, struct findings *f, struct err *err);

#endif
