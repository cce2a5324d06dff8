#include "run/settle.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/history.h"
#include "core/mem.h"

enum { DIGITS = LEDGER_RELEASE - 1 };

static const char waiting[] = ".waiting";

/* A file that a release leaves in a folder of the private one, and what becomes of it when the
 * release is public: id is the name of its folder. */
struct leaving {
	const char *folder;
	int (*take)(const struct site *site, const char *dataset, const char *path, const char *id,
		    struct err *err);
};

/* PRIVATE/FOLDER/DATASET.ENDING */
static char *kept_path(const struct site *site, const char *folder, const char *dataset,
		       const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s/%s%s", site->private_dir, folder, dataset, ending);
	return buf_detach(&b);
}

static int move(const char *from, const char *to, struct err *err)
{
	if (rename(from, to) < 0)
		return err_sys(err, ERR_IO, "%s: cannot rename into place", to);
	return file_sync_parent(to, err);
}

/* The audit becomes the dataset's. */
static int take_audit(const struct site *site, const char *dataset, const char *path,
		      const char *id, struct err *err)
{
	char *kept = kept_path(site, "audit", dataset, ".jsonl");
	int ret = move(path, kept, err);

	(void)id;
	free(kept);
	return ret;
}

/* The cells become a release of the history: once, also when it is tried again. */
static int take_cells(const struct site *site, const char *dataset, const char *path,
		      const char *id, struct err *err)
{
	char *history = file_join(site->private_dir, "cells.db");
	struct history *h = NULL;
	int ret = history_open(history, false, &h, err);

	(void)dataset;
	if (ret == 0)
		ret = history_take(h, path, id, err);
	history_close(h);
	free(history);
	return ret < 0 ? -1 : file_remove(path, err);
}

static const struct leaving leavings[] = { { "audit", take_audit }, { "cells", take_cells } };

/* The digits that yg-publish ends the release's id with. */
static int name_release(const struct workspace *at, char release[LEDGER_RELEASE], struct err *err)
{
	char *sums = file_join(at->release, "SHA256SUMS"), hex[SHA256_HEX];
	int ret = sha256_file(sums, hex, ERR_IO, err);

	if (ret == 0)
		snprintf(release, LEDGER_RELEASE, "%.*s", DIGITS, hex);
	free(sums);
	return ret;
}

/* path: a draft; one that is not there is no error. */
static int promise(const struct site *site, const char *folder, const char *dataset,
		   const char *release, const char *path, struct err *err)
{
	char *dir = file_join(site->private_dir, folder), *kept;
	struct buf ending = BUF_INIT;
	int ret = 0;

	if (access(path, F_OK) == 0) {
		buf_printf(&ending, ".%s%s", release, waiting);
		kept = kept_path(site, folder, dataset, ending.p);
		ret = file_make_dirs(dir, 0700, err) < 0 ? -1 : move(path, kept, err);
		free(kept);
	}
	buf_release(&ending);
	free(dir);
	return ret;
}

int settle_promise(const struct site *site, struct state *s, const char *dataset,
		   const struct workspace *at, const struct exposures *e, struct err *err)
{
	char release[LEDGER_RELEASE];

	if (name_release(at, release, err) < 0 || state_promise(s, dataset, release, err) < 0 ||
	    exposures_record(s, e, dataset, release, err) < 0 ||
	    promise(site, "audit", dataset, release, at->audit, err) < 0)
		return -1;
	return promise(site, "cells", dataset, release, at->cells, err);
}

/* The release of the dataset whose id ends with these digits, if it stands in the public tree:
 * 1 and its id, to be freed, or 0. */
static int find_public(const struct site *site, const char *dataset, const char *release, char **id,
		       struct err *err)
{
	struct buf dir = BUF_INIT;
	char **names = NULL;
	size_t i, n = 0, length;
	int ret = 0;

	*id = NULL;
	buf_printf(&dir, "%s/d/%s", site->public_dir, dataset);
	if (access(dir.p, F_OK) == 0)
		ret = file_list(dir.p, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++) {
		length = strlen(names[i]);
		ret = names[i][0] != '.' && length >= DIGITS &&
		      strcmp(names[i] + length - DIGITS, release) == 0;
		if (ret)
			*id = mem_strdup(names[i]);
	}
	file_list_free(names, n);
	buf_release(&dir);
	return ret;
}

/* A file DATASET.RELEASE.waiting: the digits, or false. */
static bool is_waiting(const char *name, const char *dataset, char release[LEDGER_RELEASE])
{
	size_t n = strlen(dataset);

	if (strncmp(name, dataset, n) != 0 || name[n] != '.' ||
	    strlen(name) != n + 1 + DIGITS + strlen(waiting) ||
	    strcmp(name + n + 1 + DIGITS, waiting) != 0)
		return false;
	snprintf(release, LEDGER_RELEASE, "%.*s", DIGITS, name + n + 1);
	return true;
}

static int settle_one(const struct leaving *l, const struct site *site, const char *dataset,
		      const char *path, const char *release, struct err *err)
{
	char *id;
	int public = find_public(site, dataset, release, &id, err), ret = -1;

	if (public > 0)
		ret = l->take(site, dataset, path, id, err);
	else if (public == 0)
		ret = file_remove(path, err);
	free(id);
	return ret;
}

static int settle_folder(const struct leaving *l, const struct site *site, const char *dataset,
			 struct err *err)
{
	char release[LEDGER_RELEASE], **names = NULL, *path;
	char *folder = file_join(site->private_dir, l->folder);
	size_t i, n = 0;
	int ret = 0;

	if (access(folder, F_OK) == 0)
		ret = file_list(folder, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++) {
		if (!is_waiting(names[i], dataset, release))
			continue;
		path = file_join(folder, names[i]);
		ret = settle_one(l, site, dataset, path, release, err);
		free(path);
	}
	file_list_free(names, n);
	free(folder);
	return ret;
}

static int settle_ledger(const struct site *site, struct state *s, const char *dataset,
			 struct err *err)
{
	char release[LEDGER_RELEASE];
	int found, public;
	char *id;

	while ((found = ledger_waiting(s, dataset, release, err)) > 0) {
		public = find_public(site, dataset, release, &id, err);
		free(id);
		if (public < 0 || ledger_settle(s, dataset, release, public, err) < 0)
			return -1;
	}
	return found;
}

int settle(const struct site *site, struct state *s, const char *dataset, struct err *err)
{
	size_t i;

	for (i = 0; i < sizeof(leavings) / sizeof(leavings[0]); i++)
		if (settle_folder(&leavings[i], site, dataset, err) < 0)
			return -1;
	return settle_ledger(site, s, dataset, err);
}
