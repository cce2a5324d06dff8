/* yg check: everything that a night would trip over, before the night. */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/key.h"
#include "core/mem.h"
#include "core/program.h"
#include "run/chain.h"
#include "run/commandline.h"
#include "run/commands.h"
#include "run/exposure.h"
#include "run/folders.h"
#include "run/own_folder.h"
#include "run/review.h"

struct check {
	struct night night;   /* its state is NULL when nothing has run yet */
	const char *pipeline; /* or "site" */
	struct buf said;      /* of the site, then of the pipeline: "\nLINE\n" */
	size_t site_said;     /* bytes of it that are the site's */
	struct err first;     /* the finding that the exit status tells of */
	size_t n, nsite;      /* findings in all, and those that are no single pipeline's */
};

/* The message without "step NAME: ". */
static const char *bare(const char *message)
{
	const char *colon = strncmp(message, "step ", 5) == 0 ? strstr(message, ": ") : NULL;

	return colon ? colon + 2 : message;
}

/* A key or a file that is missing is found by the look at it and by the step: told once. */
static void find(struct check *c, const struct err *what)
{
	struct buf line = BUF_INIT;
	bool known;

	buf_printf(&line, "\n%s\n", bare(what->msg));
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
		if (key_load(&key, c->night.site->key_dir, name, &err) < 0) {
			err_wrap(&err, "step %s", step->name);
			find(c, &err);
		}
		key_release(&key);
	}
	json_free(doc);
}

/* Runs the command lines joined by pipes, each of the step beside it, and releases them. */
static int run(struct commandline *lines, const struct step *steps, size_t n, struct err *err)
{
	struct process *processes = mem_zalloc(n, sizeof(*processes));
	size_t i;
	int ret;

	for (i = 0; i < n; i++) {
		processes[i].name = steps[i].name;
		processes[i].argv = lines[i].argv;
	}
	ret = chain_run(processes, n, err);
	chain_release(processes, n);
	for (i = 0; i < n; i++)
		commandline_release(&lines[i]);
	free(processes);
	return ret;
}

/* Up to the package: the inspect after it reads a release. */
static int check_steps(struct check *c, const struct pipeline *p, const struct workspace *at,
		       struct err *err)
{
	size_t n = p->nsteps - 1, i;
	struct commandline *lines = mem_zalloc(n, sizeof(*lines));
	int ret;

	for (i = 0; i < n; i++)
		commandline_look(&lines[i], &c->night, &p->steps[i], at);
	ret = run(lines, p->steps, n, err);
	free(lines);
	return ret;
}

/* The first n steps, with no row, into a file. */
static int check_into(struct check *c, const struct pipeline *p, size_t n, const char *path,
		      struct err *err)
{
	struct commandline *lines = mem_zalloc(n, sizeof(*lines));
	size_t i;
	int ret;

	for (i = 0; i < n; i++)
		commandline_look_into(&lines[i], &c->night, &p->steps[i], i + 1 == n ? path : NULL);
	ret = run(lines, p->steps, n, err);
	free(lines);
	return ret;
}

/* The cells of another pipeline, for the protect. */
static int check_companion(struct check *c, const struct pipeline *other, const char *path,
			   struct err *err)
{
	if (check_into(c, other, other->safe, path, err) < 0)
		return err_wrap(err, "with %s", other->name);
	return 0;
}

/* A private pipeline is its records, and nothing that is published. */
static int check_records(struct check *c, const struct pipeline *p, const char *room,
			 struct err *err)
{
	char *path = file_join(room, "masked");
	int ret = check_into(c, p, p->nsteps, path, err);

	free(path);
	return ret;
}

/* What fills a report in is not there yet, but its file is read whole for the empty entry form. */
static int check_report(struct check *c, const struct pipeline *p, const char *room,
			struct err *err)
{
	char *path = file_join(room, "blank.xlsx");
	struct commandline line;
	int ret;

	commandline_look_report(&line, &c->night, &p->steps[0], path);
	ret = run(&line, p->steps, 1, err);
	free(path);
	return ret;
}

