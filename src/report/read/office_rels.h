/*
 * office_rels: which part of an office file is what: its relationships (ECMA-376 part 2, 9.3).
 */
#ifndef REPORT_OFFICE_RELS_H
#define REPORT_OFFICE_RELS_H

#include "report/read/zip_parts.h"

struct office_rel {
	char *id;
	char *type;   /* the last word of its address: worksheet, styles */
	char *target; /* the part: xl/worksheets/sheet1.xml */
};

struct office_rels {
	struct office_rel *items;
	size_t n, room;
};

/* Of the part, or of the whole file for "". No relationships are no error. Release r also
 * after an error. */
int office_rels_read(const struct zip_parts *z, const char *part, const char *name,
		     struct office_rels *r, struct err *err);
void office_rels_release(struct office_rels *r);
/* The first of that type, or with that id; NULL: none. */
const char *office_rels_of(const struct office_rels *r, const char *type);
const struct office_rel *office_rels_find(const struct office_rels *r, const char *id);

/* The main part of the file, to be freed: word/document.xml. NULL without error: none is named. */
int office_main(const struct zip_parts *z, const char *name, char **part, struct err *err);

#endif
