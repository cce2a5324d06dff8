#include "run/filing_plan.h"

#include <stdlib.h>

#include "core/mem.h"

/* Which pipeline the member names; it must be there. */
static int read_pipeline(const struct site *site, struct json v, const char **name, struct err *err)
{
	struct err unknown = ERR_INIT;
	struct json pipeline = json_member(v, "pipeline");

	if (!json_is(pipeline))
		return json_err(v, err, "the object lacks the key \"pipeline\"");
	if (json_get_str(pipeline, name, err) < 0)
		return -1;
	return pipeline_exists(site, *name, &unknown) < 0
		       ? json_err(pipeline, err, "%s", unknown.msg)
		       : 0;
}

static bool is_mask(const struct step *step)
{
	return strcmp(step->stage, "mask") == 0;
}

/* The step that masks: the one named, or the first. */
static int find_mask(struct filing_records *r, struct json v, struct err *err)
{
	struct json step = json_member(v, "step");
	const char *name = NULL;
	size_t i;

	if (json_is(step) && json_get_str(step, &name, err) < 0)
		return -1;
	for (i = 0; i < r->of.nsteps; i++)
		if (is_mask(&r->of.steps[i]) && (!name || strcmp(r->of.steps[i].name, name) == 0))
			break;
	r->nsteps = i + 1;
	if (i < r->of.nsteps)
		return 0;
	return json_err(v, err,
			"%s has no step%s%s that masks: a report counts masked records only",
			r->of.name, name ? " " : "", name ? name : "");
}

static int read_records(const struct site *site, struct json all, struct filing_plan *plan,
			struct err *err)
{
	const char *pipeline;
	struct json i;

	plan->records = mem_zalloc(json_count(all) + 1, sizeof(*plan->records));
	for (i = json_first(all); json_is(i); i = json_next(i)) {
		struct filing_records *r = &plan->records[plan->nrecords];

		if (read_pipeline(site, i, &pipeline, err) < 0)
			return -1;
		r->name = json_key(i);
		plan->nrecords++;
		if (pipeline_read(site, pipeline, &r->of, err) < 0 || find_mask(r, i, err) < 0)
			return -1;
	}
	return 0;
}

static int read_releases(const struct site *site, struct json all, struct filing_plan *plan,
			 struct err *err)
{
	struct json i;

	plan->releases = mem_zalloc(json_count(all) + 1, sizeof(*plan->releases));
	for (i = json_first(all); json_is(i); i = json_next(i)) {
		struct filing_release *r = &plan->releases[plan->nreleases];

		if (read_pipeline(site, i, &r->dataset, err) < 0)
			return -1;
		r->name = json_key(i);
		plan->nreleases++;
	}
	return 0;
}

int filing_plan_read(const struct site *site, const struct pipeline *p, struct filing_plan *plan,
		     struct err *err)
{
	struct json root, form;

	memset(plan, 0, sizeof(*plan));
	if (json_read(p->steps[0].config, &plan->doc, err) < 0)
		return -1;
	root = json_root(plan->doc);
	form = json_member(root, "form");
	if (json_is(form) && json_get_str(form, &plan->form, err) < 0)
		return -1;
	if (plan->form && strchr(plan->form, '/'))
		return json_err(form, err, "a form is a name in config/forms");
	if (read_records(site, json_member(root, "records"), plan, err) < 0)
		return -1;
	return read_releases(site, json_member(root, "releases"), plan, err);
}

void filing_plan_release(struct filing_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->nrecords; i++)
		pipeline_release(&plan->records[i].of);
	free(plan->records);
	free(plan->releases);
	json_free(plan->doc);
	memset(plan, 0, sizeof(*plan));
}
