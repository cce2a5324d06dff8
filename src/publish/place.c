#include "publish/place.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

static char *dataset_dir(const char *public_dir, const struct folder *f)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/d/%s", public_dir, f->name);
	return buf_detach(&b);
}

char *place_path(const char *public_dir, const struct folder *f)
{
	char *dir = dataset_dir(public_dir, f);
	char *path = file_join(dir, f->id);

	free(dir);
	return path;
}

static int copy_bytes(int from, int to, const char *name, struct err *err)
{
	enum { BLOCK = 256 * 1024 };
	char *block = mem_alloc(BLOCK);
	ssize_t n;
	int ret = 0;

	while (ret == 0 && (n = read(from, block, BLOCK)) != 0) {
		if (n < 0 && errno != EINTR)
			ret = err_sys(err, ERR_IO, "%s: cannot read", name);
		else if (program_check(err) < 0)
			ret = -1;
		else if (n > 0)
			ret = file_write_all(to, name, block, (size_t)n, err);
	}
	free(block);
	return ret;
}

/* Read-only for everybody: what is published does not change. */
static int copy_file(const char *from, const char *to, struct err *err)
{
	int in = open(from, O_RDONLY | O_NOFOLLOW | O_CLOEXEC), out = -1, ret = -1;

	if (in < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", from);
	out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (out < 0)
		err_sys(err, ERR_IO, "%s: cannot create", to);
	else if (copy_bytes(in, out, to, err) == 0)
		ret = fchmod(out, 0444) < 0 ? err_sys(err, ERR_IO, "%s: cannot set its mode", to)
					    : 0;
	if (out >= 0 && close(out) < 0 && ret == 0)
		ret = err_sys(err, ERR_IO, "%s: cannot close", to);
	close(in);
	return ret;
}

static int copy_all(const struct folder *f, const char *to, struct err *err)
{
	char *source, *target;
	size_t i;
	int ret = 0;

	for (i = 0; i < f->nfiles && ret == 0; i++) {
		source = file_join(f->path, f->files[i]);
		target = file_join(to, f->files[i]);
		ret = copy_file(source, target, err);
		free(source);
		free(target);
	}
	return ret;
}

static int same_file(const char *dir, const char *other, const char *name, struct err *err)
{
	char a[SHA256_HEX], b[SHA256_HEX];
	char *x = file_join(dir, name), *y = file_join(other, name);
	int ret = sha256_file(x, a, ERR_IO, err);

	if (ret == 0)
		ret = sha256_file(y, b, ERR_GATE, err);
	if (ret == 0 && strcmp(a, b) != 0)
		ret = err_set(err, ERR_GATE,
			      "%s: differs from what is to be published under the same id", y);
	free(x);
	free(y);
	return ret;
}

static int same_release(const struct folder *f, const char *path, struct err *err)
{
	char **files;
	size_t i, n;
	int ret = file_list(path, &files, &n, err);

	if (ret < 0)
		return -1;
	if (n != f->nfiles)
		ret = err_set(
			err, ERR_GATE,
			"%s: holds other files than what is to be published under the same id",
			path);
	for (i = 0; i < f->nfiles && ret == 0; i++)
		ret = same_file(f->path, path, f->files[i], err);
	file_list_free(files, n);
	return ret;
}

/* A new link beside the alias, renamed over it. */
static int move_alias(const char *dir, const char *id, struct err *err)
{
	char *alias = file_join(dir, "latest"), *temp = file_temp_name(alias);
	int ret = 0;

	unlink(temp);
	if (symlink(id, temp) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot create", alias);
	else if (rename(temp, alias) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot rename into place", alias);
	else
		ret = file_sync_dir(dir, err);
	if (ret < 0)
		unlink(temp);
	free(alias);
	free(temp);
	return ret;
}

static int make_dirs(const char *public_dir, const char *dir, struct err *err)
{
	char *d = file_join(public_dir, "d");
	int ret = file_make_dirs(dir, 0755, err);

	if (ret == 0)
		ret = file_sync_dir(d, err);
	if (ret == 0)
		ret = file_sync_dir(public_dir, err);
	free(d);
	return ret;
}

/* The process of ".NAME.PID.tmp", or 0 for any other name. */
static long temp_owner(const char *name)
{
	size_t n = strlen(name);
	const char *dot;

	if (name[0] != '.' || n < 6 || strcmp(name + n - 4, ".tmp") != 0)
		return 0;
	for (dot = name + n - 5; dot > name && *dot != '.'; dot--)
		;
	return strtol(dot + 1, NULL, 10);
}

/*
 * One publisher of a dataset at a time, by a kernel lock on its folder that
 * dies with its holder.  A file system that locks no folders gives none: *lock
 * is still the folder, *is_alone false.
 */
static int lock_folder(const char *dir, int *lock, bool *is_alone, struct err *err)
{
	*lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*lock < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", dir);
	*is_alone = flock(*lock, LOCK_EX | LOCK_NB) == 0;
	if (!*is_alone && errno == EWOULDBLOCK)
		return err_set(err, ERR_BUSY, "%s: another yg-publish is at work there; try again",
			       dir);
	return 0;
}

static bool is_at_work(long pid)
{
	return kill((pid_t)pid, 0) == 0 || errno != ESRCH;
}

/* What a publisher that was killed left unfinished; no reader was told of it. */
static int sweep(const char *dir, bool is_alone, struct err *err)
{
	char **names, *path;
	size_t i, n;
	long owner;
	int ret = file_list(dir, &names, &n, err);

	if (ret < 0)
		return -1;
	for (i = 0; i < n && ret == 0; i++) {
		owner = temp_owner(names[i]);
		if (owner <= 0 || (!is_alone && is_at_work(owner)))
			continue;
		path = file_join(dir, names[i]);
		ret = file_remove(path, err);
		free(path);
	}
	file_list_free(names, n);
	return ret;
}

/* What is made public is what was checked, not what the folder has become since. */
static int check_copy(const struct folder *f, const char *copy, struct err *err)
{
	struct folder copied;
	int ret = folder_check(&copied, copy, err);

	/* A failed read is itself; a failed check can only be a change. */
	if (ret < 0 ? err->kind == ERR_GATE : !folder_same(&copied, f))
		ret = err_set(err, ERR_GATE,
			      "%s: changed while it was being published; the release is held",
			      f->path);
	folder_release(&copied);
	return ret;
}

static int place_new(const struct folder *f, const char *path, struct err *err)
{
	struct tree tree = TREE_INIT;
	int ret = -1;

	if (tree_create(&tree, path, err) == 0 && copy_all(f, tree.temp, err) == 0 &&
	    check_copy(f, tree.temp, err) == 0)
		ret = tree_commit(&tree, 0, err);
	tree_abort(&tree);
	return ret;
}

int place_release(const char *public_dir, const struct folder *f, bool *was_there, struct err *err)
{
	char *dir = dataset_dir(public_dir, f), *path = place_path(public_dir, f);
	bool is_alone = false;
	int lock = -1, ret = -1;

	if (make_dirs(public_dir, dir, err) < 0 || lock_folder(dir, &lock, &is_alone, err) < 0 ||
	    sweep(dir, is_alone, err) < 0)
		goto out;
	*was_there = access(path, F_OK) == 0;
	if ((*was_there ? same_release(f, path, err) : place_new(f, path, err)) == 0)
		ret = move_alias(dir, f->id, err);
out:
	if (lock >= 0)
		close(lock);
	free(dir);
	free(path);
	return ret;
}
