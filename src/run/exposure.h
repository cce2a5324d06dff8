/*
 * exposure: what a pipeline's records would show of persons, beside all that is
 * public already.
 *
 * Two releases that mask the same value in ways that complement each other show
 * it, though neither does alone.  So before a pipeline runs, what its mask file
 * leaves in sight is put beside the ledger (complement.h).  Showing again what is
 * public already is no harm.  Counts and sums show no records: a pipeline that
 * aggregates shows nothing here.
 */
#ifndef RUN_EXPOSURE_H
#define RUN_EXPOSURE_H

#include "core/glimpse.h"
#include "run/ledger.h"

struct exposure {
	char *dataset; /* the pipeline */
	char *origin;  /* "source.table.column" */
	struct glimpse glimpse;
};

struct exposures {
	struct exposure *items;
	size_t n, capacity;
	long long candidates; /* of the register */
};

/* What the pipeline's files say now.  exposures_release() is legal after -1. */
int exposures_read(const struct pipeline *p, struct exposures *e, struct err *err);
void exposures_release(struct exposures *e);
/* ERR_GATE with columns and datasets when it may not become public. */
int exposures_check(const struct site *site, struct state *s, const struct exposures *e,
		    const char *dataset, struct err *err);
/* Writes them to the ledger, for this release of the dataset. */
int exposures_record(struct state *s, const struct exposures *e, const char *dataset,
		     const char *release, struct err *err);

#endif
