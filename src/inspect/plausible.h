/*
 * plausible: whether a release's figures can be true, and whether they are today's.
 *
 * What inspect.json says under "plausible", all of it optional:
 *
 *	{"rows_change": "20%",
 *	 "totals": [{"column": "persons", "where": {"division": "350524000000",
 *		     "relief_type": "_T", "period_level": "month"}, "change": "30%"}],
 *	 "complete": [{"column": "division", "codes": "division", "level": "town",
 *		       "under": "350524000000"}],
 *	 "last_period_must_hold": "amount",
 *	 "max_age_days": 62,
 *	 "period": "period"}
 *
 * Always, whatever it says: a table without rows is a finding; and where there is a
 * release before it, so is every column that was added, removed, renamed or has another
 * type, unit or code list, unless "version" of the package changed with it.  (A
 * removed and an added column of one type at one place are one renamed column.)
 *
 * The period column is the column named by "period", else the first key
 * column without a code list in which every value is a year, quarter or month.
 * The newest period is the one that ends last, of these the shortest.
 *
 * What is compared with the release before it:
 * - rows_change: the number of rows, of the periods that both releases have (a new
 *   month adds rows and changes nothing; a town that is gone does);
 * - totals: for each period the sum of the column over the rows that `where` picks, over
 *   the keys that both releases have with a number (not suppressed).  A period
 *   that is newer than all the release before it has of its level is compared with
 *   the period just before it, in this release: else half a month's payments
 *   would pass as a new month.  So sums since January are no totals to name here.  No
 *   row for `where` at all is a finding, also without a release before it.
 * Which of the two releases reaches further does not count: a run over another
 * period is compared where the periods meet; where they do not, and where the key
 * columns are others (with a new version), nothing can be compared, and it is said.
 *
 * complete and last_period_must_hold look at the rows of the newest period: every
 * code of the level below `under` that is valid on its last day must be there; the
 * column must not be empty or zero in all of them.  max_age_days: from the end of
 * the package's period, else of the newest, to today; a period that has not even
 * begun is a finding, too.
 *
 * Shares are decimal texts with at most six places; numbers are compared exactly,
 * in 128 bits.  Time: one pass over each table for each total.  Memory: 40 bytes and 4
 * for each key column for each row that `where` picks.
 */
#ifndef INSPECT_PLAUSIBLE_H
#define INSPECT_PLAUSIBLE_H

#include "core/json.h"
#include "core/site.h"
#include "inspect/finding.h"
#include "inspect/release_table.h"

struct plausible_total {
	const char *column; /* views, here and below */
	struct json where;  /* an object; may be absent */
	long long change;   /* millionths of a percent */
	const char *percent;
	struct json at;
};

struct plausible_complete {
	const char *column, *codes, *level;
	const char *under; /* NULL: the whole list */
	struct json at;
};

/* Zeroes: nothing said. */
struct plausible {
	struct json at;
	const char *rows_percent; /* NULL: not asked for */
	long long rows_change;
	struct plausible_total *totals;
	size_t ntotals;
	struct plausible_complete *complete;
	size_t ncomplete;
	const char *must_hold, *period; /* or NULL */
	long long max_age;		/* days, from 1; 0: not asked for */
};

int plausible_read(struct plausible *p, struct json v, struct err *err);
void plausible_release(struct plausible *p);

/* before: the release before it, or NULL.  today: for max_age_days. */
int plausible_check(const struct plausible *p, const struct release_table *now,
		    const struct release_table *before, struct site *site, int32_t today,
		    struct findings *f, struct err *err);

/* Parts of it. */

/* 1 when `now` is further from `before` than the change, in millionths of a percent of
 * `before`; 0 when not; -1 when the numbers are too large for 128 bits. */
int change_exceeds(__int128 now, __int128 before, long long change);

struct table_period;
int total_check(const struct plausible_total *t, const struct release_table *now,
		const struct table_period *period, const struct release_table *before,
		struct findings *f, struct err *err);
/* The columns of both, as findings. */
void columns_compare(const struct release_table *now, const struct release_table *before,
		     struct findings *f);

#endif
