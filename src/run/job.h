/*
 * job: one process of a run, and its record in the state.
 */
#ifndef RUN_JOB_H
#define RUN_JOB_H

#include "run/commandline.h"
#include "run/state.h"

struct job {
	struct commandline command;
	const char *name, *stage, *config; /* config may be NULL */
};

/* Where the ends of processes are written down. */
struct job_record {
	struct state *state;
	int64_t run;
	int position; /* of the next process in the run's list of steps */
};

/* Runs the jobs joined by pipes and releases their command lines; *rows is the figure of the
 * last. */
int jobs_run(struct job_record *to, struct job *jobs, size_t n, long long *rows, struct err *err);

#endif
