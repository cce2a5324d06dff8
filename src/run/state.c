#include "run/state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/digest.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/state_sql.h"

enum { STATE_VERSION = 2 };

/* What the releases have shown of single columns, and whether one is public by now: ledger.h. */
#define EXPOSURE_TABLE                                                                             \
	"CREATE TABLE exposure (pipeline TEXT NOT NULL, origin TEXT NOT NULL, sight TEXT NOT"      \
	" NULL, release TEXT NOT NULL, public INTEGER NOT NULL,"                                   \
	" PRIMARY KEY (pipeline, origin, sight)) STRICT;"

/* Each in one transaction: a run that is killed here leaves the version before, not half a one. */
static const char schema[] =
	"BEGIN IMMEDIATE;"
	"CREATE TABLE run (id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, period TEXT,"
	" started TEXT NOT NULL, ended TEXT, status INTEGER, message TEXT, release TEXT) STRICT;"
	"CREATE INDEX run_by_pipeline ON run (pipeline, id);"
	"CREATE TABLE step (run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
	" name TEXT NOT NULL, stage TEXT NOT NULL, config TEXT, config_digest TEXT,"
	" status INTEGER NOT NULL, signal INTEGER NOT NULL, message TEXT,"
	" PRIMARY KEY (run, position)) STRICT;"
	"CREATE TABLE figure (run INTEGER NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL,"
	" value INTEGER NOT NULL, message TEXT NOT NULL) STRICT;"
	"CREATE INDEX figure_by_step ON figure (run, position, key);" EXPOSURE_TABLE
	"PRAGMA user_version = 2;"
	"COMMIT;";
static const char from_1_to_2[] = "BEGIN IMMEDIATE;" EXPOSURE_TABLE "PRAGMA user_version = 2;"
				  "COMMIT;";

int state_fail(struct state *s, struct err *err)
{
	int code = sqlite3_errcode(s->db);

	if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
		return err_set(err, ERR_IO,
			       "%s: %s; move it away: it holds the history of runs and of what "
			       "releases have shown, no release",
			       path_shown(s->path), sqlite3_errmsg(s->db));
	if (code == SQLITE_CANTOPEN && (errno = sqlite3_system_errno(s->db)) != 0)
		return err_sys(err, ERR_IO, "%s: %s", path_shown(s->path), sqlite3_errmsg(s->db));
	return err_set(err, ERR_IO, "%s: %s", path_shown(s->path), sqlite3_errmsg(s->db));
}

int state_exec(struct state *s, const char *sql, struct err *err)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : state_fail(s, err);
}

static int state_version(struct state *s, int *version, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int ret = -1;

	if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW) {
		*version = sqlite3_column_int(st, 0);
		ret = 0;
	} else {
		state_fail(s, err);
	}
	sqlite3_finalize(st);
	return ret;
}

static int state_absent(const char *path, struct err *err)
{
	return err_set(err, ERR_SOURCE, "%s: nothing has run yet", path_shown(path));
}

