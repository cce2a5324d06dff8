#include "core/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/program.h"

char *file_join(const char *dir, const char *name)
{
	struct buf b = BUF_INIT;
	size_t n = strlen(dir);

	buf_add(&b, dir, n);
	if (n && dir[n - 1] != '/')
		buf_putc(&b, '/');
	buf_puts(&b, name);
	return buf_detach(&b);
}

/* The folder that holds path, "." when it has none; to be freed. */
static char *file_parent(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_strdup(".");
	return slash == path ? mem_strdup("/") : mem_strndup(path, (size_t)(slash - path));
}

int file_sync(const char *path, int flags, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	int ret = 0;

	if (fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", path);
	if (fsync(fd) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot sync", path);
	close(fd);
	return ret;
}

int file_sync_dir(const char *path, struct err *err)
{
	return file_sync(path, O_DIRECTORY, err);
}

int file_sync_parent(const char *path, struct err *err)
{
	char *parent = file_parent(path);
	int ret = file_sync_dir(parent, err);

	free(parent);
	return ret;
}

/* A name beside path that no reader takes for a result: .NAME.PID.tmp */
char *file_temp_name(const char *path)
{
	char *parent = file_parent(path);
	const char *slash = strrchr(path, '/');
	struct buf b = BUF_INIT;
	char *joined;

	buf_printf(&b, ".%s.%ld.tmp", slash ? slash + 1 : path, (long)getpid());
	joined = file_join(parent, b.p);
	buf_release(&b);
	free(parent);
	return joined;
}

/* The rename at the end would put a file in its place. */
static bool is_device(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

int file_create(struct file *f, const char *path, mode_t mode, struct err *err)
{
	if (is_device(path)) {
		err_set(err, ERR_IO, "%s: a device or a pipe, not a file", path);
		return -1;
	}
	f->path = mem_strdup(path);
	f->temp = file_temp_name(path);
	unlink(f->temp);
	f->fd = open(f->temp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (f->fd < 0) {
		err_sys(err, ERR_IO, "%s: cannot create", path);
		file_abort(f);
		return -1;
	}
	if (fchmod(f->fd, mode) < 0) {
		err_sys(err, ERR_IO, "%s: cannot set its mode", path);
		file_abort(f);
		return -1;
	}
	return 0;
}

int file_write_all(int fd, const char *name, const void *p, size_t n, struct err *err)
{
	const char *at = p;
	ssize_t done;

	while (n > 0) {
		done = write(fd, at, n);
		if (done < 0 && errno == EINTR) {
			if (program_check(err) < 0)
				return -1;
			continue;
		}
		if (done < 0 && errno == EPIPE)
			return err_set(err, ERR_IO, "%s: " ERR_READER_GONE, name);
		if (done < 0)
			return err_sys(err, ERR_IO, "%s: cannot write", name);
		at += done;
		n -= (size_t)done;
	}
	return 0;
}

int file_write(struct file *f, const void *p, size_t n, struct err *err)
{
	return file_write_all(f->fd, f->path, p, n, err);
}

/* A failed fsync is never tried again: the pages it failed on count as clean. */
int file_commit(struct file *f, struct err *err)
{
	int ret = -1;

	if (fsync(f->fd) < 0) {
		err_sys(err, ERR_IO, "%s: cannot sync", f->path);
		goto out;
	}
	if (close(f->fd) < 0) {
		f->fd = -1;
		err_sys(err, ERR_IO, "%s: cannot close", f->path);
		goto out;
	}
	f->fd = -1;
	if (rename(f->temp, f->path) < 0) {
		err_sys(err, ERR_IO, "%s: cannot rename into place", f->path);
		goto out;
	}
	free(f->temp);
	f->temp = NULL;
	ret = file_sync_parent(f->path, err);
out:
	file_abort(f);
	return ret;
}

void file_abort(struct file *f)
{
	if (f->fd >= 0)
		close(f->fd);
	if (f->temp)
		unlink(f->temp);
	free(f->temp);
	free(f->path);
	*f = (struct file)FILE_INIT;
}

int file_save(const char *path, mode_t mode, struct str text, struct err *err)
{
	struct file f = FILE_INIT;
	int ret = -1;

	if (file_create(&f, path, mode, err) == 0 && file_write(&f, text.p, text.n, err) == 0)
		ret = file_commit(&f, err);
	file_abort(&f);
	return ret;
}

static int file_read_fd(int fd, const char *path, size_t max, struct buf *b, struct err *err)
{
	ssize_t n;

	for (;;) {
		n = read(fd, buf_reserve(b, 64 * 1024), 64 * 1024);
		if (n < 0 && errno == EINTR) {
			if (program_check(err) < 0)
				return -1;
			continue;
		}
		if (n < 0)
			return err_sys(err, ERR_IO, "%s: cannot read", path);
		if (n == 0)
			break;
		b->n += (size_t)n;
		if (b->n > max)
			return err_set(err, ERR_DATA, "%s: larger than %zu bytes", path, max);
	}
	if (b->capacity)
		b->p[b->n] = '\0';
	return 0;
}

int file_read(const char *path, size_t max, struct buf *b, enum err_kind missing, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	if (fd < 0)
		return err_sys(err, missing, "%s: cannot open", path);
	ret = file_read_fd(fd, path, max, b, err);
	close(fd);
	return ret;
}
