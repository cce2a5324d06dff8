/*
 * query: the one SELECT that a plan becomes, and what its columns mean.
 *
 *	SELECT t0.rowid, t0."amount", t1."division", ... FROM "payment" AS t0
 *	LEFT JOIN "household" AS t1 ON t1."household_id" = t0."household_id"
 *	WHERE ... ORDER BY t0.rowid
 *
 * Only the columns that are asked for are read, the joined tables come behind
 * "from" in the order of the plan, and the order of the rows is complete: the
 * register's order columns, then the row number (without one: all columns read),
 * then those of joined tables that may have several partners.
 */
#ifndef EXTRACT_QUERY_H
#define EXTRACT_QUERY_H

#include "extract/plan.h"
#include "extract/source.h"
#include "extract/sql.h"

/* A column that is read and converted: at `first` + its number in the result. */
struct query_pull {
	struct plan_ref ref;
	char *origin; /* owned */
	bool is_month;
	bool may_miss;
};

/* What the result says about a joined table; -1: the result does not say it. */
struct query_join {
	int mark;   /* 1 there: the row has no partner */
	int row_id; /* when the partner need not be the only one */
};

struct query {
	struct sql sql;
	int row_id; /* column of from's row number, or -1 */
	int first;  /* column of the first pull */
	struct query_pull *pulls;
	size_t npulls;
	size_t *outputs; /* for each column of the plan, its pull */
	struct query_join *joins;
	/* The rows come in the order of row numbers, so that the last two question
	 * marks may be a range of them. */
	bool is_split;
	/* Conditions to decide after conversion; each about pull residual_pulls[i]. */
	struct filter residual;
	size_t *residual_pulls;
};

struct query_input {
	const struct plan *plan;
	const struct live_table *live; /* one for each table of the plan */
	bool text_by_bytes;
	const struct codes *(*find_codes)(void *arg, const char *name);
	void *arg;
	bool may_split;
	bool in_any_order; /* rows as the database finds them fastest */
	bool as_stored;	   /* columns as text (intake_stored.h); theirs is FIELD_UTF8 */
};

int query_build(const struct query_input *in, struct query *q, struct err *err);
void query_release(struct query *q);

#endif
