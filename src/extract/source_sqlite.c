#include <inttypes.h>

#include "core/log.h"
#include "core/mem.h"
#include "core/program.h"
#include "extract/sqlite_conn.h"

enum { SNAPSHOT_TRIES = 5 };

static const char *advice(int rc)
{
	switch (rc) {
	case SQLITE_READONLY_ROLLBACK:
	case SQLITE_READONLY_RECOVERY:
		return "was left in the middle of a write; let its owner open it once, which "
		       "repairs it";
	case SQLITE_READONLY_DIRECTORY:
	case SQLITE_READONLY_CANTINIT:
	case SQLITE_READONLY_CANTLOCK:
		return "is in WAL mode and cannot be read from here without writing beside it; let "
		       "its owner hand over a copy made by \".backup\"";
	case SQLITE_NOTADB:
		return "is not an SQLite database (or is encrypted)";
	}
	switch (rc & 0xff) {
	case SQLITE_CORRUPT:
		return "is damaged; restore it, or let its owner run \"PRAGMA integrity_check\"";
	case SQLITE_CANTOPEN:
		return "cannot be opened; see its permissions and those of its folder";
	case SQLITE_PERM:
	case SQLITE_AUTH:
	case SQLITE_READONLY:
		return "may not be read";
	default:
		return NULL;
	}
}

int sqlite_fail(struct sqlite_conn *c, int rc, const char *doing, struct err *err)
{
	const struct source_place *p = &c->place;
	const char *what = advice(rc);

	/* A signal cuts a long statement short, and the waiting for a lock. */
	if (program_check(err) < 0)
		return -1;
	if ((rc & 0xff) == SQLITE_BUSY || (rc & 0xff) == SQLITE_LOCKED)
		return err_set(err, ERR_BUSY,
			       "source %s: %s is locked by another program; "
			       "try again",
			       p->name, p->shown);
	if ((rc & 0xff) == SQLITE_NOMEM)
		return err_set(err, ERR_IO, "source %s: out of memory", p->name);
	if ((rc & 0xff) == SQLITE_TOOBIG)
		return err_set(err, ERR_DATA, "source %s: a row of %s is larger than 16 MiB",
			       p->name, p->shown);
	if (what)
		return err_set(err, ERR_SOURCE, "source %s: %s %s (SQLite error %d)", p->name,
			       p->shown, what, rc);
	return err_set(err, ERR_SOURCE, "source %s: %s cannot %s: %s (SQLite error %d)", p->name,
		       p->shown, doing, sqlite3_errstr(rc), rc);
}

int sqlite_prepare(struct sqlite_conn *c, const char *sql, const char *value, sqlite3_stmt **out,
		   struct err *err)
{
	int rc = sqlite3_prepare_v2(c->db, sql, -1, out, NULL);

	if (rc == SQLITE_ERROR)
		return err_set(err, ERR_SOURCE, "source %s: %s: %s", c->place.name, c->place.shown,
			       sqlite3_errmsg(c->db));
	if (rc != SQLITE_OK)
		return sqlite_fail(c, rc, "be read", err);
	if (value)
		sqlite3_bind_text(*out, 1, value, -1, SQLITE_TRANSIENT);
	return 0;
}

int sqlite_integer(struct sqlite_conn *c, const char *sql, int64_t *v, struct err *err)
{
	sqlite3_stmt *s = NULL;
	int rc, ret = 0;

	if (sqlite_prepare(c, sql, NULL, &s, err) < 0)
		return -1;
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW && sqlite3_column_type(s, 0) != SQLITE_NULL) {
		*v = sqlite3_column_int64(s, 0);
		ret = 1;
	}
	sqlite3_finalize(s);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? ret : sqlite_fail(c, rc, "be read", err);
}

static int execute(struct sqlite_conn *c, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(c->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : sqlite_fail(c, rc, "be read", err);
}

/* A read transaction, and the version of the data that it sees: a number that
 * only this connection can compare. */
static int begin_one(struct conn *base, int64_t *version, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;

	if (execute(c, "BEGIN", err) < 0)
		return -1;
	return sqlite_integer(c, "PRAGMA data_version", version, err) < 0 ? -1 : 0;
}

static int end_all(struct conn **conns, size_t n, struct err *err)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (execute((struct sqlite_conn *)conns[i], "COMMIT", err) < 0)
			return -1;
	return 0;
}