static int state_prepare(struct state *s, int read_only, struct err *err)
{
	int version;

	sqlite3_busy_timeout(s->db, 5000);
	if (!read_only &&
	    state_exec(s, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;", err) < 0)
		return -1;
	if (state_version(s, &version, err) < 0)
		return -1;
	if (version > STATE_VERSION)
		return err_set(err, ERR_CONFIG, "%s: written by a newer yg (version %d)",
			       path_shown(s->path), version);
	if (version == 0 && read_only)
		return state_absent(s->path, err);
	if (version == 0)
		return state_exec(s, schema, err);
	return version == 1 && !read_only ? state_exec(s, from_1_to_2, err) : 0;
}

/* SQLite would make it by the umask; it is nobody else's, nor are the files beside it. */
static int state_create(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", path);
	close(fd);
	return 0;
}

int state_open(const char *path, int read_only, struct state **out, struct err *err)
{
	struct state *s;

	if (read_only && access(path, F_OK) < 0 && errno == ENOENT)
		return state_absent(path, err);
	if (!read_only && state_create(path, err) < 0)
		return -1;
	s = mem_zalloc(1, sizeof(*s));
	s->path = mem_strdup(path);
	/* Reading a database with a write-ahead log wants the right to write beside it. */
	if (sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		state_fail(s, err);
		state_close(s);
		return -1;
	}
	if (state_prepare(s, read_only, err) < 0) {
		state_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void state_close(struct state *s)
{
	if (!s)
		return;
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}

/* Wall-clock time belongs to the history of runs, never to an output. */
static void state_now(char out[32])
{
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

int state_do(struct state *s, struct err *err, const char *sql, const char *types, ...)
{
	sqlite3_stmt *st = NULL;
	va_list ap;
	int i, rc;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return state_fail(s, err);
	va_start(ap, types);
	for (i = 0; types[i]; i++) {
		if (types[i] == 's')
			sqlite3_bind_text(st, i + 1, va_arg(ap, const char *), -1,
					  SQLITE_TRANSIENT);
		else
			sqlite3_bind_int64(st, i + 1, va_arg(ap, int64_t));
	}
	va_end(ap);
	rc = sqlite3_step(st);
	sqlite3_finalize(st);
	return rc == SQLITE_DONE ? 0 : state_fail(s, err);
}

int state_begin(struct state *s, const struct pipeline *p, const char *period, int64_t *run,
		struct err *err)
{
	char now[32];

	state_now(now);
	if (state_do(s, err, "INSERT INTO run (pipeline, period, started) VALUES (?, ?, ?)", "sss",
		     p->name, period, now) < 0)
		return -1;
	*run = sqlite3_last_insert_rowid(s->db);
	return 0;
}

static int state_put_step(struct state *s, int64_t run, int position, const char *stage,
			  const char *config, const struct process *p, struct err *err)
{
	char digest[SHA256_HEX] = "";
	size_t i;

	if (config && sha256_file(config, digest, ERR_CONFIG, err) < 0)
		return -1;
	if (state_do(s, err, "INSERT INTO step VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", "iissssiis",
		     run, (int64_t)position, p->name, stage, config, digest, (int64_t)p->status,
		     (int64_t)p->signal, p->message) < 0)
		return -1;
	for (i = 0; i < p->nfigures; i++)
		if (state_do(s, err, "INSERT INTO figure VALUES (?, ?, ?, ?, ?)", "iisis", run,
			     (int64_t)position, p->figures[i].key, (int64_t)p->figures[i].value,
			     p->figures[i].message) < 0)
			return -1;
	return 0;
}

int state_step(struct state *s, int64_t run, int position, const char *stage, const char *config,
	       const struct process *p, struct err *err)
{
	struct err ignored = ERR_INIT;

	if (state_exec(s, "BEGIN IMMEDIATE", err) < 0)
		return -1;
	if (state_put_step(s, run, position, stage, config, p, err) == 0)
		return state_exec(s, "COMMIT", err);
	state_exec(s, "ROLLBACK", &ignored);
	return -1;
}

int state_end(struct state *s, int64_t run, int status, const char *message, const char *release,
	      struct err *err)
{
	char now[32];

	state_now(now);
	return state_do(
		s, err,
		"UPDATE run SET ended = ?, status = ?, message = ?, release = ? WHERE id = ?",
		"sissi", now, (int64_t)status, message, release, run);
}

int state_promise(struct state *s, const char *pipeline, const char *release, struct err *err)
{
	return state_do(s, err,
			"UPDATE run SET release = ?1 WHERE ended IS NULL AND id ="
			" (SELECT max(id) FROM run WHERE pipeline = ?2)",
			"ss", release, pipeline);
}

int state_releases(struct state *s, const char *pipeline, state_release_fn *fn, void *ctx,
		   struct err *err)
{
	static const char sql[] = "SELECT release, started FROM run WHERE pipeline = ?"
				  " AND release IS NOT NULL AND (status = 0 OR ended IS NULL)"
				  " ORDER BY id";
	sqlite3_stmt *st = NULL;
	int rc = SQLITE_DONE, ret = 0;

	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return state_fail(s, err);
	sqlite3_bind_text(st, 1, pipeline, -1, SQLITE_TRANSIENT);
	while (ret == 0 && (rc = sqlite3_step(st)) == SQLITE_ROW)
		ret = fn(ctx, (const char *)sqlite3_column_text(st, 0),
			 (const char *)sqlite3_column_text(st, 1), err);
	if (ret == 0 && rc != SQLITE_DONE)
		ret = state_fail(s, err);
	sqlite3_finalize(st);
	return ret;
}

static void take_text(sqlite3_stmt *st, int column, char *to, size_t size)
{
	const unsigned char *text = sqlite3_column_text(st, column);

	snprintf(to, size, "%s", text ? (const char *)text : "");
}

int state_last(struct state *s, const char *pipeline, struct last_run *last, struct err *err)
{
	static const char sql[] =
		"SELECT started, ended, status, message, release, period,"
		" (SELECT value FROM figure JOIN step USING (run, position)"
		"  WHERE figure.run = run.id AND stage = 'package' AND key = 'rows')"
		" FROM run WHERE pipeline = ? ORDER BY id DESC LIMIT 1";
	sqlite3_stmt *st = NULL;
	int rc;

	memset(last, 0, sizeof(*last));
	if (sqlite3_prepare_v2(s->db, sql, -1, &st, NULL) != SQLITE_OK)
		return state_fail(s, err);
	sqlite3_bind_text(st, 1, pipeline, -1, SQLITE_TRANSIENT);
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		last->found = 1;
		take_text(st, 0, last->started, sizeof(last->started));
		take_text(st, 1, last->ended, sizeof(last->ended));
		last->unfinished = sqlite3_column_type(st, 1) == SQLITE_NULL;
		last->status = sqlite3_column_int(st, 2);
		take_text(st, 3, last->message, sizeof(last->message));
		take_text(st, 4, last->release, sizeof(last->release));
		take_text(st, 5, last->period, sizeof(last->period));
		last->rows = sqlite3_column_int64(st, 6);
	}
	sqlite3_finalize(st);
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? 0 : state_fail(s, err);
}
