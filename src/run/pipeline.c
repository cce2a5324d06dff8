#include "run/pipeline.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/path.h"

/* The stages that a pipeline may name; publishing is the runner's own step. */
static const char *const stage_names[] = { "extract", "mask",	 "aggregate", "protect",
					   "report",  "package", "inspect",   NULL };
enum { STEPS_MIN = 3, STEPS_PRIVATE = 2 };

static bool is_named(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

static int read_step(struct pipeline *p, struct json v, struct step *step, struct err *err)
{
	const char *config = NULL;
	struct buf file = BUF_INIT;
	struct json_obj o;
	int stage;

	step->name = json_key(v);
	step->at = v;
	json_open(&o, v, err);
	stage = json_choice(&o, "run", stage_names);
	json_opt_str(&o, "in", &step->in);
	json_opt_str(&o, "config", &config);
	if (json_opt_bool(&o, "microdata", &step->microdata) &&
	    !is_named(stage_names[stage], "protect"))
		json_fail(&o, "microdata", "only a step that runs protect has \"microdata\"");
	if (json_opt_array(&o, "with", &step->with) &&
	    (step->microdata || !is_named(stage_names[stage], "protect")))
		json_fail(&o, "with", "only a step that protects cells has \"with\"");
	if (json_opt_array(&o, "documents", &step->documents) &&
	    !is_named(stage_names[stage], "report"))
		json_fail(&o, "documents", "only a step that runs report has \"documents\"");
	if (json_close(&o) < 0)
		return -1;
	step->stage = stage_names[stage];
	if (config)
		buf_puts(&file, config);
	else
		buf_printf(&file, "%s.json", step->stage);
	step->config = file_join(p->dir, file.p);
	buf_release(&file);
	if (access(step->config, R_OK) < 0)
		return json_err(v, err, "step %s: cannot read %s", step->name,
				path_shown(step->config));
	return 0;
}

/* The step that reads the output of `name` (NULL: the one that reads nothing). */
static int find_reader(struct pipeline *p, size_t from, const char *name, size_t *found,
		       struct err *err)
{
	size_t i, n = 0;

	for (i = from; i < p->nsteps; i++) {
		if (name ? !p->steps[i].in || !is_named(p->steps[i].in, name)
			 : p->steps[i].in != NULL)
			continue;
		*found = i;
		if (++n > 1)
			return json_err(p->steps[i].at, err,
					"step %s: a pipeline is one chain, "
					"and another step %s%s already",
					p->steps[i].name, name ? "reads " : "has no \"in\"",
					name ? name : "");
	}
	return n == 1;
}

static int hangs_on_nothing(const struct step *step, const char *last, struct err *err)
{
	if (!last)
		return json_err(step->at, err,
				"step %s: every step reads another one's output; "
				"the first, an extract or a report, has no \"in\"",
				step->name);
	return json_err(step->at, err,
			"step %s: what it reads, %s, is no step that leads here from the first",
			step->name, step->in);
}

/* Brings the steps into flow order; what is left over hangs on nothing. */
static int order_steps(struct pipeline *p, struct err *err)
{
	const char *last = NULL;
	struct step moved;
	size_t i, at = 0;
	int found;

	for (i = 0; i < p->nsteps; i++) {
		found = find_reader(p, i, last, &at, err);
		if (found < 0)
			return -1;
		if (found == 0)
			return hangs_on_nothing(&p->steps[i], last, err);
		moved = p->steps[at];
		p->steps[at] = p->steps[i];
		p->steps[i] = moved;
		last = moved.name;
	}
	return 0;
}

/* Which place in the chain belongs to one stage alone. */
struct place {
	const char *stage, *where;
	size_t at;
};

static int check_place(const struct pipeline *p, const struct place *place, struct err *err)
{
	const struct step *step;
	size_t i;

	for (i = 0; i < p->nsteps; i++) {
		step = &p->steps[i];
		if (is_named(step->stage, place->stage) != (i == place->at))
			return json_err(step->at, err, "step %s: the %s, and no other, must run %s",
					step->name, place->where, place->stage);
	}
	return 0;
}

/* What is not masked leaves no pipeline, and what is not published needs no packing. */
static int check_private(const struct pipeline *p, struct err *err)
{
	const struct place places[] = {
		{ "extract", "first step", 0 },
		{ "mask", "last step", p->nsteps - 1 },
	};
	size_t i;

	if (p->nsteps != STEPS_PRIVATE || json_is(p->headline))
		return json_err(json_root(p->doc), err,
				"a pipeline without \"publish\" is an extract and a mask, "
				"for reports, and nothing else");
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (check_place(p, &places[i], err) < 0)
			return -1;
	return 0;
}

/* Nothing is public that was not packed, nothing that was not looked through. */
static int check_ends(const struct pipeline *p, const char *publish, struct err *err)
{
	const struct place places[] = {
		{ p->is_report ? "report" : "extract", "first step", 0 },
		{ "inspect", "last step", p->nsteps - 1 },
		{ "package", "last step but one", p->nsteps - 2 },
	};
	const char *last = p->steps[p->nsteps - 1].name;
	size_t i;

	if (p->is_report && p->nsteps != STEPS_MIN)
		return json_err(json_root(p->doc), err,
				"what a report begins is packed and inspected, and nothing else");
	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (check_place(p, &places[i], err) < 0)
			return -1;
	if (!is_named(publish, last))
		return json_err(
			json_root(p->doc), err,
			"\"publish\" must name the last step, %s, which inspects the release",
			last);
	return 0;
}

/* What a report is made from its own file says: it reads no other step's output. */
static int check_reports(const struct pipeline *p, struct err *err)
{
	size_t i;

	for (i = 1; i < p->nsteps; i++)
		if (is_named(p->steps[i].stage, "report"))
			return json_err(p->steps[i].at, err,
					"step %s: a report begins its pipeline", p->steps[i].name);
	return 0;
}

/* Cells are made safe once, by all that is known of them. */
static int find_safe(struct pipeline *p, struct err *err)
{
	size_t i;

	for (i = 1; i < p->nsteps; i++) {
		if (!is_named(p->steps[i].stage, "protect") || p->steps[i].microdata)
			continue;
		if (p->safe)
			return json_err(p->steps[i].at, err,
					"step %s: the cells are protected by %s", p->steps[i].name,
					p->steps[p->safe].name);
		p->safe = i;
	}
	return 0;
}

/* A file that cannot be read is the extract's own trouble, and told by it. */
static bool extract_has_period(const struct step *step)
{
	struct err ignored = ERR_INIT;
	struct json_doc *doc;
	bool found;

	if (json_read(step->config, &doc, &ignored) < 0)
		return true;
	found = json_is(json_member(json_root(doc), "period"));
	json_free(doc);
	return found;
}

static int read_steps(struct pipeline *p, struct json steps, struct err *err)
{
	struct json i;

	p->steps = mem_zalloc(json_count(steps), sizeof(*p->steps));
	for (i = json_first(steps); json_is(i); i = json_next(i)) {
		p->nsteps++;
		if (read_step(p, i, &p->steps[p->nsteps - 1], err) < 0)
			return -1;
	}
	if (p->nsteps < STEPS_MIN && !p->is_private)
		return json_err(steps, err,
				"a pipeline has at least an extract, a package and an inspect");
	if (order_steps(p, err) < 0 || check_reports(p, err) < 0 || find_safe(p, err) < 0)
		return -1;
	p->is_report = is_named(p->steps[0].stage, "report");
	p->has_period = !p->is_report && extract_has_period(&p->steps[0]);
	return 0;
}

static int read_gate(struct pipeline *p, struct json gate, struct err *err)
{
	struct json_obj o;

	json_open(&o, gate, err);
	json_opt_int(&o, "min_rows", &p->min_rows);
	if (p->min_rows < 1)
		json_fail(&o, "min_rows", "an empty release is never published: at least 1");
	return json_close(&o);
}

static int read_document(struct pipeline *p, struct err *err)
{
	struct json steps, gate = { NULL, NULL };
	const char *publish = NULL;
	struct json_obj o;

	json_open(&o, json_root(p->doc), err);
	p->label = json_str(&o, "label");
	steps = json_object(&o, "steps");
	p->is_private = !json_opt_str(&o, "publish", &publish);
	if (json_opt_object(&o, "gate", &gate) && p->is_private)
		json_fail(&o, "gate", "only a pipeline that publishes has a gate");
	json_opt_object(&o, "headline", &p->headline);
	if (json_close(&o) < 0 || (json_is(gate) && read_gate(p, gate, err) < 0))
		return -1;
	if (read_steps(p, steps, err) < 0)
		return -1;
	return p->is_private ? check_private(p, err) : check_ends(p, publish, err);
}

/* A name becomes part of paths and addresses. */
static int check_name(const char *name, struct err *err)
{
	if (!*name || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name))
		return err_set(err, ERR_USAGE, "pipeline name \"%s\" is not of a-z 0-9 -", name);
	return 0;
}

