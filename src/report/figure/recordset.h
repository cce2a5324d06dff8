/*
 * recordset: a set of rows that a report counts over: a masked stream read whole, or what
 * is derived from it.
 */
#ifndef REPORT_RECORDSET_H
#define REPORT_RECORDSET_H

#include "core/codes.h"
#include "core/filter.h"
#include "core/record.h"

struct recordset {
	char *name;
	struct schema schema; /* meta: yg.dataset, yg.source, yg.snapshot, yg.policy */
	struct batch_builder rows;
	char *key; /* the column whose text names a row for the officer (文号, request_no), or NULL */
	bool is_derived;
};

/* path: a stream or CSV of state `masked` (anything else is ERR_STREAM).  A column of class
 * `direct` or `pseudonym` is ERR_CONFIG. */
int recordset_read(const char *path, const char *name, const char *key, struct recordset *r,
		   struct err *err);
/* An empty one, to be filled through r->rows. */
void recordset_make(struct recordset *r, const char *name, const char *key,
		    const struct schema *schema);
/* Legal on a zeroed one, and after a failed recordset_read(). */
void recordset_release(struct recordset *r);
/* All rows as one batch, valid until a row is added. */
const struct batch *recordset_batch(struct recordset *r);

/* Rows for which all terms hold; `keep` has one bool per row. */
int recordset_select(struct recordset *r, const struct filter *where,
		     const struct codes *(*find_codes)(void *arg, const char *name), void *arg,
		     bool *keep, struct err *err);

#endif