static void check_chain(struct check *c, const struct pipeline *p)
{
	char room[] = "/tmp/yg-check.XXXXXX", *paths[PIPELINE_WITH_MAX];
	struct workspace at = { .with = paths };
	struct err err = ERR_INIT, ignored = ERR_INIT;
	int ret = mkdtemp(room) ? 0 : err_sys(&err, ERR_IO, "%s: cannot create", room);

	for (; at.nwith < p->nwith && ret == 0; at.nwith++) {
		paths[at.nwith] = file_join(room, p->with[at.nwith].name);
		ret = check_companion(c, &p->with[at.nwith], paths[at.nwith], &err);
	}
	if (ret == 0)
		ret = p->is_private  ? check_records(c, p, room, &err)
		      : p->is_report ? check_report(c, p, room, &err)
				     : check_steps(c, p, &at, &err);
	if (ret < 0)
		find(c, &err);
	while (at.nwith > 0)
		free(paths[--at.nwith]);
	file_remove(room, &ignored);
}

/* The inspect looks at a folder that is empty: only what it says of its own files is news. */
static void check_inspect(struct check *c, const struct step *step)
{
	char release[] = "/tmp/yg-check.XXXXXX";
	struct err err = ERR_INIT;
	struct commandline line;

	if (!mkdtemp(release)) {
		err_sys(&err, ERR_IO, "%s: cannot create", release);
		find(c, &err);
		return;
	}
	commandline_look_inspect(&line, &c->night, step, release);
	if (run(&line, step, 1, &err) < 0 && err.kind != ERR_GATE && !strstr(err.msg, release))
		find(c, &err);
	rmdir(release);
}

/* What its records would show, beside what is public. */
static void check_exposure(struct check *c, const struct pipeline *p)
{
	struct err err = ERR_INIT;
	struct exposures e;

	if (exposures_read(p, &e, &err) == 0 && c->night.state &&
	    exposures_check(c->night.site, c->night.state, &e, p->name, &err) < 0)
		find(c, &err);
	exposures_release(&e);
}

/* The inspection of every release reads all sources: one that is not as its register
 * says stops them all. */
static void check_sources(struct check *c)
{
	char *config = site_path(c->night.site, "config/site.json");
	const struct step step = { .name = "closed" };
	struct err err = ERR_INIT;
	struct commandline line;

	commandline_look_closed(&line, &c->night, config);
	if (run(&line, &step, 1, &err) < 0)
		find(c, &err);
	free(config);
}

/* What is no single pipeline's. */
static void check_site(struct check *c)
{
	char *path = file_join(c->night.site->state_dir, "yg.db");
	struct err err = ERR_INIT;

	c->pipeline = "site";
	if (folders_check(c->night.site, &err) < 0)
		find(c, &err);
	err = (struct err)ERR_INIT;
	if (access(path, F_OK) == 0 && state_open(path, 0, &c->night.state, &err) < 0)
		find(c, &err);
	free(path);
	check_sources(c);
	c->nsite = c->n;
	c->site_said = c->said.n;
}

static void check_pipeline(struct check *c, const char *name)
{
	size_t i, before = c->n;
	struct err err = ERR_INIT;
	struct pipeline p;

	c->pipeline = name;
	buf_cut(&c->said, c->site_said);
	if (pipeline_read(c->night.site, name, &p, &err) < 0) {
		find(c, &err);
		pipeline_release(&p);
		return;
	}
	if (!p.is_private && review_require(c->night.site, &p, NULL, &err) < 0)
		find(c, &err);
	for (i = 0; i < p.nsteps; i++)
		check_key(c, &p.steps[i]);
	check_chain(c, &p);
	if (!p.is_private) {
		check_inspect(c, &p.steps[p.nsteps - 1]);
		check_exposure(c, &p);
	}
	if (c->n == before)
		printf("%s: %s\n", name,
		       c->nsite ? "ready, but for what holds the whole site" : "ready");
	pipeline_release(&p);
}

int cmd_check(struct site *site, const struct command_options *o, const char *const *names,
	      size_t n, struct err *err)
{
	struct check c = { .night = { .site = site }, .said = BUF_INIT };
	char **all = NULL;
	size_t i, nall = 0;
	int ret = n ? 0 : pipeline_names(site, &all, &nall, err);

	(void)o;
	if (ret == 0)
		ret = own_folder(&c.night.programs, err);
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
	state_close(c.night.state);
	free(c.night.programs);
	buf_release(&c.said);
	return ret;
}
