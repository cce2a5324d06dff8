/*
 * released_table: the canonical table of a release folder, its digests checked.
 */
#ifndef REPORT_RELEASED_TABLE_H
#define REPORT_RELEASED_TABLE_H

#include "report/figure/released.h"

/* Fills release, digest, schema and rows.  In the schema a column of the primary key has
 * META_ROLE "dimension"; META_UNIT is the unit that the release states. */
int released_table_read(const char *folder, struct released *r, struct err *err);

#endif
