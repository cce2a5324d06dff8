/*
 * table: aligned columns for a terminal; East Asian wide characters count two.
 */
#ifndef CORE_TABLE_H
#define CORE_TABLE_H

#include "core/reader.h"

/* At most `max_rows` rows are shown (0: 200), then how many more there were. */
int table_writer_open(int fd, const char *name, const struct schema *schema, int64_t max_rows,
		      struct writer **out, struct err *err);

#endif
