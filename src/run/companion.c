#include "run/companion.h"

#include <stdlib.h>

#include "core/mem.h"

/* "relief-funds/masked": whose step it is. */
static char *step_name(const struct pipeline *p, const struct step *step)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s", p->name, step->name);
	return buf_detach(&b);
}

static int write_one(const struct night *n, const struct pipeline *other, const char *path,
		     struct job_record *to, struct err *err)
{
	struct job *jobs = mem_zalloc(other->safe, sizeof(*jobs));
	char **names = mem_zalloc(other->safe, sizeof(*names));
	long long rows;
	size_t i;
	int ret;

	for (i = 0; i < other->safe; i++) {
		names[i] = step_name(other, &other->steps[i]);
		jobs[i].name = names[i];
		jobs[i].stage = other->steps[i].stage;
		jobs[i].config = other->steps[i].config;
		commandline_beside(&jobs[i].command, n, other, i,
				   i + 1 == other->safe ? path : NULL);
	}
	ret = jobs_run(to, jobs, other->safe, &rows, err);
	for (i = 0; i < other->safe; i++)
		free(names[i]);
	free(names);
	free(jobs);
	return ret;
}

int companions_write(const struct night *n, const struct pipeline *p, const struct workspace *at,
		     struct job_record *to, struct err *err)
{
	size_t i;

	for (i = 0; i < p->nwith; i++)
		if (write_one(n, &p->with[i], at->with[i], to, err) < 0)
			return -1;
	return 0;
}
