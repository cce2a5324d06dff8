/*
 * scan: one connection reading rows of the query, part by part.
 *
 * A part is a batch's worth of converted rows that have passed every check and
 * condition.  Each scan numbers the texts of a dictionary column in its own
 * way; a part brings the texts that are new since the scan's last part, so that
 * whoever takes it needs nothing of the scan, which may be reading on in
 * another thread.
 */
#ifndef EXTRACT_SCAN_H
#define EXTRACT_SCAN_H

#include "extract/query.h"

struct part {
	struct builder *columns; /* one for each pull */
	struct buf *fresh;	 /* for each pull, struct str of new texts */
	size_t ncolumns;
	int64_t nrows;
};

struct scan {
	const struct plan *plan;
	const struct query *query;
	struct cursor *cursor;
	struct intake *cells; /* one for each pull: counts of rules */
	long long rows_read, rejected;
	long long *missing; /* rows left out, for each join */
	/* The rest is private. */
	int32_t *announced;    /* texts of each dictionary that parts have brought */
	struct builder *spare; /* where kept rows are copied when some are not */
	bool keep[BATCH_ROWS];
	struct part *filling;
	struct filter_bound *filter;
	struct batch filtered; /* the columns that conditions are about */
	size_t *filtered_pulls;
	int64_t *row_ids; /* of the tables in the row before */
	bool has_row_before, is_ended;
};

/* in: as for query_build().  conn must have begun. */
int scan_open(struct scan *s, const struct query_input *in, const struct query *q,
	      struct conn *conn, struct err *err);
/* Rows of this range, or all: NULL. */
int scan_start(struct scan *s, const int64_t *range, struct err *err);
/* Iterator; the part's memory is used again. */
int scan_next(struct scan *s, struct part *part, struct err *err);
void scan_close(struct scan *s);

void part_init(struct part *part, const struct scan *s);
void part_release(struct part *part);

#endif
