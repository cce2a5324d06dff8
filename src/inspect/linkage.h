/*
 * linkage: whether a release, joined with what else is public, singles anyone out.
 *
 * What inspect.json says under "linkage":
 *
 *	{"quasi": ["division", "size"], "k": 5, "sample": true}
 *
 * quasi: the columns of the release that others may know of a person or household;
 * k: at least 2; sample: the rows are a fresh draw each time, from more than are shown
 * (a sample by a key that does not change is none: who is in it once stays in it).
 * A release whose package marks quasi-identifiers, or says that it is microdata,
 * must have it, and it must name every column so marked: else a finding.
 *
 * An empty cell of a quasi-identifier counts as any value where frequencies are asked
 * for (as yg-protect counts), and as one value of its own where releases are compared.
 *
 * (a) Frequency.  Each combination of the quasi columns stands in k rows at least.  So
 *     does every combination of fewer of them.  Proves that nobody is singled out by these
 *     columns in this table alone.  Not: by columns that are not named, by whoever
 *     knows that a person is in the table and that all k rows agree in the rest
 *     (diversity is yg-protect's), nor what the bureau's own records would show.
 * (b) The release before it.  On the quasi columns that both have, no combination has
 *     1 to k - 1 rows more or fewer than it had: else who joined or left is a group
 *     of that size; and none of them is at another level of microdata, because what
 *     two different sets of bands show together cannot be counted.  Not asked of a
 *     sample.  Proves nothing of a group in which as many joined as left, nor of
 *     releases further back.
 * (c) Tables.  A cell of another public table is beside the records where its
 *     dimensions that both have (same name, same code list) are filled and the rest of
 *     them are totals (_T), and every code of it stands in the records, too.  A count
 *     that is suppressed there (status c) must not be shown by the records of a
 *     release that is no sample, by "linkage" or by its package; a count of 1 to k - 1
 *     that is published there must not have records here.  Counts are the columns of
 *     whole numbers that have a status.  The release at hand may be either side.  Not
 *     proved: what sums and differences of several cells give (within one table
 *     that is yg-protect's), cells of other levels of a code list, and periods, which
 *     records do not have.
 * (d) Other microdata (packages that say so).  No combination of all columns that both have
 *     stands in exactly one complete row here and one there: such two rows are likely one
 *     person, and show together what neither shows alone.  Not proved: that a row
 *     with few partners has none of them, and joins over three releases.
 *
 * Public is what PUBLIC/d/NAME/latest shows; earlier releases of other datasets are not
 * read.  Findings never hold a value or a combination: names of columns, how many, and
 * the row of the first.
 *
 * Time: one pass over each table for each check; (a) with empty cells once more for
 * each two sets of columns that are empty together, (c) once for each set of
 * dimensions that cells fill.  Memory: the tables of two releases at a time (release_table.h)
 * and for each distinct combination 32 bytes and 4 for each of its columns.
 */
#ifndef INSPECT_LINKAGE_H
#define INSPECT_LINKAGE_H

#include "core/json.h"
#include "inspect/finding.h"
#include "inspect/release_table.h"

enum { LINKAGE_QUASI_MAX = 32, LINKAGE_K_DEFAULT = 5, LINKAGE_FEW = 32 };

/* Zeroes: nothing said. */
struct linkage {
	struct json at;
	const char *quasi[LINKAGE_QUASI_MAX]; /* views */
	int nquasi;
	long long k;
	bool is_sample;
};

int linkage_read(struct linkage *l, struct json v, struct err *err);

/* What one side of a join is, and who hears of it. */
struct linkage_join {
	const struct release_table *records;
	long long k;
	bool is_sample;
	const struct release_table *other; /* cells for (c), records for (d) */
	const struct release_table *now;   /* which of the two findings speak of */
	const char *name;		   /* of the dataset that is not `now` */
	struct findings *f;
};

/*
 * All checks.  before: the release before it, or NULL.  public: the folder with
 * d/NAME/latest, or NULL.  ERR_CONFIG when a column that is named does not exist.
 */
int linkage_check(const struct linkage *l, const struct release_table *now,
		  const struct release_table *before, const char *public, clean_fn *clean,
		  void *ctx, struct findings *f, struct err *err);

/* Parts of it. */
int linkage_frequency(const struct linkage *l, const struct release_table *now, struct findings *f,
		      struct err *err);
int linkage_changes(const struct linkage *l, const struct release_table *now,
		    const struct release_table *before, struct findings *f, struct err *err);
int linkage_cells(const struct linkage_join *j, struct err *err);
int linkage_records(const struct linkage_join *j, struct err *err);
/* `n` rows or combinations, of which the first is at `row` of the release at hand. */
void linkage_report(struct findings *f, const struct release_table *now, long long n, int64_t row,
		    const char *what);
/* "1 to 4": how many are too few. */
const char *linkage_few(long long k, char out[LINKAGE_FEW]);

#endif
