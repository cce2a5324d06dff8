#include "run/outlet.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/log.h"
#include "core/path.h"
#include "run/headline.h"
#include "run/review.h"
#include "run/settle.h"

int outlet_gate(const struct outlet *w, long long rows, struct err *err)
{
	const struct pipeline *p = w->pipeline;

	if (rows >= p->min_rows)
		return 0;
	return err_set(err, ERR_GATE,
		       "the release has %lld rows, the gate asks for %lld at least; held", rows,
		       p->min_rows);
}

int outlet_inspect(struct outlet *w, struct err *err)
{
	const struct step *extract = &w->pipeline->steps[0];
	const struct step *inspect = &w->pipeline->steps[w->pipeline->nsteps - 1];
	struct job jobs[] = {
		{ .name = "closed", .stage = "extract", .config = extract->config },
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
static int run_publish(struct outlet *w, struct err *err)
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

int outlet_publish(struct outlet *w, char **release, struct err *err)
{
	if (run_publish(w, err) < 0)
		return -1;
	*release = published_path(w->night->site, w->pipeline->name);
	tell(w->pipeline, *release);
	return 0;
}
