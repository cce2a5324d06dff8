#include "core/history_sql.h"

#include <stdarg.h>

#include "core/buf.h"
#include "core/path.h"

int history_fail(sqlite3 *db, const char *path, struct err *err)
{
	enum err_kind kind = ERR_IO;
	const char *hint = "";

	switch (sqlite3_errcode(db)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		kind = ERR_BUSY;
		break;
	case SQLITE_NOTADB:
		return err_set(err, ERR_CONFIG, "%s: is no history of cells", path_shown(path));
	case SQLITE_CORRUPT:
		hint = "; move it away: yg history --rebuild makes it anew from the public "
		       "releases";
		break;
	default:
		break;
	}
	return err_set(err, kind, "%s: %s%s", path_shown(path), sqlite3_errmsg(db), hint);
}

int history_exec(sqlite3 *db, const char *path, const char *sql, struct err *err)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0
								    : history_fail(db, path, err);
}

static sqlite3_stmt *ask(sqlite3 *db, const char *path, struct err *err, const char *sql,
			 const char *types, va_list ap)
{
	sqlite3_stmt *st = NULL;
	int i;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK) {
		history_fail(db, path, err);
		return NULL;
	}
	for (i = 0; types[i]; i++) {
		if (types[i] == 's')
			sqlite3_bind_text(st, i + 1, va_arg(ap, const char *), -1,
					  SQLITE_TRANSIENT);
		else
			sqlite3_bind_int64(st, i + 1, va_arg(ap, int64_t));
	}
	return st;
}

sqlite3_stmt *history_ask(sqlite3 *db, const char *path, struct err *err, const char *sql,
			  const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;

	va_start(ap, types);
	st = ask(db, path, err, sql, types, ap);
	va_end(ap);
	return st;
}

int history_step(sqlite3_stmt *st, const char *path, struct err *err)
{
	int rc = sqlite3_step(st);

	if (rc == SQLITE_ROW || rc == SQLITE_DONE)
		return rc == SQLITE_ROW;
	return history_fail(sqlite3_db_handle(st), path, err);
}

int history_number(sqlite3 *db, const char *path, struct err *err, int64_t *n, const char *sql,
		   const char *types, ...)
{
	sqlite3_stmt *st;
	va_list ap;
	int ret;

	va_start(ap, types);
	st = ask(db, path, err, sql, types, ap);
	va_end(ap);
	if (!st)
		return -1;
	ret = history_step(st, path, err);
	*n = ret > 0 ? sqlite3_column_int64(st, 0) : 0;
	sqlite3_finalize(st);
	return ret < 0 ? -1 : 0;
}

static int read_pragma(sqlite3 *db, const char *schema, const char *name, const char *path,
		       int64_t *n, struct err *err)
{
	struct buf sql = BUF_INIT;
	int ret;

	buf_printf(&sql, "PRAGMA %s.%s", schema, name);
	ret = history_number(db, path, err, n, sql.p, "");
	buf_release(&sql);
	return ret;
}

int history_check_mark(sqlite3 *db, const char *schema, int64_t mark, const char *path,
		       struct err *err)
{
	int64_t found, version;

	if (read_pragma(db, schema, "application_id", path, &found, err) < 0 ||
	    read_pragma(db, schema, "user_version", path, &version, err) < 0)
		return -1;
	if (found != mark)
		return err_set(err, ERR_CONFIG, "%s: is no %s of cells", path_shown(path),
			       mark == HISTORY_MARK ? "history" : "draft of a history");
	if (version > HISTORY_VERSION)
		return err_set(err, ERR_CONFIG, "%s: written by a newer program (version %lld)",
			       path_shown(path), (long long)version);
	return 0;
}
