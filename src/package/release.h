/*
 * release: what is about to be published: its columns with their meaning, its
 * folder, and every file in it with size and digest.
 *
 * release_bind() is the gate at the door.  A stream of state `safe` may pass when it
 * holds cells, or records of which yg-protect --microdata says how they were made
 * safe; one of state `masked` may pass when every column is open; nothing else.
 */
#ifndef PACKAGE_RELEASE_H
#define PACKAGE_RELEASE_H

#include "core/digest.h"
#include "core/record.h"
#include "core/site.h"
#include "package/method_words.h"
#include "package/pack_spec.h"

enum column_role {
	ROLE_PLAIN,
	ROLE_DIMENSION,
	ROLE_LABEL,
	ROLE_LEVEL,
	ROLE_PARENT,
	ROLE_MEASURE,
	ROLE_STATUS,
	ROLE_AS_OF /* the day that the values of the row were taken; empty: now */
};

struct release_column {
	int in; /* its number in the incoming batches */
	const struct field *field;
	enum column_role role;
	int of;				 /* the dimension or measure it belongs to: a column of the
				 * release, or -1 */
	int status;			 /* of a measure: its status column, or -1 */
	const char *unit, *codes, *kind; /* views, or NULL */
	const char *microdata;		 /* see microdata_words.h; or NULL */
	char *title, *description;	 /* never empty; description may be "" */
};

struct release_file {
	char *name;
	int64_t bytes;
	char sha256[SHA256_HEX];
};

struct release {
	const struct pack_spec *spec;
	struct site *site;
	struct schema schema; /* as it came in: a copy */
	struct release_column *columns;
	size_t ncolumns;
	const char *microdata;		/* see microdata_words.h; NULL: cells or open records */
	struct method_words protection; /* its doc is NULL: the stream does not say */
	const char *period;		/* META_PERIOD, or NULL */
	char *period_from, *period_to;	/* YYYY-MM-DD, or NULL */
	char *period_label;		/* 2025年1月至2026年10月, or NULL */
	int32_t period_end;		/* day; 1 January 2000 when there is no period */
	int64_t rows;
	const char *folder;	    /* where the files are being written */
	struct release_file *files; /* in the order in which they were finished */
	size_t nfiles;
};

/* spec and site must outlive the release. */
int release_bind(struct release *r, const struct schema *in, const struct pack_spec *spec,
		 struct site *site, struct err *err);
void release_close(struct release *r);

/* Whether some column has that role: false for records that are not cells. */
bool release_has_role(const struct release *r, enum column_role role);
const char *column_role_name(enum column_role role);
/* "NAME" and a suffix, to be freed. */
char *release_name(const struct release *r, const char *suffix);
/* Notes a finished file. */
void release_note(struct release *r, const char *name, int64_t bytes, const char *sha256);
const struct release_file *release_file(const struct release *r, const char *name);
/* A whole small file at once. */
int release_write(struct release *r, const char *name, struct str text, struct err *err);

/* The columns of the release out of an incoming batch; `columns` has room for
 * ncolumns. */
void release_project(const struct release *r, const struct batch *in, struct column *columns,
		     struct batch *out);

#endif
