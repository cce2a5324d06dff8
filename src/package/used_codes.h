/*
 * used_codes: the codes that the rows of a release hold, and their lists.
 *
 * Every code list in use becomes a file codes-NAME.csv with the header
 * code,name,level,parent: the codes that occur, all codes above them, and the
 * codes _T (total) and _U (unknown) that aggregation adds, so that every code
 * in the data is found in the file.  A code has one row, valid at the end of
 * the period.
 */
#ifndef PACKAGE_USED_CODES_H
#define PACKAGE_USED_CODES_H

#include "package/release.h"

struct used_codes;
struct used_codes *used_codes_new(const struct release *r);
void used_codes_free(struct used_codes *u);
/* Notes the codes of a projected batch. */
void used_codes_note(struct used_codes *u, const struct batch *batch);
/* The files; when all rows are in. */
int used_codes_write(const struct used_codes *u, struct release *r, struct err *err);

/* "codes-NAME.csv", to be freed. */
char *used_codes_file(const char *list);
/* The lists in use, in the order of the columns: *names is freed by the caller,
 * the names in it are views. */
size_t used_codes_lists(const struct release *r, const char ***names);

#endif
