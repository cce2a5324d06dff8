#include "run/night.h"

#include <stdlib.h>

#include "core/mem.h"
#include "run/companion.h"
#include "run/outlet.h"
#include "run/recall.h"
#include "run/review.h"
#include "run/settle.h"

/* All steps but the last: from the source to a release folder. */
static int run_stages(struct outlet *w, struct err *err)
{
	const struct pipeline *p = w->pipeline;
	size_t n = p->nsteps - 1, i;
	struct job *jobs = mem_zalloc(n, sizeof(*jobs));
	long long rows;
	int ret;

	for (i = 0; i < n; i++) {
		jobs[i].name = p->steps[i].name;
		jobs[i].stage = p->steps[i].stage;
		jobs[i].config = p->steps[i].config;
		commandline_stage(&jobs[i].command, w->night, &p->steps[i], &w->at);
	}
	ret = jobs_run(&w->record, jobs, n, &rows, err);
	free(jobs);
	return ret < 0 ? -1 : outlet_gate(w, rows, err);
}

/* What runs that were killed left comes first: it may be public. */
static int settle_all(const struct outlet *w, struct err *err)
{
	const struct night *n = w->night;
	const struct pipeline *p = w->pipeline;
	size_t i;
	int ret = settle(n->site, n->state, p->name, err);

	for (i = 0; i < p->nwith && ret == 0; i++)
		ret = settle(n->site, n->state, p->with[i].name, err);
	return ret;
}

/* Cells are protected beside all that was ever published of them and of those beside them. */
static int recall(const struct outlet *w, struct err *err)
{
	const struct night *n = w->night;
	const struct pipeline *p = w->pipeline;
	size_t i;
	int ret = 0;

	if (p->safe)
		ret = recall_missing(n->site, n->state, p, &n->options->day, err);
	for (i = 0; i < p->nwith && ret == 0; i++)
		ret = recall_missing(n->site, n->state, &p->with[i], &n->options->day, err);
	return ret;
}

/* What two persons have not approved does not run. */
static int prepare(struct outlet *w, struct err *err)
{
	const struct night *n = w->night;
	const struct pipeline *p = w->pipeline;

	if (settle_all(w, err) < 0 || review_require(n->site, p, &w->policy, err) < 0 ||
	    workspace_prepare(&w->at, err) < 0 || recall(w, err) < 0 ||
	    exposures_read(p, &w->exposures, err) < 0)
		return -1;
	return exposures_check(n->site, n->state, &w->exposures, p->name, err);
}

static int night_work(struct outlet *w, char **release, struct err *err)
{
	if (prepare(w, err) < 0 ||
	    companions_write(w->night, w->pipeline, &w->at, &w->record, err) < 0 ||
	    run_stages(w, err) < 0 || outlet_inspect(w, err) < 0)
		return -1;
	return outlet_publish(w, release, err);
}

int night_run(struct night *n, const struct pipeline *p, struct err *err)
{
	struct outlet w = { .night = n, .pipeline = p, .record = { .state = n->state } };
	struct err end_err = ERR_INIT;
	char *release = NULL;
	int ret;

	n->period = p->has_period ? n->options->period : NULL;
	if (state_begin(n->state, p, n->period, &w.record.run, err) < 0)
		return -1;
	workspace_init(&w.at, n->site, p);
	ret = night_work(&w, &release, err);
	if (!n->options->keep)
		workspace_clear(&w.at);
	if (state_end(n->state, w.record.run, ret < 0 ? (int)err->kind : 0,
		      ret < 0 ? err->msg : NULL, release, &end_err) < 0 &&
	    ret == 0) {
		*err = end_err;
		ret = -1;
	}
	exposures_release(&w.exposures);
	review_policy_release(&w.policy);
	workspace_release(&w.at);
	free(release);
	return ret;
}
