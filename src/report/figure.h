/*
 * figure: a number and where it comes from: a count, sum or distinct count of records, a
 * cell of a published table, a number that an officer entered, one carried over from last
 * year's approved report, or arithmetic over others.  The rule is kept as text, so that
 * each number of a form can be traced.
 */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include "report/filled.h"
#include "report/recordset.h"
#include "report/released.h"

struct figure {
	char *name;  /* "opened", or the key of a form cell: "表三/r3/自然人" */
	char *label; /* 主动公开政府信息 */
	char *unit;
	enum value_state state;
	__int128 v;
	int scale;
	enum value_origin origin;
	char *rule;	/* "count of documents where opened_on is within 2018": for people */
	char *source;	/* name of the record set, or DATASET/RELEASE */
	char *pipeline; /* or "" */
	char *snapshot; /* digest of the source as yg-extract saw it, or of the release */
	char *query;	/* filter in JSON, or the cell's key */
	char *who, *when, *remark; /* entered */
	char *why;		   /* VALUE_MISSING */
	uint64_t nrecords;
	char **keys; /* of the records: private side only; sorted */
	size_t nkeys;
};

struct figures {
	struct figure *items;
	size_t n, room;
};

void figures_release(struct figures *f);
struct figure *figures_find(const struct figures *f, const char *name); /* or NULL */
struct figure *figures_add(struct figures *f,
			   const char *name); /* name is new: else ERR by caller */

/* The trace file: private, mode 0600; deterministic. */
void figures_json(const struct figures *f, bool with_keys, struct buf *b);

#endif
