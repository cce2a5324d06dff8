#include "run/workspace.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"

static char *below(const char *folder, const char *name, const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s%s", folder, name, ending);
	return buf_detach(&b);
}

static char *previous_release(const struct site *site, const char *name)
{
	struct buf b = BUF_INIT;
	bool is_there;

	buf_printf(&b, "%s/d/%s/latest", site->public_dir, name);
	is_there = access(b.p, F_OK) == 0;
	if (is_there)
		return buf_detach(&b);
	buf_release(&b);
	return NULL;
}

static void name_with(struct workspace *at, const struct pipeline *p)
{
	struct buf b = BUF_INIT;

	at->with = mem_zalloc(p->nwith + 1, sizeof(*at->with));
	for (at->nwith = 0; at->nwith < p->nwith; at->nwith++) {
		buf_printf(&b, "%s/with-%s.cells", at->draft, p->with[at->nwith].name);
		at->with[at->nwith] = buf_detach(&b);
	}
}

void workspace_init(struct workspace *at, const struct site *site, const struct pipeline *p)
{
	char *audits = file_join(site->private_dir, "audit");
	char *reports = file_join(site->private_dir, "inspect");
	const char *name = p->name;

	at->name = mem_strdup(name);
	at->work = below(site->work_dir, name, ".night");
	at->release = file_join(at->work, "release");
	at->pass = file_join(at->work, "pass.json");
	at->draft = below(audits, name, ".night");
	at->audit = file_join(at->draft, "audit");
	at->cells = file_join(at->draft, "cells");
	name_with(at, p);
	at->history = file_join(site->private_dir, "cells.db");
	at->report = below(reports, name, ".json");
	at->previous = previous_release(site, name);
	free(audits);
	free(reports);
}

void workspace_release(struct workspace *at)
{
	size_t i;

	for (i = 0; i < at->nwith; i++)
		free(at->with[i]);
	free(at->with);
	free(at->name);
	free(at->cells);
	free(at->history);
	free(at->work);
	free(at->release);
	free(at->pass);
	free(at->draft);
	free(at->audit);
	free(at->report);
	free(at->previous);
}

static int make_report_folder(const struct workspace *at, struct err *err)
{
	char *folder = mem_strndup(at->report, (size_t)(strrchr(at->report, '/') - at->report));
	int ret = file_make_dirs(folder, 0700, err);

	free(folder);
	return ret;
}

int workspace_prepare(const struct workspace *at, struct err *err)
{
	/* The report of a night before must not pass for this one's. */
	if (file_remove(at->work, err) < 0 || file_remove(at->draft, err) < 0 ||
	    file_remove(at->report, err) < 0 || file_make_dirs(at->work, 0700, err) < 0 ||
	    file_make_dirs(at->draft, 0700, err) < 0)
		return -1;
	return make_report_folder(at, err);
}

void workspace_clear(const struct workspace *at)
{
	struct err err = ERR_INIT;

	if (file_remove(at->work, &err) < 0 || file_remove(at->draft, &err) < 0)
		log_warn("%s", err.msg);
}
