/* yg run: the nightly work. */
#include <stdlib.h>

#include "core/date.h"
#include "core/file.h"
#include "core/log.h"
#include "core/program.h"
#include "run/commands.h"
#include "run/folders.h"
#include "run/lock.h"
#include "run/night.h"
#include "run/own_folder.h"

static int run_one(struct night *night, const struct pipeline *p, struct err *err)
{
	if (p->is_report)
		return err_set(err, ERR_USAGE, "it is made by yg report");
	if (p->is_private)
		return err_set(err, ERR_USAGE,
			       "it is for reports and publishes nothing, so it does not run "
			       "by itself");
	return night_run(night, p, err);
}

/* One dataset's trouble does not hold back the others; the first error is the
 * result.  A signal ends the night. */
static int run_each(struct night *night, const char *const *names, size_t n, struct err *err)
{
	struct err one, first = ERR_INIT;
	struct pipeline p;
	size_t i, failed = 0;

	for (i = 0; i < n; i++) {
		one = (struct err)ERR_INIT;
		if (program_check(err) < 0)
			return -1;
		if (pipeline_read(night->site, names[i], &p, &one) < 0 ||
		    run_one(night, &p, &one) < 0) {
			err_wrap(&one, "%s", names[i]);
			if (failed++ == 0)
				first = one;
			if (n > 1)
				log_warn("%s", one.msg);
		}
		pipeline_release(&p);
	}
	if (!failed)
		return 0;
	if (n > 1) /* each has been told */
		return err_set(err, first.kind,
			       "%zu of %zu pipelines failed; what was public stays", failed, n);
	*err = first;
	return -1;
}

static int name_day(struct night *night, const struct command_options *o, struct err *err)
{
	int32_t day = o->day.today;

	if (o->as_of && !date_parse(str_of(o->as_of), "YYYY-MM-DD", &day))
		return err_set(err, ERR_USAGE, "--as-of '%s': not a day like 2026-10-31", o->as_of);
	date_format(day, night->as_of);
	return 0;
}

static int run_locked(struct site *site, const struct command_options *o, const char *const *names,
		      size_t n, struct err *err)
{
	struct night night = { .site = site, .options = o };
	char *path = file_join(site->state_dir, "yg.db");
	int ret = -1;

	if (name_day(&night, o, err) == 0 && own_folder(&night.programs, err) == 0 &&
	    state_open(path, 0, &night.state, err) == 0)
		ret = run_each(&night, names, n, err);
	state_close(night.state);
	free(night.programs);
	free(path);
	return ret;
}

int cmd_run(struct site *site, const struct command_options *o, const char *const *names, size_t n,
	    struct err *err)
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
	ret = n ? 0 : pipeline_nightly_names(site, &all, &nall, err);
	if (ret == 0)
		ret = run_locked(site, o, n ? names : (const char *const *)all, n ? n : nall, err);
	file_list_free(all, nall);
	lock_drop(lock);
	return ret;
}
