/* yg check: everything that a night would trip over, before the night. */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/key.h"
#include "core/mem.h"
#include "core/program.h"
#include "run/chain.h"
#include "run/commands.h"
#include "run/exposure.h"
#include "run/folders.h"
#include "run/own_folder.h"
#include "run/review.h"

enum { ARGV_MAX = 12 };

struct check {
	const struct site *site;
	const char *pipeline; /* or "site" */
	char *programs;
	struct state *state; /* NULL: nothing has run yet */
	struct buf said;     /* of the pipeline: "\nLINE\n" */
	struct err first;    /* the finding that the exit status tells of */
	size_t n;
};

/* A key that is missing is found by the look at it and by the step: told once. */
static void find(struct check *c, const struct err *what)
{
	struct buf line = BUF_INIT;
	bool known;

	buf_printf(&line, "\n%s\n", what->msg);
	known = strstr(c->said.p, line.p) != NULL;
	buf_puts(&c->said, line.p);
	buf_release(&line);
	if (known)
		return;
	printf("%s: %s\n", c->pipeline, what->msg);
	if (c->n++ == 0)
		c->first = *what;
}

/* A key that a step names, to be there and to be good. */
static void check_key(struct check *c, const struct step *step)
{
	struct err err = ERR_INIT;
	struct json_doc *doc;
	const char *name;
	struct key key;
	struct json v;

	if (json_read(step->config, &doc, &err) < 0)
		return; /* the step itself will tell */
	v = json_member(json_root(doc), "key");
	if (json_is_string(v) && json_get_str(v, &name, &err) == 0) {
		if (key_load(&key, c->site->key_dir, name, &err) < 0) {
			err_wrap(&err, "step %s", step->name);
			find(c, &err);
		}
		key_release(&key);
	}
	json_free(doc);
}

/* The words of a step that is to look at its files and at no row. */
static char *make_argv(const struct check *c, const struct step *step, const char *argv[ARGV_MAX])
{
	bool is_package = strcmp(step->stage, "package") == 0;
	struct buf name = BUF_INIT;
	char *program;
	int n = 0;

	buf_printf(&name, "yg-%s", step->stage);
	program = file_join(c->programs, name.p);
	buf_release(&name);
	argv[n++] = program;
	argv[n++] = "--log";
	argv[n++] = "json";
	if (strcmp(step->stage, "extract") == 0)
		argv[n++] = "--schema";
	if (step->microdata)
		argv[n++] = "--microdata";
	if (is_package) {
		argv[n++] = "--check";
	} else {
		argv[n++] = "--to";
		argv[n++] = "stream";
	}
	argv[n++] = step->config;
	argv[n] = NULL;
	return program;
}

/* Up to the package: the inspect after it needs a release. */
static void check_chain(struct check *c, const struct pipeline *p)
{
	struct process *processes = mem_zalloc(p->nsteps, sizeof(*processes));
	const char *(*argv)[ARGV_MAX] = mem_zalloc(p->nsteps, sizeof(*argv));
	char **programs = mem_zalloc(p->nsteps, sizeof(*programs));
	struct err err = ERR_INIT;
	size_t i, n = 0;

	for (i = 0; i < p->nsteps && strcmp(p->steps[i].stage, "inspect") != 0; i++, n++) {
		programs[i] = make_argv(c, &p->steps[i], argv[i]);
		processes[i].name = p->steps[i].name;
		processes[i].argv = argv[i];
	}
	if (chain_run(processes, n, &err) < 0)
		find(c, &err);
	chain_release(processes, n);
	for (i = 0; i < n; i++)
		free(programs[i]);
	free(programs);
	free(argv);
	free(processes);
}

/* What its records would show, beside what is public. */
static void check_exposure(struct check *c, const struct pipeline *p)
{
	struct err err = ERR_INIT;
	struct exposures e;

	if (exposures_read(p, &e, &err) == 0 && c->state &&
	    exposures_check(c->site, c->state, &e, p->name, &err) < 0)
		find(c, &err);
	exposures_release(&e);
}

/* What is no single pipeline's. */
static void check_site(struct check *c)
{
	char *path = file_join(c->site->state_dir, "yg.db");
	struct err err = ERR_INIT;

	c->pipeline = "site";
	if (folders_check(c->site, &err) < 0)
		find(c, &err);
	err = (struct err)ERR_INIT;
	if (access(path, F_OK) == 0 && state_open(path, 0, &c->state, &err) < 0)
		find(c, &err);
	free(path);
}

static void check_pipeline(struct check *c, const char *name)
{
	size_t i, before = c->n;
	struct err err = ERR_INIT;
	struct pipeline p;

	c->pipeline = name;
	buf_clear(&c->said);
	if (pipeline_read(c->site, name, &p, &err) < 0) {
		find(c, &err);
		pipeline_release(&p);
		return;
	}
	if (review_require(c->site, &p, NULL, &err) < 0)
		find(c, &err);
	for (i = 0; i < p.nsteps; i++)
		check_key(c, &p.steps[i]);
	check_chain(c, &p);
	check_exposure(c, &p);
	if (c->n == before)
		printf("%s: ready\n", name);
	pipeline_release(&p);
}

int cmd_check(struct site *site, const struct command_options *o, const char *const *names,
	      size_t n, struct err *err)
{
	struct check c = { .site = site, .said = BUF_INIT };
	char **all = NULL;
	size_t i, nall = 0;
	int ret = n ? 0 : pipeline_names(site, &all, &nall, err);

	(void)o;
	if (ret == 0)
		ret = own_folder(&c.programs, err);
	if (ret == 0)
		check_site(&c);
	for (i = 0; ret == 0 && i < (n ? n : nall); i++) {
		ret = program_check(err);
		if (ret == 0)
			check_pipeline(&c, n ? names[i] : all[i]);
	}
	if (ret == 0 && c.n)
		ret = err_set(err, c.first.kind, "not ready: %zu finding%s", c.n,
			      c.n == 1 ? "" : "s");
	file_list_free(all, nall);
	state_close(c.state);
	free(c.programs);
	buf_release(&c.said);
	return ret;
}
