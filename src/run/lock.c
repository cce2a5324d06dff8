#include "run/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/buf.h"
#include "core/file.h"

static int lock_is_held(int fd, struct err *err)
{
	char hint[64] = "";
	ssize_t n = pread(fd, hint, sizeof(hint) - 1, 0);

	hint[n > 0 ? n : 0] = '\0';
	hint[strcspn(hint, "\n")] = '\0';
	return err_set(err, ERR_BUSY, "another run is at work (%s); try again when it has ended",
		       *hint ? hint : "just started");
}

int lock_take(const char *path, struct err *err)
{
	struct buf hint = BUF_INIT;
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
	int ret;

	if (fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", path);
	if (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno == EWOULDBLOCK)
			lock_is_held(fd, err);
		else
			err_sys(err, ERR_IO, "%s: cannot lock", path);
		close(fd);
		return -1;
	}
	buf_printf(&hint, "process %ld\n", (long)getpid());
	ret = ftruncate(fd, 0) < 0 ? err_sys(err, ERR_IO, "%s: cannot write", path)
				   : file_write_all(fd, path, hint.p, hint.n, err);
	buf_release(&hint);
	if (ret == 0)
		return fd;
	close(fd);
	return -1;
}

void lock_drop(int fd)
{
	if (fd >= 0)
		close(fd);
}
