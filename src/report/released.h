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
	char *name;    /* dataset: relief-recipients */
	char *release; /* its id, or "" for a stream */
	char *digest;  /* SHA-256 of the table's file */
	struct schema schema;
	struct batch_builder rows;
	void *index; /* private: dimension codes to row */
};

/* path: a release folder, or a file that holds a safe stream. A table of another state is ERR_STREAM,
 * a release without its digest or with a wrong one ERR_DATA. */
int released_read(const char *path, const char *name, struct released *r, struct err *err);
void released_release(struct released *r);

/* at: pairs of dimension and code, all dimensions of the table in any order; a dimension that is
 * left out means `_T`.  1: *row; 0: no such row; an unknown dimension is ERR_CONFIG. */
struct released_at {
	const char *dimension, *code;
};
int released_find(const struct released *r, const struct released_at *at, size_t n, int64_t *row,
		  struct err *err);
/* status: NULL normal, else "c" "p" "r" "x" "z" ...; v and scale only when there is a value. */
int released_value(const struct released *r, int64_t row, const char *measure, bool *has,
		   __int128 *v, int *scale, const char **status, const char **unit,
		   struct err *err);

#endif
