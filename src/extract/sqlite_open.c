#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/mem.h"
#include "core/program.h"
#include "extract/sqlite_conn.h"

enum { NAP_MS = 20, CELL_MAX = 16 << 20, OPS_BETWEEN_LOOKS = 20000 };

static const char settings[] = "PRAGMA query_only=1;PRAGMA cell_size_check=1;PRAGMA mmap_size=0;"
			       /* What is sorted is personal: it stays in memory. */
			       "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-16384";

static int fail(const struct source_place *p, struct err *err, const char *what)
{
	return err_set(err, ERR_SOURCE, "source %s: %s %s", p->name, p->shown, what);
}

/* The folder's real path and the file's own name: SQLite then follows no link. */
static int real_path(const struct source_place *p, char **out, struct err *err)
{
	char *copy = mem_strdup(p->path), *copy2 = mem_strdup(p->path);
	char *folder = realpath(dirname(copy), NULL);
	struct buf b = BUF_INIT;
	struct stat st;
	int ret = -1;

	/* "/" alone ends in a slash already; "file://x" would name a host. */
	buf_printf(&b, "%s/%s", folder && folder[1] ? folder : "", basename(copy2));
	if (!folder || lstat(b.p, &st) < 0) {
		if (errno == ENOENT || errno == ENOTDIR)
			fail(p, err, "does not exist");
		else
			err_sys(err, ERR_SOURCE, "source %s: %s", p->name, p->shown);
	} else if (S_ISLNK(st.st_mode)) {
		fail(p, err, "is a symbolic link; name the file itself");
	} else if (!S_ISREG(st.st_mode)) {
		fail(p, err, "is not a file");
	} else {
		ret = 0;
	}
	free(folder);
	free(copy);
	free(copy2);
	*out = ret == 0 ? buf_detach(&b) : NULL;
	buf_release(&b);
	return ret;
}

static bool has_beside(const char *path, const char *suffix)
{
	struct buf b = BUF_INIT;
	struct stat st;
	bool has;

	buf_printf(&b, "%s%s", path, suffix);
	has = lstat(b.p, &st) == 0;
	buf_release(&b);
	return has;
}

/*
 * SQLite makes -wal and -shm beside a file in WAL mode, even to read it, and
 * immutable=1 reads nonsense when a writer comes: so such a file is read only
 * while its owner has it open.
 */
static int check_header(const struct source_place *p, const char *path, bool *is_wal,
			struct err *err)
{
	unsigned char header[SQLITE_HEADER];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	ssize_t n;

	if (fd < 0)
		return err_sys(err, ERR_SOURCE, "source %s: %s", p->name, p->shown);
	n = read(fd, header, sizeof(header));
	close(fd);
	if (n < 0)
		return err_sys(err, ERR_SOURCE, "source %s: %s", p->name, p->shown);
	if (n < (ssize_t)sizeof(header) || memcmp(header, "SQLite format 3", 16) != 0)
		return fail(p, err, "is not an SQLite database (or is encrypted)");
	*is_wal = header[18] == 2 || header[19] == 2;
	if (!*is_wal || (has_beside(path, "-wal") && has_beside(path, "-shm")))
		return 0;
	return fail(p, err,
		    "is in WAL mode and nobody has it open: reading it would leave files "
		    "beside it; let its owner keep it open, run \"PRAGMA journal_mode=DELETE\" or "
		    "hand over a copy made by \".backup\"");
}

static char *uri_of(const char *path)
{
	struct buf b = BUF_INIT;

	buf_puts(&b, "file:");
	for (; *path; path++)
		if (strchr("%?#", *path) || (unsigned char)*path <= ' ')
			buf_printf(&b, "%%%02x", (unsigned char)*path);
		else
			buf_putc(&b, *path);
	buf_puts(&b, "?mode=ro");
	return buf_detach(&b);
}

bool sqlite_wait(struct sqlite_conn *c)
{
	struct timespec nap = { 0, NAP_MS * 1000000L };

	if (c->waited_ms >= c->place.wait_ms || program_signal())
		return false;
	nanosleep(&nap, NULL);
	c->waited_ms += NAP_MS;
	return true;
}

static int on_busy(void *arg, int times)
{
	struct sqlite_conn *c = arg;

	if (times == 0)
		c->waited_ms = 0;
	return sqlite_wait(c);
}

static int on_progress(void *arg)
{
	(void)arg;
	return program_signal() != 0;
}

static int set_up(struct sqlite_conn *c, struct err *err)
{
	sqlite3_stmt *s = NULL;
	int rc;

	sqlite3_extended_result_codes(c->db, 1);
	sqlite3_busy_handler(c->db, on_busy, c);
	sqlite3_progress_handler(c->db, OPS_BETWEEN_LOOKS, on_progress, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(c->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_limit(c->db, SQLITE_LIMIT_LENGTH, CELL_MAX);
	sqlite3_limit(c->db, SQLITE_LIMIT_ATTACHED, 0);
	rc = sqlite3_exec(c->db, settings, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return sqlite_fail(c, rc, "be opened", err);
	if (sqlite_prepare(c, "PRAGMA encoding", NULL, &s, err) < 0)
		return -1;
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		c->by_bytes = strcmp((const char *)sqlite3_column_text(s, 0), "UTF-8") == 0;
	sqlite3_finalize(s);
	return rc == SQLITE_ROW ? 0 : sqlite_fail(c, rc, "be read", err);
}

static int open_one(const struct source_place *place, const char *uri, bool is_wal,
		    struct conn **out, struct err *err)
{
	struct sqlite_conn *c = mem_zalloc(1, sizeof(*c));
	int rc;

	c->base.class = &source_sqlite;
	c->place = *place;
	c->is_wal = is_wal;
	*out = &c->base;
	rc = sqlite3_open_v2(uri, &c->db,
			     SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOFOLLOW |
				     SQLITE_OPEN_NOMUTEX,
			     NULL);
	if (rc != SQLITE_OK)
		return sqlite_fail(c, c->db ? sqlite3_extended_errcode(c->db) : rc, "be opened",
				   err);
	return set_up(c, err);
}

int sqlite_open(const struct source_place *place, struct conn **out, size_t n, struct err *err)
{
	char *path, *uri = NULL;
	bool is_wal = false;
	int ret = -1;
	size_t i;

	if (real_path(place, &path, err) < 0 || check_header(place, path, &is_wal, err) < 0)
		goto out;
	/* One thread for each connection: no distinction of protected values then
	 * (sqlite3_value in the manual), and no mutexes on the way to a cell. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	uri = uri_of(path);
	for (i = 0; i < n; i++)
		if (open_one(place, uri, is_wal, &out[i], err) < 0)
			goto out;
	ret = 0;
out:
	free(path);
	free(uri);
	return ret;
}
