/* yg history: what was ever published of cells. */
#include <stdlib.h>
#include <unistd.h>

#include "core/date.h"
#include "core/file.h"
#include "core/history.h"
#include "core/log.h"
#include "core/program.h"
#include "run/commands.h"
#include "run/folders.h"
#include "run/lock.h"
#include "run/recall.h"
#include "run/settle.h"

struct asked {
	const char *const *names; /* n 0: all, without their releases */
	size_t n;
	struct history *history;
	bool is_any; /* there is a dataset */
};

static int show_release(void *ctx, const struct history_release *r, struct err *err)
{
	char day[11];

	(void)ctx;
	(void)err;
	date_format(r->day, day);
	printf("  %4lld  %s  %s  %lld changed\n", (long long)r->n, day, r->id,
	       (long long)r->nlines);
	return 0;
}

static int show_dataset(void *ctx, const struct history_dataset *d, struct err *err)
{
	struct asked *a = ctx;
	const int64_t *n = d->ncells;
	size_t i;

	a->is_any = true;
	for (i = 0; i < a->n && strcmp(a->names[i], d->name) != 0; i++)
		;
	if (a->n > 0 && i == a->n)
		return 0;
	printf("%-20s  %lld release%s, %lld cells: %lld shown, %lld held, %lld hidden\n", d->name,
	       (long long)d->nreleases, d->nreleases == 1 ? "" : "s",
	       (long long)(n[HISTORY_SHOWN] + n[HISTORY_HELD] + n[HISTORY_HIDDEN]),
	       (long long)n[HISTORY_SHOWN], (long long)n[HISTORY_HELD],
	       (long long)n[HISTORY_HIDDEN]);
	return a->n ? history_releases(a->history, d->name, show_release, NULL, err) : 0;
}

static int show(const struct site *site, const char *const *names, size_t n, struct err *err)
{
	char *path = file_join(site->private_dir, "cells.db");
	struct asked a = { .names = names, .n = n };
	int64_t last;
	size_t i;
	int ret = history_open(path, true, &a.history, err);

	for (i = 0; i < n && ret == 0; i++) {
		ret = history_last(a.history, names[i], &last, err);
		if (ret == 0 && last == HISTORY_NO_RELEASE)
			ret = err_set(err, ERR_USAGE, "the history of cells has no dataset %s",
				      names[i]);
	}
	if (ret == 0)
		ret = history_datasets(a.history, show_dataset, &a, err);
	if (ret == 0 && !a.is_any)
		log_info("nothing is in the history of cells yet");
	history_close(a.history);
	free(path);
	return ret;
}

static int rebuild_one(const struct site *site, const struct command_options *o, struct state *s,
		       const char *name, bool is_named, struct err *err)
{
	struct pipeline p;
	size_t n = 0;
	int ret = pipeline_read(site, name, &p, err);

	if (ret == 0 && !p.safe) {
		if (is_named)
			ret = err_set(err, ERR_USAGE, "%s has no step that protects cells", name);
		pipeline_release(&p);
		return ret;
	}
	if (ret == 0)
		ret = settle(site, s, name, err);
	if (ret == 0)
		ret = recall_all(site, s, &p, &o->day, &n, err);
	if (ret == 0)
		printf("%-20s  rebuilt from %zu public release%s\n", name, n, n == 1 ? "" : "s");
	else
		err_wrap(err, "%s", name);
	pipeline_release(&p);
	return ret;
}

static int rebuild(struct site *site, const struct command_options *o, const char *const *names,
		   size_t n, bool is_named, struct err *err)
{
	char *path = file_join(site->state_dir, "yg.db");
	struct state *s = NULL;
	size_t i;
	int ret = state_open(path, 0, &s, err);

	for (i = 0; i < n && ret == 0; i++) {
		ret = program_check(err);
		if (ret == 0)
			ret = rebuild_one(site, o, s, names[i], is_named, err);
	}
	state_close(s);
	free(path);
	return ret;
}

/* A night at work writes the same history. */
static int rebuild_locked(struct site *site, const struct command_options *o,
			  const char *const *names, size_t n, struct err *err)
{
	char *path, **all = NULL;
	size_t nall = 0;
	int lock, ret;

	if (folders_make(site, err) < 0)
		return -1;
	path = file_join(site->state_dir, "yg.lock");
	lock = lock_take(path, err);
	free(path);
	if (lock < 0)
		return -1;
	ret = n ? 0 : pipeline_names(site, &all, &nall, err);
	if (ret == 0)
		ret = rebuild(site, o, n ? names : (const char *const *)all, n ? n : nall, n > 0,
			      err);
	file_list_free(all, nall);
	lock_drop(lock);
	return ret;
}

int cmd_history(struct site *site, const struct command_options *o, const char *const *names,
		size_t n, struct err *err)
{
	return o->rebuild ? rebuild_locked(site, o, names, n, err) : show(site, names, n, err);
}