/*
 * The first connection begins, notes what names the snapshot, the others begin,
 * the first begins anew.  If its two transactions see the same version, nothing
 * was committed in between, and all of them see what was noted.  1: so it is.
 * A file that is not in WAL mode cannot change under the first transaction.
 */
static int begin_together(struct conn **conns, size_t n, struct err *err)
{
	struct sqlite_conn *first = (struct sqlite_conn *)conns[0];
	int64_t before, after, other;
	size_t i;

	if (begin_one(conns[0], &before, err) < 0 || sqlite_mark(first, err) < 0)
		return -1;
	if (n == 1 && !first->is_wal)
		return 1;
	for (i = 1; i < n; i++)
		if (begin_one(conns[i], &other, err) < 0)
			return -1;
	if (end_all(conns, 1, err) < 0 || begin_one(conns[0], &after, err) < 0)
		return -1;
	if (before == after)
		return 1;
	return end_all(conns, n, err) < 0 ? -1 : 0;
}

static int begin(struct conn **conns, size_t n, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)conns[0];
	int ret = 0, i;

	for (i = 0; ret == 0 && (i < SNAPSHOT_TRIES || sqlite_wait(c)); i++) {
		ret = begin_together(conns, n, err);
		if (i < SNAPSHOT_TRIES)
			c->waited_ms = 0;
	}
	if (ret < 0)
		return -1;
	if (ret == 0)
		return err_set(err, ERR_BUSY,
			       "source %s: %s changes too often for %zu "
			       "connections to agree; try again, or with fewer --jobs",
			       c->place.name, c->place.shown, n);
	return 0;
}

/* In WAL mode the file may change under a transaction that does not see it; else
 * nothing may, unless somebody ignores the locks. */
static int end(struct conn *base, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;
	unsigned char header[SQLITE_HEADER];

	if (c->is_wal)
		return 0;
	if (sqlite_read(c, false, header, sizeof(header), 0, err) < 0)
		return -1;
	if (memcmp(header, c->header, sizeof(header)) != 0)
		return err_set(err, ERR_BUSY,
			       "source %s: %s was overwritten while it was read; "
			       "try again",
			       c->place.name, c->place.shown);
	return 0;
}

static bool text_by_bytes(struct conn *base)
{
	return ((struct sqlite_conn *)base)->by_bytes;
}

static int range_end(struct sqlite_conn *c, const char *function, const char *table,
		     const struct live_table *t, int64_t *v, struct err *err)
{
	struct buf b = BUF_INIT;
	int ret;

	buf_printf(&b, "SELECT %s(%s) FROM ", function, t->row_id);
	sql_name(&b, table);
	ret = sqlite_integer(c, b.p, v, err);
	buf_release(&b);
	return ret;
}

/* Two statements: each is one look at an end of the tree. */
static int range(struct conn *base, const char *table, const struct live_table *t, int64_t *low,
		 int64_t *high, struct err *err)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;
	int ret = range_end(c, "min", table, t, low, err);

	return ret == 1 ? range_end(c, "max", table, t, high, err) : ret;
}

static void close_conn(struct conn *base)
{
	struct sqlite_conn *c = (struct sqlite_conn *)base;

	if (!c)
		return;
	sqlite3_close(c->db);
	free(c);
}

const struct source_class source_sqlite = {
	.driver = "sqlite",
	.open = sqlite_open,
	.begin = begin,
	.end = end,
	.close = close_conn,
	.text_by_bytes = text_by_bytes,
	.table = sqlite_table,
	.tables = sqlite_tables,
	.snapshot = sqlite_snapshot,
	.range = range,
	.prepare = sqlite_cursor,
	.explain = sqlite_explain,
	.run = sqlite_run,
	.step = sqlite_step,
	.integer = sqlite_column,
	.cells = sqlite_cells,
	.cursor_free = sqlite_cursor_free,
};
