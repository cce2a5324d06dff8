/*
 * state_sql: the SQLite connection of the run state, for the modules that keep
 * a table in it.
 */
#ifndef RUN_STATE_SQL_H
#define RUN_STATE_SQL_H

#include <sqlite3.h>

#include "core/err.h"
#include "run/state.h"

struct state {
	sqlite3 *db;
	char *path;
};

/* The database's own error as ERR_IO; -1. */
int state_fail(struct state *s, struct err *err);
int state_exec(struct state *s, const char *sql, struct err *err);
/* Binds by letters, s text or NULL and i int64_t, and runs the statement once. */
int state_do(struct state *s, struct err *err, const char *sql, const char *types, ...);

#endif
