#include "core/key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/file.h"
#include "core/path.h"

static int key_check_name(const char *name, struct err *err)
{
	if (!*name || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(name))
		return err_set(err, ERR_CONFIG, "key name \"%s\" is not of a-z 0-9 - _", name);
	return 0;
}

/*
 * too_open: the mode bits that nobody but us may have.  systemd lets a service
 * read its credentials by an access list, whose mask shows as the group's r.
 */
static int key_check_file(int fd, const char *path, mode_t too_open, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_sys(err, ERR_PERM, "key %s: cannot look at it", path);
	if (!S_ISREG(st.st_mode) || st.st_nlink != 1)
		return err_set(err, ERR_PERM, "key %s: not a regular file of one name", path);
	if (st.st_uid != geteuid() && st.st_uid != 0)
		return err_set(err, ERR_PERM, "key %s: belongs to another user", path);
	if (st.st_mode & too_open)
		return err_set(err, ERR_PERM, "key %s: open to others; run chmod 600 on it", path);
	if (st.st_size < KEY_MIN || st.st_size > KEY_MAX)
		return err_set(err, ERR_PERM, "key %s: must have %d to %d bytes", path, KEY_MIN,
			       KEY_MAX);
	return 0;
}

static int key_is_one_byte(const struct key *key)
{
	return memcmp(key->bytes, key->bytes + 1, key->n - 1) == 0;
}

static void key_name_it(struct key *key)
{
	struct sha256 *d = sha256_new();
	char hex[SHA256_HEX];

	sha256_add(d, "yg-key-id", 9);
	sha256_add(d, key->bytes, key->n);
	sha256_end(d, hex);
	memcpy(key->id, hex, 16);
	key->id[16] = '\0';
}

static int key_read(struct key *key, int fd, const char *path, struct err *err)
{
	void *page = mmap(NULL, KEY_MAX, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
			  0);
	ssize_t n;

	if (page == MAP_FAILED)
		return err_sys(err, ERR_IO, "key %s: no memory for it", path);
	key->bytes = page;
	/* Where the system does not let us, the key is still no core's and no log's. */
	(void)mlock(page, KEY_MAX);
	(void)madvise(page, KEY_MAX, MADV_DONTDUMP);
	do
		n = read(fd, key->bytes, KEY_MAX);
	while (n < 0 && errno == EINTR);
	key->n = n > 0 ? (size_t)n : 0;
	if (key->n < KEY_MIN || key_is_one_byte(key)) {
		key_release(key);
		return err_set(err, ERR_PERM, "key %s: too short, or all one byte", path);
	}
	key_name_it(key);
	return 0;
}

/* by_systemd: its mode is an access list, see key_check_file(). */
static int key_open(struct key *key, const char *path, bool by_systemd, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	const char *shown = path_shown(path);
	int ret = -1;

	*key = (struct key)KEY_INIT;
	if (fd < 0)
		return err_sys(err, ERR_PERM, "key %s: cannot open", shown);
	if (key_check_file(fd, shown, by_systemd ? 037 : 077, err) == 0 &&
	    key_read(key, fd, shown, err) == 0)
		ret = 0;
	close(fd);
	return ret;
}

int key_load_file(struct key *key, const char *path, struct err *err)
{
	return key_open(key, path, false, err);
}

int key_load(struct key *key, const char *dir, const char *name, struct err *err)
{
	const char *credentials = getenv("CREDENTIALS_DIRECTORY");
	bool by_systemd = credentials && *credentials;
	char *path;
	int ret;

	*key = (struct key)KEY_INIT;
	if (key_check_name(name, err) < 0)
		return -1;
	path = file_join(by_systemd ? credentials : dir, name);
	ret = key_open(key, path, by_systemd, err);
	free(path);
	return ret;
}

void key_release(struct key *key)
{
	if (key->bytes) {
		explicit_bzero(key->bytes, KEY_MAX);
		munmap(key->bytes, KEY_MAX);
	}
	*key = (struct key)KEY_INIT;
}
