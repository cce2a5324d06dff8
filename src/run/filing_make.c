#include "run/filing_make.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/filing_issue.h"
#include "run/settle.h"

/* What yg-report is called with: the texts are ours. */
struct inputs {
	char **records, **releases;
	size_t nrecords, nreleases;
};

static void inputs_release(struct inputs *in)
{
	size_t i;

	for (i = 0; i < in->nrecords; i++)
		free(in->records[i]);
	for (i = 0; i < in->nreleases; i++)
		free(in->releases[i]);
	free(in->records);
	free(in->releases);
}

static char *pair(const char *name, const char *path)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s=%s", name, path);
	return buf_detach(&b);
}

static int run_chain(struct outlet *w, const struct filing_records *r, const char *path,
		     struct err *err)
{
	struct job *jobs = mem_zalloc(r->nsteps, sizeof(*jobs));
	char **names = mem_zalloc(r->nsteps, sizeof(*names));
	struct buf name = BUF_INIT;
	long long rows;
	size_t i;
	int ret;

	for (i = 0; i < r->nsteps; i++) {
		buf_printf(&name, "%s/%s", r->of.name, r->of.steps[i].name);
		names[i] = buf_detach(&name);
		jobs[i].name = names[i];
		jobs[i].stage = r->of.steps[i].stage;
		jobs[i].config = r->of.steps[i].config;
		commandline_beside(&jobs[i].command, w->night, &r->of, i,
				   i + 1 == r->nsteps ? path : NULL);
	}
	ret = jobs_run(&w->record, jobs, r->nsteps, &rows, err);
	for (i = 0; i < r->nsteps; i++)
		free(names[i]);
	free(names);
	free(jobs);
	return ret;
}

static int read_records(struct outlet *w, const struct filing_plan *plan, struct inputs *in,
			struct err *err)
{
	struct buf path = BUF_INIT;
	int ret = 0;

	in->records = mem_zalloc(plan->nrecords + 1, sizeof(*in->records));
	for (; in->nrecords < plan->nrecords && ret == 0; in->nrecords++) {
		const struct filing_records *r = &plan->records[in->nrecords];

		buf_clear(&path);
		buf_printf(&path, "%s/records-%zu", w->at.draft, in->nrecords + 1);
		in->records[in->nrecords] = pair(r->name, path.p);
		ret = run_chain(w, r, path.p, err);
	}
	buf_release(&path);
	return ret;
}

/* One that is not public yet is a question that the report asks. */
static void find_releases(const struct outlet *w, const struct filing_plan *plan, struct inputs *in)
{
	struct buf path = BUF_INIT;
	size_t i;

	in->releases = mem_zalloc(plan->nreleases + 1, sizeof(*in->releases));
	for (i = 0; i < plan->nreleases; i++) {
		buf_clear(&path);
		buf_printf(&path, "%s/d/%s/latest", w->night->site->public_dir,
			   plan->releases[i].dataset);
		if (access(path.p, F_OK) == 0)
			in->releases[in->nreleases++] = pair(plan->releases[i].name, path.p);
	}
	buf_release(&path);
}

static int check_count(const struct filing_plan *plan, struct err *err)
{
	if (plan->nrecords + plan->nreleases <= COMMANDLINE_INPUTS)
		return 0;
	return json_err(json_root(plan->doc), err, "more than %d records and releases",
			COMMANDLINE_INPUTS);
}

/* Into w->at.draft: the folder report, the file trace.json, and unless it is a draft rows. */
static int make_report(struct outlet *w, const struct filing *f, const struct inputs *in,
		       bool is_draft, struct err *err)
{
	const struct step *step = &f->pipeline->steps[0];
	struct job job = { .name = step->name, .stage = step->stage, .config = step->config };
	char *output = file_join(w->at.draft, "report"), *rows = file_join(w->at.draft, "rows");
	char *trace = file_join(w->at.draft, "trace.json");
	const struct report_call call = { .config = step->config,
					  .period = f->period,
					  .records = in->records,
					  .releases = in->releases,
					  .nrecords = in->nrecords,
					  .nreleases = in->nreleases,
					  .last = f->last,
					  .entered = f->entered,
					  .output = output,
					  .trace = trace,
					  .rows = is_draft ? NULL : rows,
					  .draft = is_draft };
	long long figures;
	int ret;

	commandline_report(&job.command, w->night, &call);
	ret = jobs_run(&w->record, &job, 1, &figures, err);
	free(output);
	free(rows);
	free(trace);
	return ret;
}

