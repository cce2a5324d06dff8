/*
 * published: a release as anybody can read it: datapackage.json and the canonical table.
 *
 * The table is the first resource that is a table in CSV with a schema and is no code list and no
 * dictionary; it lies in the release's own folder.  A dimension is a column of the primary
 * key; a measure is a column of numbers with a column NAME_status beside it.  Beside what the Data
 * Package standard says of a field, these members of ours are read, all optional: `unit`; `kind` of
 * a measure (stock, flow, cumulative) or a dimension (of-which); `quantity`, what a measure counts
 * or adds up, equal for measures that are one quantity.
 */
#ifndef VERIFY_PUBLISHED_H
#define VERIFY_PUBLISHED_H

#include "core/json.h"
#include "verify/sheet.h"

struct published_column {
	const char *name, *type; /* "" when the package does not say; so the others */
	const char *unit, *kind, *quantity;
	const char *codes; /* the path of its code list in the folder */
	bool is_key, is_required;
	int status, status_of; /* columns, or -1 */
	bool is_number;
};

struct published {
	char *folder;
	struct json_doc *doc;
	const char *name;   /* of the dataset, "" when the package does not say */
	const char *method; /* how the table was protected; "" when the package does not say */
	long long near; /* a held value differs by less than this; 0: the package does not say */
	struct json resource;
	const char *path; /* of the table in the folder; NULL: there is none */
	bool is_gzip;
	struct published_column *columns;
	size_t ncolumns;
	struct sheet table; /* after published_read() */
};

/* ERR_CONFIG, ERR_DATA: no datapackage.json, or not one of a release. */
int published_open(struct published *p, const char *folder, struct err *err);
/* The rows; nothing when there is no table. */
int published_read(struct published *p, struct err *err);
void published_close(struct published *p); /* legal on zeroes */

static inline struct str published_text(const struct published *p, int column, int64_t row)
{
	return sheet_text(&p->table, (size_t)column, row);
}
/* Index, or -1. */
int published_find(const struct published *p, const char *column);
/* Whether a file name stays in the folder. */
bool published_is_plain_name(const char *path);
/* The names of the fields of a resource, to be freed; views into the document. */
const char **published_field_names(struct json resource, size_t *n);
/* The text of a member, "" for none or for what is no text. */
const char *published_member(struct json v, const char *key);
/* The resource with that path or, else, that name; nothing when there is none. */
struct json published_resource(const struct published *p, const char *member, const char *text);

#endif
