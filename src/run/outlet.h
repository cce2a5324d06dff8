/*
 * outlet: the last part of every way to the public: a release folder is counted,
 * looked through for every value that may not be in it, and published by the pass
 * that this gives.
 *
 * A night comes here with what its pipeline packed, yg report with a report that
 * two persons approved.  The policy must still be what was approved.  Whatever
 * fails, the public tree is as it was.
 */
#ifndef RUN_OUTLET_H
#define RUN_OUTLET_H

#include "run/exposure.h"
#include "run/job.h"
#include "run/review_policy.h"

struct outlet {
	struct night *night;
	const struct pipeline *pipeline;
	struct workspace at;
	struct review_policy policy; /* that the work was begun under */
	struct exposures exposures;
	struct job_record record;
};

/* ERR_GATE when the release has fewer rows than the pipeline's gate asks for. */
int outlet_gate(const struct outlet *w, long long rows, struct err *err);
/* The release in the workspace; what was found is in its report. */
int outlet_inspect(struct outlet *w, struct err *err);
/* *release: where it lies now, to be freed; told on stdout. */
int outlet_publish(struct outlet *w, char **release, struct err *err);

#endif
