#include "run/commandline.h"

#include <assert.h>
#include <stdlib.h>

#include "core/file.h"

static void add(struct commandline *c, const char *arg)
{
	/* The longest line is known here, at writing time. */
	assert(c->argc + 1 < COMMANDLINE_MAX);
	c->argv[c->argc++] = arg;
}

static void add_option(struct commandline *c, const char *option, const char *value)
{
	add(c, option);
	add(c, value);
}

static void start(struct commandline *c, const struct night *n, const char *stage)
{
	struct buf name = BUF_INIT;

	buf_printf(&name, "yg-%s", stage);
	memset(c, 0, sizeof(*c));
	c->program = file_join(n->programs, name.p);
	buf_release(&name);
	add(c, c->program);
	add_option(c, "--log", "json");
}

void commandline_release(struct commandline *c)
{
	free(c->program);
	c->program = NULL;
}

static void add_extract_options(struct commandline *c, const char *period)
{
	/* Two connections read faster, and the bytes are the same. */
	add_option(c, "--jobs", "2");
	if (period)
		add_option(c, "--period", period);
}

static bool is_stage(const struct step *step, const char *stage)
{
	return strcmp(step->stage, stage) == 0;
}

static void add_with(struct commandline *c, const struct workspace *at)
{
	size_t i;

	for (i = 0; i < at->nwith; i++)
		add_option(c, "--with", at->with[i]);
}

/* Cells are made safe beside all that was published of them before. */
static void add_protect_options(struct commandline *c, const struct night *n,
				const struct step *step, const struct workspace *at)
{
	add_option(c, "--audit", at->audit);
	if (step->microdata)
		return;
	add_option(c, "--dataset", at->name);
	add_option(c, "--history", at->history);
	add_option(c, "--draft", at->cells);
	add_option(c, "--as-of", n->as_of);
	add_with(c, at);
}

void commandline_stage(struct commandline *c, const struct night *n, const struct step *step,
		       const struct workspace *at)
{
	start(c, n, step->stage);
	if (is_stage(step, "extract"))
		add_extract_options(c, n->period);
	if (step->microdata)
		add(c, "--microdata");
	if (is_stage(step, "protect"))
		add_protect_options(c, n, step, at);
	if (is_stage(step, "package"))
		add_option(c, "-o", at->release);
	else
		add_option(c, "--to", "stream");
	add(c, step->config);
}

/* Each pipeline has its own months, or none. */
void commandline_beside(struct commandline *c, const struct night *n, const struct pipeline *other,
			size_t i, const char *path)
{
	const struct step *step = &other->steps[i];

	start(c, n, step->stage);
	if (is_stage(step, "extract"))
		add_extract_options(c, other->has_period ? n->options->period : NULL);
	add_option(c, "--to", "stream");
	if (path)
		add_option(c, "-o", path);
	add(c, step->config);
}

static void add_if(struct commandline *c, const char *option, const char *value)
{
	if (value)
		add_option(c, option, value);
}

void commandline_report(struct commandline *c, const struct night *n, const struct report_call *r)
{
	size_t i;

	assert(r->nrecords + r->nreleases <= COMMANDLINE_INPUTS);
	start(c, n, "report");
	add_option(c, "--period", r->period);
	for (i = 0; i < r->nrecords; i++)
		add_option(c, "--records", r->records[i]);
	for (i = 0; i < r->nreleases; i++)
		add_option(c, "--release", r->releases[i]);
	add_if(c, "--last", r->last);
	add_if(c, "--entered", r->entered);
	add_if(c, "--rows", r->rows);
	add_option(c, "--trace", r->trace);
	add_option(c, "-o", r->output);
	if (r->draft)
		add(c, "--draft");
	add(c, r->config);
}

void commandline_pack(struct commandline *c, const struct night *n, const struct step *package,
		      const struct workspace *at, char *const *documents, size_t ndocuments,
		      const char *rows)
{
	size_t i;

	start(c, n, package->stage);
	for (i = 0; i < ndocuments; i++)
		add_option(c, "--attach", documents[i]);
	add_option(c, "-o", at->release);
	add(c, package->config);
	add(c, rows);
}

void commandline_look_into(struct commandline *c, const struct night *n, const struct step *step,
			   const char *path)
{
	start(c, n, step->stage);
	if (is_stage(step, "extract"))
		add(c, "--schema");
	add_option(c, "--to", "stream");
	if (path)
		add_option(c, "-o", path);
	add(c, step->config);
}

void commandline_look(struct commandline *c, const struct night *n, const struct step *step,
		      const struct workspace *at)
{
	start(c, n, step->stage);
	if (is_stage(step, "extract"))
		add(c, "--schema");
	if (step->microdata)
		add(c, "--microdata");
	if (is_stage(step, "protect") && !step->microdata)
		add_with(c, at);
	if (is_stage(step, "package"))
		add(c, "--check");
	else
		add_option(c, "--to", "stream");
	add(c, step->config);
}

void commandline_look_report(struct commandline *c, const struct night *n,
			     const struct step *report, const char *path)
{
	start(c, n, report->stage);
	add_option(c, "--blank-entry", path);
	add(c, report->config);
}

void commandline_look_closed(struct commandline *c, const struct night *n, const char *config)
{
	start(c, n, "extract");
	add(c, "--closed");
	add(c, "--schema");
	add_option(c, "--to", "stream");
	add(c, config);
}

void commandline_look_inspect(struct commandline *c, const struct night *n,
			      const struct step *inspect, const char *release)
{
	start(c, n, inspect->stage);
	add(c, "--quiet");
	add(c, "--without-values");
	add(c, inspect->config);
	add(c, release);
}

void commandline_closed(struct commandline *c, const struct night *n, const struct step *extract)
{
	start(c, n, "extract");
	add(c, "--closed");
	add(c, extract->config);
}

void commandline_inspect(struct commandline *c, const struct night *n, const struct step *inspect,
			 const struct workspace *at)
{
	start(c, n, "inspect");
	if (at->previous)
		add_option(c, "--previous", at->previous);
	add_option(c, "--public", n->site->public_dir);
	add_option(c, "--report", at->report);
	add_option(c, "--pass", at->pass);
	add(c, inspect->config);
	add(c, at->release);
}

void commandline_publish(struct commandline *c, const struct night *n, const char *dataset,
			 const struct workspace *at)
{
	start(c, n, "publish");
	add_option(c, "--pass", at->pass);
	add_option(c, "--public", n->site->public_dir);
	add_option(c, "--dataset", dataset);
	add(c, at->release);
}
