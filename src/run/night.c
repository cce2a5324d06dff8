#include "run/night.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/companion.h"
#include "run/exposure.h"
#include "run/headline.h"
#include "run/job.h"
#include "run/recall.h"
#include "run/review.h"
#include "run/settle.h"

/* One pipeline's night, at work. */
struct work {
	struct night *night;
	const struct pipeline *pipeline;
	struct workspace at;
	struct review_policy policy; /* that this night was begun under */
	struct exposures exposures;
	struct job_record record;
};

static int pass_gate(const struct pipeline *p, long long rows, struct err *err)
{
	if (rows >= p->min_rows)
		return 0;
	return err_set(err, ERR_GATE,
		       "the release has %lld rows, the gate asks for %lld at least; held", rows,
		       p->min_rows);
}

/* All steps but the last: from the source to a release folder. */
static int run_stages(struct work *w, struct err *err)
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
	return ret < 0 ? -1 : pass_gate(p, rows, err);
}

/* The last step: the packed release beside every value that may not be in it. */
static int run_inspection(struct work *w, struct err *err)
{
	const struct step *extract = &w->pipeline->steps[0];
	const struct step *inspect = &w->pipeline->steps[w->pipeline->nsteps - 1];
	struct job jobs[] = {
		{ .name = "closed", .stage = extract->stage, .config = extract->config },
		{ .name = inspect->name, .stage = inspect->stage, .config = inspect->config },
	};
	long long rows;

	commandline_closed(&jobs[0].command, w->night, extract);
	commandline_inspect(&jobs[1].command, w->night, inspect, &w->at);
	if (jobs_run(&w->record, jobs, 2, &rows, err) == 0)
		return 0;
	if (err->kind == ERR_GATE)
		log_warn("%s: all findings are in %s", w->pipeline->name, path_shown(w->at.report));
	return -1;
}

/* Whatever ends yg-publish, what was promised for the release is settled by the public tree. */
static int run_publish(struct work *w, struct err *err)
{
	const struct night *n = w->night;
	const char *name = w->pipeline->name;
	struct job job = { .name = "publish", .stage = "publish" };
	struct err settle_err = ERR_INIT;
	long long rows;
	int ret;

	if (review_require_still(n->site, w->pipeline, &w->policy, err) < 0 ||
	    settle_promise(n->site, n->state, name, &w->at, &w->exposures, err) < 0)
		return -1;
	commandline_publish(&job.command, n, name, &w->at);
	ret = jobs_run(&w->record, &job, 1, &rows, err);
	if (settle(n->site, n->state, name, &settle_err) < 0 && ret == 0) {
		*err = settle_err;
		ret = -1;
	}
	return ret;
}

/* Where `latest` leads: the release that was just published. */
static char *published_path(const struct site *site, const char *name)
{
	char target[256];
	struct buf b = BUF_INIT;
	ssize_t n;

	buf_printf(&b, "%s/d/%s/latest", site->public_dir, name);
	n = readlink(b.p, target, sizeof(target) - 1);
	if (n > 0) {
		target[n] = '\0';
		buf_clear(&b);
		buf_printf(&b, "%s/d/%s/%s", site->public_dir, name, target);
	}
	return buf_detach(&b);
}

/* The release is public by now: a line that cannot be shown is no failure. */
static void tell(const struct pipeline *p, const char *release)
{
	struct buf line = BUF_INIT;
	struct err err = ERR_INIT;

	if (log_is_quiet())
		return;
	printf("%s  %s\n  %s\n", p->name, p->label, path_shown(release));
	if (json_is(p->headline) && headline_read(release, p->name, p->headline, &line, &err) < 0)
		log_warn("%s: %s", p->name, err.msg);
	else if (line.n)
		printf("  %s\n", line.p);
	buf_release(&line);
}

/* What runs that were killed left comes first: it may be public. */
static int settle_all(const struct work *w, struct err *err)
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
static int recall(const struct work *w, struct err *err)
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
static int prepare(struct work *w, struct err *err)
{
	const struct night *n = w->night;
	const struct pipeline *p = w->pipeline;

	if (settle_all(w, err) < 0 || review_require(n->site, p, &w->policy, err) < 0 ||
	    workspace_prepare(&w->at, err) < 0 || recall(w, err) < 0 ||
	    exposures_read(p, &w->exposures, err) < 0)
		return -1;
	return exposures_check(n->site, n->state, &w->exposures, p->name, err);
}

static int night_work(struct work *w, char **release, struct err *err)
{
	if (prepare(w, err) < 0 ||
	    companions_write(w->night, w->pipeline, &w->at, &w->record, err) < 0 ||
	    run_stages(w, err) < 0 || run_inspection(w, err) < 0 || run_publish(w, err) < 0)
		return -1;
	*release = published_path(w->night->site, w->pipeline->name);
	tell(w->pipeline, *release);
	return 0;
}

int night_run(struct night *n, const struct pipeline *p, struct err *err)
{
	struct work w = { .night = n, .pipeline = p, .record = { .state = n->state } };
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
