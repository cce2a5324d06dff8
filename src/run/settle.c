#include "run/settle.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/mem.h"

enum { DIGITS = LEDGER_RELEASE - 1 };

static const char waiting[] = ".waiting";

/* PRIVATE/audit/DATASET.ENDING */
static char *audit_path(const struct site *site, const char *dataset, const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/audit/%s%s", site->private_dir, dataset, ending);
	return buf_detach(&b);
}

static int move(const char *from, const char *to, struct err *err)
{
	if (rename(from, to) < 0)
		return err_sys(err, ERR_IO, "%s: cannot rename into place", to);
	return file_sync_parent(to, err);
}

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

int settle_promise(const struct site *site, struct state *s, const char *dataset,
		   const struct workspace *at, const struct exposures *e, struct err *err)
{
	char release[LEDGER_RELEASE], *kept;
	struct buf ending = BUF_INIT;
	int ret = name_release(at, release, err);

	if (ret == 0)
		ret = exposures_record(s, e, dataset, release, err);
	if (ret == 0 && access(at->audit, F_OK) == 0) {
		buf_printf(&ending, ".%s%s", release, waiting);
		kept = audit_path(site, dataset, ending.p);
		ret = move(at->audit, kept, err);
		free(kept);
	}
	buf_release(&ending);
	return ret;
}

/* Whether a release of the dataset whose id ends with these digits stands in the public tree:
 * 1 or 0. */
static int is_public(const struct site *site, const char *dataset, const char *release,
		     struct err *err)
{
	struct buf dir = BUF_INIT;
	char **names = NULL;
	size_t i, n = 0, length;
	int ret = 0;

	buf_printf(&dir, "%s/d/%s", site->public_dir, dataset);
	if (access(dir.p, F_OK) == 0)
		ret = file_list(dir.p, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++) {
		length = strlen(names[i]);
		ret = names[i][0] != '.' && length >= DIGITS &&
		      strcmp(names[i] + length - DIGITS, release) == 0;
	}
	file_list_free(names, n);
	buf_release(&dir);
	return ret;
}

/* A file DATASET.RELEASE.waiting of the audit folder: the digits, or false. */
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

static int settle_audit(const struct site *site, const char *dataset, const char *path,
			const char *release, struct err *err)
{
	int public = is_public(site, dataset, release, err), ret;
	char *kept;

	if (public < 0)
		return -1;
	if (!public)
		return file_remove(path, err);
	kept = audit_path(site, dataset, ".jsonl");
	ret = move(path, kept, err);
	free(kept);
	return ret;
}

static int settle_audits(const struct site *site, const char *dataset, struct err *err)
{
	char release[LEDGER_RELEASE], **names = NULL, *path;
	char *folder = file_join(site->private_dir, "audit");
	size_t i, n = 0;
	int ret = 0;

	if (access(folder, F_OK) == 0)
		ret = file_list(folder, &names, &n, err);
	for (i = 0; i < n && ret == 0; i++) {
		if (!is_waiting(names[i], dataset, release))
			continue;
		path = file_join(folder, names[i]);
		ret = settle_audit(site, dataset, path, release, err);
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

	while ((found = ledger_waiting(s, dataset, release, err)) > 0) {
		public = is_public(site, dataset, release, err);
		if (public < 0 || ledger_settle(s, dataset, release, public, err) < 0)
			return -1;
	}
	return found;
}

int settle(const struct site *site, struct state *s, const char *dataset, struct err *err)
{
	if (settle_audits(site, dataset, err) < 0)
		return -1;
	return settle_ledger(site, s, dataset, err);
}
