/*
 * released: the tables of a published release as a report reads them: one value by the
 * codes of its dimensions.  Read from the release's own folder (datapackage.json and its CSV,
 * whose digest is checked), or from a `safe` stream.
 */
#ifndef REPORT_RELEASED_H
#define REPORT_RELEASED_H

#include "core/err.h"
#include "core/record.h"

struct released {
	char *name;    /* as the report calls it: relief-recipients */
	char *release; /* its id, or "" for a stream */
	char *digest;  /* SHA-256 of the table's file */
	struct schema schema;
	struct batch_builder rows;
	void *index; /* private: dimension codes to row */
};

/*
 * path: a release folder, or a file that holds a safe stream.  A stream of another state is
 * ERR_STREAM; a release whose SHA256SUMS or datapackage.json does not state the digest of
 * what is there, or that has two rows for one cell, ERR_DATA; none at all, ERR_SOURCE.
 *
 * Of a folder the table is the first CSV that is a table; its columns of numbers are int64
 * and decimals with as many places as stand there, the others dictionaries; a column of the
 * primary key is a dimension.
 */
int released_read(const char *path, const char *name, struct released *r, struct err *err);
void released_release(struct released *r);

/*
 * at: pairs of dimension and code, all dimensions of the table in any order; a dimension that is
 * left out means `_T`.  1: *row; 0: no such row; an unknown dimension is ERR_CONFIG.
 *
 * A table without a primary key (records that are open, such as the relief standards) has no
 * dimensions: any column may be named, and the one row is meant that holds all these texts; two
 * such rows are ERR_DATA.
 */
struct released_at {
	const char *dimension, *code;
};
int released_find(const struct released *r, const struct released_at *at, size_t n, int64_t *row,
		  struct err *err);

/* status: NULL normal, else "c" "p" "r" "x" "z" ...; v and scale only when there is a value.
 * unit: "" when the release states none.  A measure that is no column of numbers is ERR_CONFIG. */
int released_value(const struct released *r, int64_t row, const char *measure, bool *has,
		   __int128 *v, int *scale, const char **status, const char **unit,
		   struct err *err);

/* The text of a column, or {"", 0}; the column is ERR_CONFIG when it is not there. */
int released_text(const struct released *r, int64_t row, const char *column, struct str *text,
		  struct err *err);

#endif