static int make(struct outlet *w, const struct filing *f, bool is_draft, struct err *err)
{
	struct inputs in = { .nrecords = 0 };
	struct filing_plan plan;
	int ret = filing_plan_read(f->site, f->pipeline, &plan, err);

	if (ret == 0)
		ret = check_count(&plan, err);
	if (ret == 0)
		ret = read_records(w, &plan, &in, err);
	if (ret == 0) {
		find_releases(w, &plan, &in);
		ret = make_report(w, f, &in, is_draft, err);
	}
	inputs_release(&in);
	filing_plan_release(&plan);
	return ret;
}

/* The files of the report and its trace become the draft, all of them or none. */
static int keep_draft(const struct outlet *w, const struct filing *f, struct err *err)
{
	char *report = file_join(w->at.draft, "report");
	struct tree tree = TREE_INIT;
	char **names = NULL;
	size_t i, n = 0;
	int ret = file_make_dirs(f->folder, 0700, err);

	if (ret == 0)
		ret = tree_create(&tree, f->draft, err);
	if (ret == 0)
		ret = file_list(report, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++)
		ret = filing_move(report, names[i], tree.temp, names[i], err);
	if (ret == 0)
		ret = filing_move(w->at.draft, "trace.json", tree.temp, "trace.json", err);
	if (ret == 0)
		ret = tree_commit(&tree, 1, err);
	tree_abort(&tree);
	file_list_free(names, n);
	free(report);
	return ret;
}

static int prepare(struct outlet *w, struct err *err)
{
	const struct night *n = w->night;

	if (settle(n->site, n->state, w->pipeline->name, err) < 0 ||
	    review_require(n->site, w->pipeline, &w->policy, err) < 0)
		return -1;
	return workspace_prepare(&w->at, err);
}

static int draft_work(struct outlet *w, const struct filing *f, char **release, struct err *err)
{
	(void)release;
	if (prepare(w, err) < 0 || make(w, f, true, err) < 0 ||
	    review_require_still(f->site, f->pipeline, &w->policy, err) < 0)
		return -1;
	return keep_draft(w, f, err);
}

/* What was agreed to is looked at before and after: nobody changes it in between. */
static int publish_work(struct outlet *w, const struct filing *f, char **release, struct err *err)
{
	struct review_policy agreed = { .files = { NULL, 0 } };
	int ret = prepare(w, err);

	if (ret == 0)
		ret = filing_require(f, &agreed, err);
	if (ret == 0)
		ret = make(w, f, false, err);
	if (ret == 0)
		ret = filing_compare(w, f, err);
	if (ret == 0)
		ret = filing_pack(w, f, err);
	if (ret == 0)
		ret = outlet_inspect(w, err);
	if (ret == 0)
		ret = filing_require_still(f, &agreed, err);
	if (ret == 0)
		ret = filing_keep(w, f, err);
	if (ret == 0)
		ret = outlet_publish(w, release, err);
	review_policy_release(&agreed);
	return ret;
}

static int run(struct night *n, const struct filing *f,
	       int (*work)(struct outlet *, const struct filing *, char **, struct err *),
	       struct err *err)
{
	struct outlet w = { .night = n, .pipeline = f->pipeline, .record = { .state = n->state } };
	struct err end_err = ERR_INIT;
	char *release = NULL;
	int ret;

	if (state_begin(n->state, f->pipeline, f->period, &w.record.run, err) < 0)
		return -1;
	workspace_init(&w.at, n->site, f->pipeline);
	ret = work(&w, f, &release, err);
	if (!n->options->keep)
		workspace_clear(&w.at);
	if (state_end(n->state, w.record.run, ret < 0 ? (int)err->kind : 0,
		      ret < 0 ? err->msg : NULL, release, &end_err) < 0 &&
	    ret == 0) {
		*err = end_err;
		ret = -1;
	}
	review_policy_release(&w.policy);
	workspace_release(&w.at);
	free(release);
	return ret;
}

int filing_make_draft(struct night *n, const struct filing *f, struct err *err)
{
	return run(n, f, draft_work, err);
}

int filing_publish(struct night *n, const struct filing *f, struct err *err)
{
	return run(n, f, publish_work, err);
}
