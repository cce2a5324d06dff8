#include "run/folders.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"

/* The path without links and "..", as far as it is there; the rest as it is written. */
static char *resolve(const char *path)
{
	char known[PATH_MAX], *head = mem_strdup(path), *slash;
	struct buf b = BUF_INIT;

	while (!realpath(head, known)) {
		slash = strrchr(head, '/');
		if (!slash || slash == head)
			break;
		*slash = '\0';
	}
	if (realpath(head, known))
		buf_printf(&b, "%s%s", strcmp(known, "/") == 0 ? "" : known, path + strlen(head));
	else
		buf_puts(&b, path);
	free(head);
	return buf_detach(&b);
}

/* Both resolved; a folder lies within itself. */
static bool lies_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

static int check_apart(const char *what, const char *path, const char *public_dir, struct err *err)
{
	char *resolved = resolve(path);
	int ret = 0;

	if (lies_within(resolved, public_dir))
		ret = err_set(err, ERR_CONFIG,
			      "%s, %s, lies within the public tree, %s: what is in it would be "
			      "public",
			      what, path_shown(resolved), path_shown(public_dir));
	free(resolved);
	return ret;
}

int folders_check(const struct site *site, struct err *err)
{
	char *audit = file_join(site->private_dir, "audit");
	char *inspect = file_join(site->private_dir, "inspect");
	char *cells = file_join(site->private_dir, "cells");
	char *history = file_join(site->private_dir, "cells.db");
	char *public_dir = resolve(site->public_dir);
	const struct {
		const char *what, *path;
	} closed[] = {
		{ "the site itself", site->root },
		{ "the private folder", site->private_dir },
		{ "the folder of the audits", audit },
		{ "the folder of the findings", inspect },
		{ "the folder of the drafts of cells", cells },
		{ "the history of cells", history },
		{ "the work folder", site->work_dir },
		{ "the state folder", site->state_dir },
		{ "the key folder", site->key_dir },
		{ "the folder of the reviews", site->reviews_dir },
	};
	size_t i;
	int ret = 0;

	for (i = 0; i < sizeof(closed) / sizeof(closed[0]) && ret == 0; i++)
		ret = check_apart(closed[i].what, closed[i].path, public_dir, err);
	free(public_dir);
	free(audit);
	free(inspect);
	free(cells);
	free(history);
	return ret;
}

/* What is public must be reachable by everybody, whatever the umask of whoever runs us. */
static int make_public(const struct site *site, struct err *err)
{
	mode_t before = umask(022);
	int ret = file_make_dirs(site->public_dir, 0755, err);

	umask(before);
	return ret;
}

int folders_make(const struct site *site, struct err *err)
{
	if (folders_check(site, err) < 0 || make_public(site, err) < 0 ||
	    file_make_dirs(site->private_dir, 0700, err) < 0 ||
	    file_make_dirs(site->work_dir, 0700, err) < 0)
		return -1;
	/* Once more, for what was not there before could hide a link or a "..". */
	return file_make_dirs(site->state_dir, 0700, err) < 0 ? -1 : folders_check(site, err);
}
