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

void workspace_init(struct workspace *at, const struct site *site, const char *name)
{
	char *audits = file_join(site->private_dir, "audit");
	char *reports = file_join(site->private_dir, "inspect");

	at->work = below(site->work_dir, name, ".night");
	at->release = file_join(at->work, "release");
	at->pass = file_join(at->work, "pass.json");
	at->draft = below(audits, name, ".night");
	at->audit = file_join(at->draft, "audit");
	at->report = below(reports, name, ".json");
	at->previous = previous_release(site, name);
	free(audits);
	free(reports);
}

void workspace_release(struct workspace *at)
{
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
