/*
 * past: what earlier releases showed of the rows of tonight's tables, and what was
 * true then.
 *
 * From the private ledger of cells (core/history.h).  A row has one version for
 * every release in which it changed; it stands until the next.  A row that releases of its
 * period left out was zero in them, and has a version for that.  Values are in the units of
 * tonight's columns, so that they can be compared.
 */
#ifndef PROTECT_PAST_H
#define PROTECT_PAST_H

#include "core/history.h"
#include "protect/cells/cells.h"

#define PAST_UNKNOWN INT64_MIN	     /* nobody knows any more */
#define PAST_MISSING (INT64_MIN + 1) /* x, or no such measure then; z is as good as zero */

struct past_version {
	int64_t release;
	enum history_view view;
	bool was_primary;
	uint8_t kinds;	/* bits of the kinds of measure that it showed anew, z too */
	bool is_blank;	/* it showed no value: c, z, x, or the row was left out: zero */
	int32_t as_of;	/* the day of what was shown */
	int64_t *truth; /* by measure of the cells; other tables' are PAST_MISSING */
	char *shown;	/* "persons=12;households=8r": see past_shown() */
};

struct past_table {
	int64_t last;  /* number of the last release, HISTORY_NO_RELEASE */
	int32_t *days; /* by number of a release, from 1 on */
	struct past_version *versions;
	size_t nversions, capacity;
	size_t *first;	 /* by row of the cells: its first version */
	uint32_t *count; /* by row */
};

struct past {
	struct past_table *tables; /* as the tables of the cells */
	int ntables;
};

/* ERR_DATA when a row that was published is not there tonight.  datasets: by table, NULL for one
 * that has no history.  A path of NULL is no past at all. */
int past_read(struct past *p, const struct cells *c, const char *path, const char *const *datasets,
	      struct err *err);
void past_release(struct past *p);

/* The version of a row that stood in a release (<= it), or NULL. */
const struct past_version *past_at(const struct past *p, int table, uint32_t row, int64_t release);
/* The one that stands in the last release. */
const struct past_version *past_last(const struct past *p, int table, uint32_t row);
/* The last release of another table up to the day of a release of this one; HISTORY_NO_RELEASE. */
int64_t past_beside(const struct past *p, int table, int64_t release, int other);
/* Tonight's true value in the form of past_version.truth. */
int64_t past_value_now(const struct cells *c, int measure, uint32_t row);
/* What was shown of a measure, without its status letter; false when nothing was. */
bool past_shown(const struct past_version *v, const char *measure, struct buf *text, char *status);
/* The key of a row of a table in the history: codes of the dimensions that the table has. */
void past_name(const struct cells *c, int table, uint32_t row, struct buf *b);

#endif