static char *document_path(const struct site *site, const char *name)
{
	return site_path(site, "pipelines/%s/pipeline.json", name);
}

int pipeline_exists(const struct site *site, const char *name, struct err *err)
{
	char *path;
	int ret = 0;

	if (check_name(name, err) < 0)
		return -1;
	path = document_path(site, name);
	if (access(path, F_OK) < 0)
		ret = err_set(err, ERR_USAGE, "there is no pipeline %s (yg list shows them)", name);
	free(path);
	return ret;
}

/* Without those that it is protected with. */
static int read_alone(const struct site *site, const char *name, struct pipeline *p,
		      struct err *err)
{
	char *path;
	int ret;

	memset(p, 0, sizeof(*p));
	p->min_rows = 1;
	if (pipeline_exists(site, name, err) < 0)
		return -1;
	p->name = mem_strdup(name);
	p->dir = site_path(site, "pipelines/%s", name);
	path = document_path(site, name);
	ret = json_read(path, &p->doc, err);
	free(path);
	return ret < 0 ? -1 : read_document(p, err);
}

static bool is_with(const struct pipeline *p, const char *name)
{
	size_t i;

	for (i = 0; i < p->nwith; i++)
		if (is_named(p->with[i].name, name))
			return true;
	return is_named(p->name, name);
}

