/*
 * history: every cell ever published, release by release: the private ledger of cells.
 *
 * A SQLite file.  A dataset's releases are numbered from 1; a cell is written down only in the
 * releases where it changed, so the state of a cell in release n is its last line up to n.
 * What was true is there beside what was shown, so the file is as secret as the
 * department's database: mode 0600, in the private folder.  Lost, it is rebuilt from the
 * public releases; what they hide is unknown then.
 *
 * A night writes a draft of the same form, which becomes part of the history when its release is
 * public, and goes when it is not.
 *
 * Size: a line takes its texts and about 10 bytes, 110 bytes for a cell of three dimensions and
 * two measures; the texts shown take none where they are the truth.  Memory: a few megabytes to
 * read it; a take holds the lines that changed.
 */
#ifndef CORE_HISTORY_H
#define CORE_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

enum { HISTORY_NO_RELEASE = 0 };

/* What a release showed of a cell. */
enum history_view {
	HISTORY_ABSENT, /* the release had no such row any more */
	HISTORY_SHOWN,	/* the value of that night */
	HISTORY_HELD,	/* an earlier one, with status p */
	HISTORY_HIDDEN, /* nothing: status c */
	HISTORY_VIEWS
};

struct history_cell {
	const char *cell; /* "division=350524,period=2026-10,...": names in the table's order */
	int64_t release;  /* the number of the release from which on this holds */
	enum history_view view;
	/* "persons=12;households=8": the measures of the table, in its order; x and z as such.
	 * truth: of that night, all of them, "?" where it is not known (a history that was
	 * rebuilt); shown: those that are published, "c" where nothing is shown, a letter p or r
	 * behind a value of that status. */
	const char *truth, *shown;
	int32_t as_of; /* the day that `shown` was taken, days since 1970 */
};

struct history;

/* An absent file is an empty history (read-only), or is made.  A file of a newer
 * program or no history: ERR_CONFIG; one that others may read: ERR_PERM. */
int history_open(const char *path, bool read_only, struct history **out, struct err *err);
void history_close(struct history *h); /* NULL is legal */

/* The number of the last release of the dataset, HISTORY_NO_RELEASE when there is none. */
int history_last(struct history *h, const char *dataset, int64_t *release, struct err *err);
/* Every line of the dataset, by cell (bytes) and then release; the strings live until the next
 * call of fn.  fn ends it by -1 with err set. */
typedef int history_fn(void *ctx, const struct history_cell *cell, struct err *err);
int history_each(struct history *h, const char *dataset, history_fn *fn, void *ctx,
		 struct err *err);
/* The state of release n: of every cell that had a line by then the last one, the absent too. */
int history_at(struct history *h, const char *dataset, int64_t n, history_fn *fn, void *ctx,
	       struct err *err);

struct history_release {
	int64_t n;
	const char *id; /* the name of its folder in the public tree */
	int32_t day;	/* of its night */
	int64_t nlines; /* cells that changed */
};

/* In their order; the strings live until the next call of fn. */
typedef int history_release_fn(void *ctx, const struct history_release *r, struct err *err);
int history_releases(struct history *h, const char *dataset, history_release_fn *fn, void *ctx,
		     struct err *err);

struct history_dataset {
	const char *name;
	int64_t nreleases, nlines;
	int64_t ncells[HISTORY_VIEWS]; /* in the last release, by view */
};

/* By name. */
typedef int history_dataset_fn(void *ctx, const struct history_dataset *d, struct err *err);
int history_datasets(struct history *h, history_dataset_fn *fn, void *ctx, struct err *err);

/* A draft: begun with the day of the night, then its changed cells (release is ignored), then
 * finished: synced, whole or not there at all. */
struct history_draft;
int history_draft_begin(const char *path, const char *dataset, int32_t day,
			struct history_draft **out, struct err *err);
/* The draft will hold every cell of its release: those that it does not have are absent. */
int history_draft_whole(struct history_draft *d, struct err *err);
/* A cell twice is ERR_DATA. */
int history_draft_add(struct history_draft *d, const struct history_cell *cell, struct err *err);
int history_draft_finish(struct history_draft *d, struct err *err); /* closes it in any case */
void history_draft_drop(struct history_draft *d);		    /* NULL is legal */

/* Takes the draft in as the next release of its dataset, `id` being the name of the public
 * release.  A draft that was taken in already (same id as the last release) changes nothing.
 * Cells whose view, truth and shown are as they were get no line: as_of is the day since which
 * they are.  All of it or nothing, whatever ends the program. */
int history_take(struct history *h, const char *draft, const char *id, struct err *err);
/* All that the history knows of a dataset becomes what another one, at `path`, knows of it. */
int history_replace(struct history *h, const char *path, const char *dataset, struct err *err);

#endif
