#include "run/job.h"

#include <stdlib.h>

#include "core/mem.h"

static int record(struct job_record *to, const struct job *jobs, const struct process *processes,
		  size_t n, struct err *err)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (state_step(to->state, to->run, to->position++, jobs[i].stage, jobs[i].config,
			       &processes[i], err) < 0)
			return -1;
	return 0;
}

int jobs_run(struct job_record *to, struct job *jobs, size_t n, long long *rows, struct err *err)
{
	struct process *processes = mem_zalloc(n, sizeof(*processes));
	struct err record_err = ERR_INIT;
	size_t i;
	int ret;

	for (i = 0; i < n; i++) {
		processes[i].name = jobs[i].name;
		processes[i].argv = jobs[i].command.argv;
	}
	ret = chain_run(processes, n, err);
	if (record(to, jobs, processes, n, &record_err) < 0 && ret == 0) {
		*err = record_err;
		ret = -1;
	}
	*rows = process_figure(&processes[n - 1], "rows", 0);
	chain_release(processes, n);
	for (i = 0; i < n; i++)
		commandline_release(&jobs[i].command);
	free(processes);
	return ret;
}