static int read_one_with(const struct site *site, struct pipeline *p, struct json v,
			 struct err *err)
{
	struct err unknown = ERR_INIT;
	struct pipeline *other;
	const char *name;

	if (json_get_str(v, &name, err) < 0)
		return -1;
	if (pipeline_exists(site, name, &unknown) < 0)
		return json_err(v, err, "%s", unknown.msg);
	if (is_with(p, name))
		return json_err(v, err, "%s is there already", name);
	if (p->nwith == PIPELINE_WITH_MAX)
		return json_err(v, err, "more than %d pipelines", PIPELINE_WITH_MAX);
	other = &p->with[p->nwith++];
	if (read_alone(site, name, other, err) < 0)
		return -1;
	if (!other->safe)
		return json_err(v, err, "%s has no step that protects cells", name);
	return 0;
}

static int read_with(const struct site *site, struct pipeline *p, struct err *err)
{
	struct json list = p->steps[p->safe].with, i;

	if (!p->safe || !json_is(list))
		return 0;
	p->with = mem_zalloc(PIPELINE_WITH_MAX, sizeof(*p->with));
	for (i = json_first(list); json_is(i); i = json_next(i))
		if (read_one_with(site, p, i, err) < 0)
			return -1;
	return 0;
}

int pipeline_read(const struct site *site, const char *name, struct pipeline *p, struct err *err)
{
	return read_alone(site, name, p, err) < 0 ? -1 : read_with(site, p, err);
}

void pipeline_release(struct pipeline *p)
{
	size_t i;

	for (i = 0; i < p->nwith; i++)
		pipeline_release(&p->with[i]);
	free(p->with);
	for (i = 0; i < p->nsteps; i++)
		free(p->steps[i].config);
	free(p->steps);
	free(p->name);
	free(p->dir);
	json_free(p->doc);
	memset(p, 0, sizeof(*p));
}

int pipeline_names(const struct site *site, char ***names, size_t *n, struct err *err)
{
	char *dir = site_path(site, "pipelines"), *file;
	size_t i, kept = 0;
	int ret = file_list(dir, names, n, err);

	for (i = 0; ret == 0 && i < *n; i++) {
		file = document_path(site, (*names)[i]);
		if (access(file, F_OK) == 0)
			(*names)[kept++] = (*names)[i];
		else
			free((*names)[i]);
		free(file);
	}
	if (ret == 0)
		*n = kept;
	else
		err->kind = ERR_CONFIG;
	/* A night that does nothing must not look like a good one. */
	if (ret == 0 && kept == 0)
		ret = err_set(err, ERR_CONFIG, "%s: holds no pipeline", path_shown(dir));
	free(dir);
	return ret;
}

/* Why a pipeline is not among those asked for, or NULL. */
static const char *why_left(const struct site *site, const char *name, bool for_nights)
{
	struct err ignored = ERR_INIT;
	const char *why = NULL;
	struct pipeline p;

	if (read_alone(site, name, &p, &ignored) < 0)
		why = NULL;
	else if (p.is_private)
		why = "is for reports and publishes nothing";
	else if (p.is_report && for_nights)
		why = "is made by yg report";
	pipeline_release(&p);
	return why;
}

static int names_of(const struct site *site, bool for_nights, char ***names, size_t *n,
		    struct err *err)
{
	size_t i, kept = 0;
	const char *why;

	if (pipeline_names(site, names, n, err) < 0)
		return -1;
	for (i = 0; i < *n; i++) {
		why = why_left(site, (*names)[i], for_nights);
		if (why) {
			log_verbose("%s %s: left out", (*names)[i], why);
			free((*names)[i]);
		} else {
			(*names)[kept++] = (*names)[i];
		}
	}
	*n = kept;
	if (kept == 0)
		return err_set(err, ERR_CONFIG, "no pipeline of this site publishes anything");
	return 0;
}

int pipeline_public_names(const struct site *site, char ***names, size_t *n, struct err *err)
{
	return names_of(site, false, names, n, err);
}

int pipeline_nightly_names(const struct site *site, char ***names, size_t *n, struct err *err)
{
	return names_of(site, true, names, n, err);
}
