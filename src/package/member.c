#include "package/member.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"

enum { GATHER = 256 * 1024 };

int member_open(struct member *m, const struct release *r, const char *name, struct err *err)
{
	*m = (struct member)MEMBER_INIT;
	m->name = mem_strdup(name);
	m->path = file_join(r->folder, name);
	m->digest = sha256_new();
	m->fd = open(m->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	if (m->fd < 0) {
		err_sys(err, ERR_IO, "%s: cannot create", m->name);
		member_close(m);
		return -1;
	}
	return 0;
}

static int put(struct member *m, const void *p, size_t n, struct err *err)
{
	sha256_add(m->digest, p, n);
	m->bytes += (int64_t)n;
	return file_write_all(m->fd, m->name, p, n, err);
}

static int flush(struct member *m, struct err *err)
{
	if (m->pending.n && put(m, m->pending.p, m->pending.n, err) < 0)
		return -1;
	buf_clear(&m->pending);
	return 0;
}

int member_add(struct member *m, const void *p, size_t n, struct err *err)
{
	if (m->pending.n + n > GATHER && flush(m, err) < 0)
		return -1;
	if (n >= GATHER)
		return put(m, p, n, err);
	buf_add(&m->pending, p, n);
	return 0;
}

int member_finish(struct member *m, struct release *r, struct err *err)
{
	char hex[SHA256_HEX];
	int fd;

	if (flush(m, err) < 0)
		return -1;
	fd = m->fd;
	m->fd = -1;
	if (close(fd) < 0)
		return err_sys(err, ERR_IO, "%s: cannot write", m->name);
	sha256_end(m->digest, hex);
	m->digest = NULL;
	release_note(r, m->name, m->bytes, hex);
	member_close(m);
	return 0;
}

void member_close(struct member *m)
{
	if (m->fd >= 0)
		close(m->fd);
	sha256_free(m->digest);
	buf_release(&m->pending);
	free(m->name);
	free(m->path);
	*m = (struct member)MEMBER_INIT;
}

int member_note(struct release *r, const char *name, struct err *err)
{
	char *path = file_join(r->folder, name);
	char hex[SHA256_HEX];
	struct stat st;
	int ret = -1;

	if (sha256_file(path, hex, ERR_IO, err) < 0)
		goto out;
	if (stat(path, &st) < 0) {
		err_sys(err, ERR_IO, "%s: cannot look at it", name);
		goto out;
	}
	release_note(r, name, st.st_size, hex);
	ret = 0;
out:
	free(path);
	return ret;
}
