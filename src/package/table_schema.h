/*
 * table_schema: the columns of a release as a Table Schema (Data Package 2.0):
 * types, titles, constraints, the statuses as categories, the dimensions as
 * primary key, the code lists as foreign keys.
 */
#ifndef PACKAGE_TABLE_SCHEMA_H
#define PACKAGE_TABLE_SCHEMA_H

#include "core/jsonout.h"
#include "package/release.h"

void table_schema_put(struct jsonout *j, const struct release *r);
/* A table whose columns are all text, none empty in `key` (NULL: no key). */
void table_schema_put_texts(struct jsonout *j, const char *const *names, const char *const *titles,
			    size_t n, const char *key);

#endif
