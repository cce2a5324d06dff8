/*
 * source: a department's database behind one small table of functions, so
 * that another engine is one more file (source_sqlite.c is the first).
 *
 * Every engine promises the same: it never writes to the source, in no form;
 * all connections that begin together see one snapshot; a read that was cut
 * short is an error, never an end.  Errors: ERR_SOURCE missing, unreadable or
 * damaged; ERR_BUSY locked; each begins "source NAME: ".  A connection and its
 * cursors belong to one thread at a time.
 */
#ifndef EXTRACT_SOURCE_H
#define EXTRACT_SOURCE_H

#include "core/site.h"
#include "extract/intake.h"
#include "extract/sql.h"

/* What a source is opened with; a view of the caller's strings. */
struct source_place {
	const char *name;
	const char *path;
	const char *shown; /* the path as messages have it */
	long long wait_ms; /* for a lock */
};

struct live_column {
	char *name, *type; /* type as the database declares it, may be empty */
	unsigned stored;   /* REG_STORED_ bits that the type lets a value have */
	bool not_null;	   /* declared so */
	bool is_key;	   /* of the primary key, which need not say NOT NULL */
};

/* A table as the database has it now. */
struct live_table {
	struct live_column *columns;
	size_t ncolumns;
	bool declares_null;  /* a table; of a view's columns not_null says nothing */
	const char *row_id;  /* SQL name of the row number; NULL: there is none */
	char *row_id_column; /* the column that is the row number, or NULL */
	char ***unique;	     /* lists of columns, each unique together, NULL-ended */
	size_t nunique;
};

struct conn {
	const struct source_class *class;
};

struct cursor {
	const struct source_class *class;
};

struct source_class {
	const char *driver;
	/* Whether text compares by its UTF-8 bytes; known once it is open. */
	bool (*text_by_bytes)(struct conn *c);
	/* n connections; those that were made are there to be closed also after an
	 * error. */
	int (*open)(const struct source_place *place, struct conn **out, size_t n, struct err *err);
	/* Read transactions on all n connections, on one snapshot. */
	int (*begin)(struct conn **conns, size_t n, struct err *err);
	/* After the last row: the snapshot held to the end. */
	int (*end)(struct conn *c, struct err *err);
	void (*close)(struct conn *c);

	/* 1, or 0: there is no such table. */
	int (*table)(struct conn *c, const char *name, struct live_table *t, struct err *err);
	/* The names of all tables and views of the owner, in byte order. */
	int (*tables)(struct conn *c, void (*take)(void *arg, const char *name), void *arg,
		      struct err *err);
	/* What identifies the snapshot, the same for the same content. */
	int (*snapshot)(struct conn *c, bool digest, struct buf *text, struct err *err);
	/* Least and greatest row number; 1, or 0: no rows. */
	int (*range)(struct conn *c, const char *table, const struct live_table *t, int64_t *low,
		     int64_t *high, struct err *err);

	int (*prepare)(struct conn *c, const struct sql *sql, struct cursor **out, struct err *err);
	/* The engine's own plan, one line each step; *builds: it would build an
	 * index at every run. */
	int (*explain)(struct conn *c, const struct sql *sql, struct buf *text, bool *builds,
		       struct err *err);
	/* Starts anew; range: values of the last two question marks, or NULL. */
	int (*run)(struct cursor *cur, const int64_t *range, struct err *err);
	/* Iterator over rows: take, with this arg, is called for the next one; only
	 * it may look at the row.  What take returns below 0 ends the reading. */
	int (*step)(struct cursor *cur, int (*take)(void *arg, struct err *err), void *arg,
		    struct err *err);
	/* An integer of this row; false: it is NULL. */
	bool (*integer)(struct cursor *cur, int column, int64_t *v);
	/* Columns first... of this row into n cells: 1, 0 the row is rejected (all
	 * cells have still grown by one), -1. */
	int (*cells)(struct cursor *cur, int first, struct intake *cells, size_t n,
		     struct err *err);
	void (*cursor_free)(struct cursor *cur);
};

extern const struct source_class source_sqlite;

/* By the driver of config/sources.json; NULL: no such driver. */
const struct source_class *source_by_driver(const char *driver);
void live_table_release(struct live_table *t);
/* Whether some unique list of t lies within the n names. */
bool live_table_is_unique(const struct live_table *t, const char *const *names, size_t n);

#endif
