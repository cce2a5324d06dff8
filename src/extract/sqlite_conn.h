/*
 * sqlite_conn: a read-only connection to an SQLite file.  Part of
 * source_sqlite.
 */
#ifndef EXTRACT_SQLITE_CONN_H
#define EXTRACT_SQLITE_CONN_H

#include <sqlite3.h>

#include "extract/source.h"

enum { SQLITE_HEADER = 100, SQLITE_WAL_HEADER = 32 };

struct sqlite_conn {
	struct conn base;
	sqlite3 *db;
	struct source_place place;
	long long waited_ms;
	bool is_wal, by_bytes;
	/* When the transaction began: of the file, and of its -wal. */
	unsigned char header[SQLITE_HEADER], wal[SQLITE_WAL_HEADER];
	int64_t wal_bytes;
};

/* Always -1: the error that rc is, and what to do about it; doing: "read". */
int sqlite_fail(struct sqlite_conn *c, int rc, const char *doing, struct err *err);
/* Prepares a statement of one text parameter (or none: NULL). */
int sqlite_prepare(struct sqlite_conn *c, const char *sql, const char *value, sqlite3_stmt **out,
		   struct err *err);
/* The integer that a statement without parameters gives; 1, 0 no row or NULL. */
int sqlite_integer(struct sqlite_conn *c, const char *sql, int64_t *v, struct err *err);

/* Opening n connections on one file. */
int sqlite_open(const struct source_place *place, struct conn **out, size_t n, struct err *err);
/* A short nap, so that a signal ends the waiting too; false: waited_ms has come to
 * what the place allows. */
bool sqlite_wait(struct sqlite_conn *c);
/* Bytes of the file (or of its -wal), through the descriptor that SQLite has
 * open: closing one of our own would drop its locks. */
int sqlite_read(struct sqlite_conn *c, bool wal, void *p, size_t n, int64_t at, struct err *err);
int sqlite_size(struct sqlite_conn *c, bool wal, int64_t *n, struct err *err);
/* Notes header, wal and wal_bytes. */
int sqlite_mark(struct sqlite_conn *c, struct err *err);

int sqlite_table(struct conn *base, const char *name, struct live_table *t, struct err *err);
int sqlite_tables(struct conn *base, void (*take)(void *arg, const char *name), void *arg,
		  struct err *err);
int sqlite_snapshot(struct conn *base, bool digest, struct buf *text, struct err *err);

int sqlite_cursor(struct conn *base, const struct sql *sql, struct cursor **out, struct err *err);
int sqlite_explain(struct conn *base, const struct sql *sql, struct buf *text, bool *builds,
		   struct err *err);
int sqlite_run(struct cursor *base, const int64_t *range, struct err *err);
int sqlite_step(struct cursor *base, int (*take)(void *arg, struct err *err), void *arg,
		struct err *err);
bool sqlite_column(struct cursor *base, int column, int64_t *v);
int sqlite_cells(struct cursor *base, int first, struct intake *cells, size_t n, struct err *err);
void sqlite_cursor_free(struct cursor *base);

#endif
