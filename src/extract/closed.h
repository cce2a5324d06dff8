/*
 * closed: every value that may not be published, for those who look for it in
 * what is (yg-inspect).
 *
 * For every source of config/sources.json that has a register, for every table
 * in the register's order: one stream of all rows, in no order, with the columns
 * that are closed or on request and hold text, dates or whole numbers, as text
 * exactly as it is stored (intake_stored.h).  A table of institutions and persons
 * (register.h) gives its direct identifiers even where they are open, and
 * META_INSTITUTION names the column that tells the rows of persons apart.  The streams follow one another;
 * META_STREAM numbers them, so that a missing one is noticed.  All sources are
 * open and as their registers have them before the first byte is written.
 *
 * Schema: META_STATE raw, META_DATASET "closed", META_SOURCE, META_SNAPSHOT,
 * META_TABLE, META_STREAM, META_INSTITUTION.  Fields are nullable FIELD_UTF8 with META_LABEL,
 * META_CLASS, META_OPENNESS, META_ORIGIN, META_TYPE and META_CODES.
 */
#ifndef EXTRACT_CLOSED_H
#define EXTRACT_CLOSED_H

#include "extract/extract.h"

/* Whether the column's values belong there. */
bool closed_takes(const struct reg_table *t, const struct reg_column *c);
/* o->path only says which site. */
int closed_run(const struct extract_options *o, struct err *err);

#endif
