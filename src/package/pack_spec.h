/*
 * pack_spec: package.json, what a release is called and what it says of itself.
 *
 *	{ "name": "relief-recipients", "title": "…", "title_en": "…",
 *	  "description": "…", "keywords": ["…"], "theme": "…",
 *	  "update_frequency": "每月", "version": "1.0.0",
 *	  "sources": [{"title": "…", "path": "…"}], "notes": ["…"],
 *	  "columns": {"persons": {"title": "…", "description": "…"}},
 *	  "drop": ["division_parent"],
 *	  "formats": ["csv", "excel-csv", "json", "xlsx", "gzip", "zip"] }
 *
 * Required: name, title, description, update_frequency.  Without "formats" all
 * are made.  Every string is a view into the document; text with control
 * characters or with marks that turn the reading direction is refused, because
 * it goes into pages and file names.
 */
#ifndef PACKAGE_PACK_SPEC_H
#define PACKAGE_PACK_SPEC_H

#include "core/json.h"

struct pack_text {
	const char **items;
	size_t n;
};

struct pack_source {
	const char *title, *path; /* path may be NULL */
};

struct pack_column {
	const char *name, *title, *description; /* the last two may be NULL */
	struct json at;
};

/* The formats by number: bits of pack_spec.formats. */
enum pack_format {
	PACK_CSV,
	PACK_EXCEL_CSV,
	PACK_JSON,
	PACK_XLSX,
	PACK_GZIP,
	PACK_ZIP,
	PACK_FORMATS
};

struct pack_spec {
	struct json_doc *doc;
	const char *name, *title, *title_en, *description; /* title_en may be NULL */
	const char *theme, *update_frequency, *version;	   /* theme may be NULL */
	struct pack_text keywords, notes, drop;
	struct json drop_at; /* for messages */
	struct pack_source *sources;
	size_t nsources;
	struct pack_column *columns;
	size_t ncolumns;
	unsigned formats;
};

int pack_spec_read(const char *path, struct pack_spec *s, struct err *err);
void pack_spec_release(struct pack_spec *s);
bool pack_spec_has(const struct pack_spec *s, enum pack_format format);

#endif
