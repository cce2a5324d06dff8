/*
 * history_sql: the SQLite connections of the ledger of cells and of its drafts.
 */
#ifndef CORE_HISTORY_SQL_H
#define CORE_HISTORY_SQL_H

#include <sqlite3.h>

#include "core/history.h"

/* Marks of the two kinds of file: "ygHi" and "ygDr" in application_id. */
enum { HISTORY_MARK = 0x79674869, HISTORY_DRAFT_MARK = 0x79674472, HISTORY_VERSION = 1 };

struct history {
	sqlite3 *db; /* NULL: an absent file, read-only */
	char *path;
};

/* The database's own error as the kind that it is; -1. */
int history_fail(sqlite3 *db, const char *path, struct err *err);
int history_exec(sqlite3 *db, const char *path, const char *sql, struct err *err);
/* Binds by letters, s text or NULL and i int64_t.  NULL with err set. */
sqlite3_stmt *history_ask(sqlite3 *db, const char *path, struct err *err, const char *sql,
			  const char *types, ...);
/* 1: *st stands on a row; 0: on none more; -1. */
int history_step(sqlite3_stmt *st, const char *path, struct err *err);
/* The first column of the first row, 0 when there is no row. */
int history_number(sqlite3 *db, const char *path, struct err *err, int64_t *n, const char *sql,
		   const char *types, ...);
/* ERR_CONFIG unless the schema has this mark and a version that we know. */
int history_check_mark(sqlite3 *db, const char *schema, int64_t mark, const char *path,
		       struct err *err);

#endif
