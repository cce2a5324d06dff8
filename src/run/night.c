#include "run/night.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/chain.h"
#include "run/headline.h"

enum { ARGV_MAX = 12 };

/* The folders and files of one pipeline's night; all owned. */
struct places {
	char *work;	    /* WORK/NAME.night: a name that is nobody else's, for it is wiped */
	char *release;	    /* in it */
	char *draft;	    /* PRIVATE/audit/NAME.night: it never leaves the private folder */
	char *audit;	    /* in it; becomes audit_kept when the release is public */
	char *audit_folder; /* PRIVATE/audit */
	char *audit_kept;   /* PRIVATE/audit/NAME.jsonl */
};

/* An argv whose paths it owns. */
struct command {
	const char *argv[ARGV_MAX];
	char *program;
	int argc;
};

static char *join(const char *folder, const char *name, const char *ending)
{
	struct buf b = BUF_INIT;
	char *path;

	buf_printf(&b, "%s%s", name, ending);
	path = file_join(folder, b.p);
	buf_release(&b);
	return path;
}

static void places_init(struct places *at, const struct site *site, const char *name)
{
	at->work = join(site->work_dir, name, ".night");
	at->release = file_join(at->work, "release");
	at->audit_folder = file_join(site->private_dir, "audit");
	at->draft = join(at->audit_folder, name, ".night");
	at->audit = file_join(at->draft, "audit");
	at->audit_kept = join(at->audit_folder, name, ".jsonl");
}

static void places_release(struct places *at)
{
	free(at->work);
	free(at->release);
	free(at->draft);
	free(at->audit);
	free(at->audit_folder);
	free(at->audit_kept);
}

static void command_add(struct command *c, const char *arg)
{
	if (c->argc + 1 < ARGV_MAX)
		c->argv[c->argc++] = arg;
}

static void command_init(struct command *c, const struct night *n, const char *stage)
{
	struct buf name = BUF_INIT;

	buf_printf(&name, "yg-%s", stage);
	memset(c, 0, sizeof(*c));
	c->program = file_join(n->programs, name.p);
	buf_release(&name);
	command_add(c, c->program);
	command_add(c, "--log");
	command_add(c, "json");
}

static void extract_options(struct command *c, const char *period)
{
	/* Two connections read faster, and the bytes are the same. */
	command_add(c, "--jobs");
	command_add(c, "2");
	if (period) {
		command_add(c, "--period");
		command_add(c, period);
	}
}

/* The same words that a person would type in a pipe. */
static void stage_command(struct command *c, const struct night *n, const struct step *step,
			  const struct places *at)
{
	command_init(c, n, step->stage);
	if (strcmp(step->stage, "extract") == 0)
		extract_options(c, n->period);
	if (strcmp(step->stage, "protect") == 0) {
		command_add(c, "--audit");
		command_add(c, at->audit);
	}
	if (strcmp(step->stage, "package") == 0) {
		command_add(c, "-o");
		command_add(c, at->release);
	} else {
		command_add(c, "--to");
		command_add(c, "stream");
	}
	command_add(c, step->config);
}

static int record(struct night *n, int64_t run, const struct pipeline *p,
		  const struct process *processes, size_t count, struct err *err)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (state_step(n->state, run, (int)i, p->steps[i].stage, p->steps[i].config,
			       &processes[i], err) < 0)
			return -1;
	return 0;
}

static int pass_gate(const struct pipeline *p, const struct process *last, struct err *err)
{
	long long rows = process_figure(last, "rows", 0);

	if (rows >= p->min_rows)
		return 0;
	return err_set(err, ERR_GATE,
		       "the release has %lld rows, the gate asks for %lld at least; held", rows,
		       p->min_rows);
}

