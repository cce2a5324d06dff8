/* The part of file.h that works on folders. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

int file_make_dirs(const char *path, mode_t mode, struct err *err)
{
	char *copy, *at;
	int ret = 0;

	if (!*path)
		return err_set(err, ERR_USAGE, "the name of a folder is empty");
	at = copy = mem_strdup(path);
	while (ret == 0 && at) {
		at = strchr(at + 1, '/');
		if (at)
			*at = '\0';
		if (mkdir(copy, mode) < 0 && errno != EEXIST)
			ret = err_sys(err, ERR_IO, "%s: cannot create the folder", copy);
		if (at)
			*at = '/';
	}
	free(copy);
	return ret;
}

static int by_name(const void *a, const void *b)
{
	const char *const *x = a;
	const char *const *y = b;

	return strcmp(*x, *y);
}

int file_list(const char *path, char ***names, size_t *n, struct err *err)
{
	size_t capacity = 0;
	struct dirent *entry;
	DIR *dir = opendir(path);

	*names = NULL;
	*n = 0;
	if (!dir)
		return err_sys(err, ERR_IO, "%s: cannot list", path);
	for (errno = 0; (entry = readdir(dir)) != NULL; errno = 0) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		*names = mem_grow(*names, &capacity, *n + 1, sizeof(**names));
		(*names)[(*n)++] = mem_strdup(entry->d_name);
	}
	if (errno != 0) {
		err_sys(err, ERR_IO, "%s: cannot list", path);
		closedir(dir);
		file_list_free(*names, *n);
		*names = NULL;
		*n = 0;
		return -1;
	}
	closedir(dir);
	if (*n)
		qsort(*names, *n, sizeof(**names), by_name);
	return 0;
}

void file_list_free(char **names, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		free(names[i]);
	free(names);
}

/* Calls leaf() on every file below path and folder() on every folder, children first. */
static int tree_walk(const char *path, int (*leaf)(const char *, struct err *),
		     int (*folder)(const char *, struct err *), struct err *err)
{
	struct stat st;
	char **names, *child;
	size_t i, n;
	int ret = 0;

	if (lstat(path, &st) < 0)
		return err_sys(err, ERR_IO, "%s: cannot look at it", path);
	if (!S_ISDIR(st.st_mode))
		return leaf(path, err);
	if (file_list(path, &names, &n, err) < 0)
		return -1;
	for (i = 0; i < n && ret == 0; i++) {
		child = file_join(path, names[i]);
		ret = tree_walk(child, leaf, folder, err);
		free(child);
	}
	file_list_free(names, n);
	return ret < 0 ? -1 : folder(path, err);
}

static int remove_leaf(const char *path, struct err *err)
{
	return unlink(path) < 0 ? err_sys(err, ERR_IO, "%s: cannot remove", path) : 0;
}

static int remove_folder(const char *path, struct err *err)
{
	return rmdir(path) < 0 ? err_sys(err, ERR_IO, "%s: cannot remove", path) : 0;
}

int file_remove(const char *path, struct err *err)
{
	struct stat st;

	if (lstat(path, &st) < 0 && errno == ENOENT)
		return 0;
	return tree_walk(path, remove_leaf, remove_folder, err);
}

static int sync_leaf(const char *path, struct err *err)
{
	return program_check(err) < 0 ? -1 : file_sync(path, O_NOFOLLOW, err);
}

int tree_may_replace(const char *path, const char *mark, const char *what, struct err *err)
{
	char *at = file_join(path, mark);
	bool is_alike = access(at, F_OK) == 0;
	struct stat st;
	char **names;
	size_t n;

	free(at);
	if (is_alike || (lstat(path, &st) < 0 && errno == ENOENT))
		return 0;
	if (file_list(path, &names, &n, err) < 0)
		return -1;
	file_list_free(names, n);
	if (n == 0)
		return 0;
	return err_set(err, ERR_IO, "%s exists and is no %s folder: choose another place", path,
		       what);
}

int tree_create(struct tree *t, const char *path, struct err *err)
{
	struct err ignored = ERR_INIT;
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	t->path = mem_strndup(path, n);
	t->temp = file_temp_name(t->path);
	file_remove(t->temp, &ignored);
	if (mkdir(t->temp, 0755) < 0) {
		err_sys(err, ERR_IO, "%s: cannot create the folder", t->path);
		tree_abort(t);
		return -1;
	}
	return 0;
}

/* Swaps the new folder with the old one, which then stands at temp and goes. */
static int tree_replace(struct tree *t, struct err *err)
{
	if (renameat2(AT_FDCWD, t->temp, AT_FDCWD, t->path, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EEXIST || renameat2(AT_FDCWD, t->temp, AT_FDCWD, t->path, RENAME_EXCHANGE) < 0)
		return err_sys(err, ERR_IO, "%s: cannot rename into place", t->path);
	return file_remove(t->temp, err);
}

/* Some file systems (NFS) know no flags; there, rename() replaces no folder with files in it. */
static int tree_place(struct tree *t, struct err *err)
{
	if (renameat2(AT_FDCWD, t->temp, AT_FDCWD, t->path, RENAME_NOREPLACE) == 0 ||
	    (errno == EINVAL && rename(t->temp, t->path) == 0))
		return 0;
	return err_sys(err, ERR_IO, "%s: cannot rename into place", t->path);
}

int tree_commit(struct tree *t, int replace, struct err *err)
{
	int ret = -1;

	if (tree_walk(t->temp, sync_leaf, file_sync_dir, err) < 0)
		goto out;
	if ((replace ? tree_replace(t, err) : tree_place(t, err)) < 0)
		goto out;
	free(t->temp);
	t->temp = NULL;
	ret = file_sync_parent(t->path, err);
out:
	tree_abort(t);
	return ret;
}

void tree_abort(struct tree *t)
{
	struct err ignored = ERR_INIT;

	if (t->temp)
		file_remove(t->temp, &ignored);
	free(t->temp);
	free(t->path);
	*t = (struct tree)TREE_INIT;
}
