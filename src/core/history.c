#include "core/history.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/history_sql.h"
#include "core/mem.h"
#include "core/path.h"

enum { PATIENCE_MS = 10000 };

/* By cell and release the lines stand in the order that everybody reads them in. */
static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE dataset (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;"
	"CREATE TABLE release (dataset INTEGER NOT NULL REFERENCES dataset, n INTEGER NOT NULL,"
	" id TEXT NOT NULL, day INTEGER NOT NULL, PRIMARY KEY (dataset, n)) STRICT, WITHOUT ROWID;"
	/* shown: NULL where it is the truth */
	"CREATE TABLE line (dataset INTEGER NOT NULL REFERENCES dataset, cell TEXT NOT NULL,"
	" release INTEGER NOT NULL, view INTEGER NOT NULL, truth TEXT NOT NULL, shown TEXT,"
	" as_of INTEGER NOT NULL, PRIMARY KEY (dataset, cell, release)) STRICT, WITHOUT ROWID;"
	"PRAGMA application_id = 2036811881;" /* HISTORY_MARK */
	"PRAGMA user_version = 1;"
	"COMMIT;";

/* What is sorted or set aside is secret: it stays in memory. */
static const char settings[] = "PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON;";

/* 1: the file is there; 0: it is not. */
static int look_at(const char *path, bool make, struct err *err)
{
	int fd = open(path, O_RDWR | (make ? O_CREAT : 0) | O_NOFOLLOW | O_CLOEXEC, 0600);
	struct stat st;
	int ret = 1;

	if (fd < 0 && errno == ENOENT && !make)
		return 0;
	if (fd < 0 || fstat(fd, &st) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot open", path_shown(path));
	else if (st.st_mode & 077)
		ret = err_set(err, ERR_PERM, "%s: open to others; run chmod 600 on it",
			      path_shown(path));
	if (fd >= 0)
		close(fd);
	return ret;
}

/* A file without a table is one that was just made, or whose maker was killed. */
static int prepare(struct history *h, bool read_only, struct err *err)
{
	int64_t ntables;

	sqlite3_busy_timeout(h->db, PATIENCE_MS);
	if (history_exec(h->db, h->path, settings, err) < 0 ||
	    history_number(h->db, h->path, err, &ntables, "SELECT count(*) FROM sqlite_schema",
			   "") < 0)
		return -1;
	if (ntables == 0 && read_only) {
		sqlite3_close(h->db);
		h->db = NULL;
		return 0;
	}
	if (ntables == 0 && history_exec(h->db, h->path, schema, err) < 0)
		return -1;
	if (history_check_mark(h->db, "main", HISTORY_MARK, h->path, err) < 0)
		return -1;
	return read_only ? history_exec(h->db, h->path, "PRAGMA query_only = ON", err) : 0;
}

int history_open(const char *path, bool read_only, struct history **out, struct err *err)
{
	int found = look_at(path, !read_only, err);
	struct history *h;

	if (found < 0)
		return -1;
	h = mem_zalloc(1, sizeof(*h));
	h->path = mem_strdup(path);
	/* Also who only reads may have to roll back what a killed writer left. */
	if (found && (sqlite3_open_v2(path, &h->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK
			      ? history_fail(h->db, path, err)
			      : prepare(h, read_only, err)) < 0) {
		history_close(h);
		return -1;
	}
	*out = h;
	return 0;
}

void history_close(struct history *h)
{
	if (!h)
		return;
	sqlite3_close(h->db);
	free(h->path);
	free(h);
}

/* The number of the dataset, 0 when it is not known. */
static int find_dataset(struct history *h, const char *dataset, int64_t *id, struct err *err)
{
	*id = 0;
	if (!h->db)
		return 0;
	return history_number(h->db, h->path, err, id, "SELECT id FROM dataset WHERE name = ?", "s",
			      dataset);
}

int history_last(struct history *h, const char *dataset, int64_t *release, struct err *err)
{
	int64_t id;

	*release = HISTORY_NO_RELEASE;
	if (find_dataset(h, dataset, &id, err) < 0)
		return -1;
	return id == 0 ? 0
		       : history_number(h->db, h->path, err, release,
					"SELECT max(n) FROM release WHERE dataset = ?", "i", id);
}

static const char *text(sqlite3_stmt *st, int column)
{
	const unsigned char *t = sqlite3_column_text(st, column);

	return t ? (const char *)t : "";
}

static int give_lines(struct history *h, sqlite3_stmt *st, history_fn *fn, void *ctx,
		      struct err *err)
{
	struct history_cell c;
	int more;

	if (!st)
		return -1;
	while ((more = history_step(st, h->path, err)) > 0) {
		c = (struct history_cell){ .cell = text(st, 0),
					   .release = sqlite3_column_int64(st, 1),
					   .view = (enum history_view)sqlite3_column_int(st, 2),
					   .truth = text(st, 3),
					   .as_of = sqlite3_column_int(st, 5) };
		c.shown = sqlite3_column_type(st, 4) == SQLITE_NULL ? c.truth : text(st, 4);
		more = fn(ctx, &c, err);
		if (more < 0)
			break;
	}
	sqlite3_finalize(st);
	return more;
}

int history_each(struct history *h, const char *dataset, history_fn *fn, void *ctx, struct err *err)
{
	static const char sql[] = "SELECT cell, release, view, truth, shown, as_of FROM line"
				  " WHERE dataset = ? ORDER BY cell, release";
	int64_t id;

	if (find_dataset(h, dataset, &id, err) < 0)
		return -1;
	return id == 0 ? 0
		       : give_lines(h, history_ask(h->db, h->path, err, sql, "i", id), fn, ctx,
				    err);
}

int history_at(struct history *h, const char *dataset, int64_t n, history_fn *fn, void *ctx,
	       struct err *err)
{
	/* Of a group with one max() SQLite takes the other columns from the row that has it. */
	static const char sql[] = "SELECT cell, max(release), view, truth, shown, as_of FROM line"
				  " WHERE dataset = ? AND release <= ? GROUP BY cell ORDER BY cell";
	int64_t id;

	if (find_dataset(h, dataset, &id, err) < 0)
		return -1;
	return id == 0 ? 0
		       : give_lines(h, history_ask(h->db, h->path, err, sql, "ii", id, n), fn, ctx,
				    err);
}

int history_releases(struct history *h, const char *dataset, history_release_fn *fn, void *ctx,
		     struct err *err)
{
	static const char sql[] =
		"SELECT n, r.id, day, count(l.cell) FROM release r LEFT JOIN line l"
		" ON l.dataset = r.dataset AND l.release = n"
		" WHERE r.dataset = ? GROUP BY n ORDER BY n";
	struct history_release r;
	sqlite3_stmt *st;
	int64_t id;
	int more;

	if (find_dataset(h, dataset, &id, err) < 0)
		return -1;
	if (id == 0)
		return 0;
	st = history_ask(h->db, h->path, err, sql, "i", id);
	if (!st)
		return -1;
	while ((more = history_step(st, h->path, err)) > 0) {
		r = (struct history_release){ sqlite3_column_int64(st, 0), text(st, 1),
					      sqlite3_column_int(st, 2),
					      sqlite3_column_int64(st, 3) };
		more = fn(ctx, &r, err);
		if (more < 0)
			break;
	}
	sqlite3_finalize(st);
	return more;
}

static int count_cells(struct history *h, int64_t id, struct history_dataset *d, struct err *err)
{
	static const char sql[] =
		"SELECT view, count(*), sum(n) FROM (SELECT view, max(release), count(*) AS n"
		" FROM line WHERE dataset = ? GROUP BY cell) GROUP BY view";
	sqlite3_stmt *st = history_ask(h->db, h->path, err, sql, "i", id);
	int more, view;

	if (!st)
		return -1;
	while ((more = history_step(st, h->path, err)) > 0) {
		view = sqlite3_column_int(st, 0);
		if (view >= 0 && view < HISTORY_VIEWS)
			d->ncells[view] = sqlite3_column_int64(st, 1);
		d->nlines += sqlite3_column_int64(st, 2);
	}
	sqlite3_finalize(st);
	return more;
}

int history_datasets(struct history *h, history_dataset_fn *fn, void *ctx, struct err *err)
{
	static const char sql[] = "SELECT name, d.id, count(n) FROM dataset d LEFT JOIN release r"
				  " ON r.dataset = d.id GROUP BY name ORDER BY name";
	struct history_dataset d;
	sqlite3_stmt *st;
	int more;

	if (!h->db)
		return 0;
	st = history_ask(h->db, h->path, err, sql, "");
	if (!st)
		return -1;
	while ((more = history_step(st, h->path, err)) > 0) {
		d = (struct history_dataset){ .name = text(st, 0),
					      .nreleases = sqlite3_column_int64(st, 2) };
		more = count_cells(h, sqlite3_column_int64(st, 1), &d, err);
		if (more == 0)
			more = fn(ctx, &d, err);
		if (more < 0)
			break;
	}
	sqlite3_finalize(st);
	return more;
}