static int run_stages(struct night *n, const struct pipeline *p, const struct places *at,
		      int64_t run, struct err *err)
{
	struct process *processes = mem_zalloc(p->nsteps, sizeof(*processes));
	struct command *commands = mem_zalloc(p->nsteps, sizeof(*commands));
	struct err record_err = ERR_INIT;
	size_t i;
	int ret;

	for (i = 0; i < p->nsteps; i++) {
		stage_command(&commands[i], n, &p->steps[i], at);
		processes[i].name = p->steps[i].name;
		processes[i].argv = commands[i].argv;
	}
	ret = chain_run(processes, p->nsteps, err);
	if (record(n, run, p, processes, p->nsteps, &record_err) < 0 && ret == 0) {
		*err = record_err;
		ret = -1;
	}
	if (ret == 0)
		ret = pass_gate(p, &processes[p->nsteps - 1], err);
	for (i = 0; i < p->nsteps; i++)
		free(commands[i].program);
	chain_release(processes, p->nsteps);
	free(processes);
	free(commands);
	return ret;
}

static int run_publish(struct night *n, const struct pipeline *p, const struct places *at,
		       int64_t run, struct err *err)
{
	struct process process = { .name = "publish" };
	struct err record_err = ERR_INIT;
	struct command command;
	int ret;

	command_init(&command, n, "publish");
	command_add(&command, "--public");
	command_add(&command, n->site->public_dir);
	command_add(&command, "--dataset");
	command_add(&command, p->name);
	command_add(&command, at->release);
	process.argv = command.argv;
	ret = chain_run(&process, 1, err);
	if (state_step(n->state, run, (int)p->nsteps, "publish", NULL, &process, &record_err) < 0 &&
	    ret == 0) {
		*err = record_err;
		ret = -1;
	}
	chain_release(&process, 1);
	free(command.program);
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

static int keep_audit(const struct places *at, struct err *err)
{
	if (access(at->audit, F_OK) < 0)
		return 0; /* the pipeline has no step that writes one */
	if (rename(at->audit, at->audit_kept) < 0)
		return err_sys(err, ERR_IO, "%s: cannot rename into place", at->audit_kept);
	return file_sync_dir(at->audit_folder, err);
}

/* The release is public by now: a line that cannot be shown is no failure. */
static void tell(const struct pipeline *p, const char *release)
{
	struct buf line = BUF_INIT;
	struct err err = ERR_INIT;

	printf("%s  %s\n  %s\n", p->name, p->label, path_shown(release));
	if (json_is(p->headline) && headline_read(release, p->name, p->headline, &line, &err) < 0)
		log_warn("%s: %s", p->name, err.msg);
	else if (line.n)
		printf("  %s\n", line.p);
	buf_release(&line);
}

static int prepare(const struct places *at, struct err *err)
{
	/* What a run that was killed left here; the lock says that none is at work. */
	if (file_remove(at->work, err) < 0 || file_remove(at->draft, err) < 0 ||
	    file_make_dirs(at->work, 0700, err) < 0)
		return -1;
	return file_make_dirs(at->draft, 0700, err);
}

static void clear(const struct places *at)
{
	struct err err = ERR_INIT;

	if (file_remove(at->work, &err) < 0 || file_remove(at->draft, &err) < 0)
		log_warn("%s", err.msg);
}

static int night_work(struct night *n, const struct pipeline *p, const struct places *at,
		      int64_t run, char **release, struct err *err)
{
	if (prepare(at, err) < 0 || run_stages(n, p, at, run, err) < 0 ||
	    run_publish(n, p, at, run, err) < 0)
		return -1;
	*release = published_path(n->site, p->name);
	if (keep_audit(at, err) < 0)
		return -1;
	tell(p, *release);
	return 0;
}

int night_run(struct night *n, const struct pipeline *p, struct err *err)
{
	struct err end_err = ERR_INIT;
	struct places at;
	char *release = NULL;
	int64_t run;
	int ret;

	n->period = p->has_period ? n->options->period : NULL;
	if (state_begin(n->state, p, n->period, &run, err) < 0)
		return -1;
	places_init(&at, n->site, p->name);
	ret = night_work(n, p, &at, run, &release, err);
	if (!n->options->keep)
		clear(&at);
	if (state_end(n->state, run, ret < 0 ? (int)err->kind : 0, ret < 0 ? err->msg : NULL,
		      release, &end_err) < 0 &&
	    ret == 0) {
		*err = end_err;
		ret = -1;
	}
	places_release(&at);
	free(release);
	return ret;
}
