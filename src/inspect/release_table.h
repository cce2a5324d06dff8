/*
 * release_table: a release by its datapackage.json: what its columns are, and the
 * canonical table, every cell as the text that stands there.
 *
 * The table is the first resource that is a table in CSV, plain or in gzip; it must
 * lie in the release's own folder.  Beside what the Data Package standard says of
 * columns these members are read, all optional: of the package `microdata`, of a field
 * `microdata` ("quasi;level=1;..."), as yg-protect --microdata describes records,
 * and `class`.
 *
 * Memory: 4 bytes for each cell, each distinct text of a column once, and for
 * gzip the whole text, of at most 4 GiB.
 */
#ifndef INSPECT_RELEASE_TABLE_H
#define INSPECT_RELEASE_TABLE_H

#include <stdint.h>

#include "core/json.h"
#include "core/reader.h"

struct table_column {
	const char *name, *type; /* views; "" when the package does not say */
	const char *unit;	 /* "" for none */
	const char *codes;	 /* name of its code list, "" for none */
	char *shown;		 /* as findings call it */
	bool is_key, is_quasi;
	long long level; /* how coarse microdata made it; 0: not at all, or not said */
	/* After release_table_read(): */
	int32_t *ids; /* of each row: the number of its text, -1 when empty */
	const struct dict *values;
	size_t capacity;
};

struct release_table {
	char *folder;
	struct json_doc *doc;
	const char *name, *version; /* of the dataset, "" when the package does not say */
	const char *path;	    /* of the table in its folder; NULL: there is none */
	bool is_gzip;
	char *shown; /* the table as findings call it */
	struct table_column *columns;
	size_t ncolumns;
	int64_t nrows;
	bool has_keys, has_quasi, is_microdata;
	long long k, one_in; /* of microdata; 0: not said, 1: all records */
	const char *end;     /* last day of its period, "" when the package does not say */
	struct reader *reader;
	int fd;
};

/* Whether a name may be shown. */
typedef bool clean_fn(void *ctx, struct str name);

/* Without the table's rows.  clean NULL: every name may be shown. */
int release_table_open(struct release_table *t, const char *folder, clean_fn *clean, void *ctx,
		       struct err *err);
/* The rows; nothing when there is no table. */
int release_table_read(struct release_table *t, struct err *err);
void release_table_close(struct release_table *t); /* legal on zeroes */

/* Index, or -1. */
int release_table_find(const struct release_table *t, const char *column);
/* {"", 0} when empty. */
struct str table_text(const struct table_column *c, int64_t row);
static inline bool table_is_empty(const struct table_column *c, int64_t row)
{
	return c->ids[row] < 0;
}
/* Columns that mean the same: one name and one code list. */
bool table_column_agrees(const struct table_column *a, const struct table_column *b);

/* Numbers for rows of two tables, equal exactly when the texts are. */
enum { TABLE_EMPTY = -1 };
/* For each text of `from`: its number in `to`, or one that `to` does not have.  To be
 * freed. */
int32_t *table_column_match(const struct table_column *to, const struct table_column *from);

#endif
