/*
 * drift: what has changed in a source since its register was written.
 *
 * A column that the register does not name stops the run, wanted or not, and so
 * does one that is gone, has another type or name, or whose NOT NULL has come or
 * gone: the table is returned for marking.  Differences are gathered over all
 * tables and told together, as a diff of names and types, never of values.
 */
#ifndef EXTRACT_DRIFT_H
#define EXTRACT_DRIFT_H

#include "core/register.h"
#include "extract/source.h"

enum drift_kind {
	DRIFT_ADDED,	/* the register does not name it */
	DRIFT_REMOVED,	/* the source has it no more */
	DRIFT_RENAMED,	/* one gone and one new of the same type in the same place, or of
			 * nearly the same name */
	DRIFT_RETYPED,	/* its declared type cannot hold what the register says */
	DRIFT_NULLABLE, /* NOT NULL is declared where the register says nullable, or is not
			 * where it says that it is not */
	DRIFT_GONE	/* the whole table */
};

struct drift_line {
	enum drift_kind kind;
	char *where; /* "table.column", of a renamed one as the register has it; or "table" */
	char *text;  /* the line of the diff: "+ payment.phone TEXT (added)" */
};

/* Zero-initialised is empty: no difference. */
struct drift {
	struct drift_line *lines;
	size_t n;
};

#define DRIFT_INIT                                                                                 \
	{                                                                                          \
		NULL, 0                                                                            \
	}

/* Adds a line for each difference: first of the register's columns in its order,
 * then of those that are new in theirs.  live NULL: the table is gone. */
void drift_compare(struct drift *d, const struct reg_table *t, const struct live_table *live);
/* 0 when there is no difference; else -1 and ERR_DATA, the diff having gone out as
 * warnings.  source: its name. */
int drift_end(const struct drift *d, const char *source, struct err *err);
void drift_release(struct drift *d);
const char *drift_kind_name(enum drift_kind kind);

/* The tables and views of the source that no table of the register names: they are
 * never read.  *names is to be freed by drift_names_free(). */
int drift_unregistered(const struct source_class *class, struct conn *conn, const struct reg *reg,
		       char ***names, size_t *n, struct err *err);
void drift_names_free(char **names, size_t n);

#endif
