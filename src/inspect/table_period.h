/*
 * table_period: the periods of a table: which column holds them, and which is the
 * newest.
 */
#ifndef INSPECT_TABLE_PERIOD_H
#define INSPECT_TABLE_PERIOD_H

#include "core/date.h"
#include "inspect/release_table.h"

struct table_period {
	int column;	/* -1: the table has none */
	int32_t newest; /* id in that column of the newest period */
};

/* named: the column that is said to hold them, or NULL; see plausible.h. */
int table_period_find(struct table_period *p, const struct release_table *t, const char *named,
		      struct err *err);
/* Of the newest period; every row when there is none. */
static inline bool table_period_is_newest(const struct table_period *p,
					  const struct release_table *t, int64_t row)
{
	return p->column < 0 || t->columns[p->column].ids[row] == p->newest;
}
/* The period of an id. */
struct period table_period_at(const struct table_period *p, const struct release_table *t,
			      int32_t id);

#endif
