/*
 * plan: extract.json, read and checked against the field register.
 *
 *	{ "dataset": "relief-recipients", "source": "relief", "from": "payment",
 *	  "join": [{"table": "household",
 *	            "on": {"household_id": "payment.household_id"},
 *	            "missing": "error", "many": false}],
 *	  "period": {"column": "payment.pay_month", "from": "2025-01", "to": "2026-10"},
 *	  "columns": ["payment.id_no", {"column": "household.division", "as": "place"}],
 *	  "where": [{"column": "payment.status", "is": "paid"}] }
 *
 * Columns are written "table.column" everywhere.  A plan names only tables and
 * columns that the register of its source names; anything else is ERR_CONFIG
 * with file and line.  The strings of a plan are views into its document.
 */
#ifndef EXTRACT_PLAN_H
#define EXTRACT_PLAN_H

#include "core/date.h"
#include "core/filter.h"
#include "core/register.h"
#include "core/site.h"

/* A column of one of the plan's tables. */
struct plan_ref {
	int table; /* 0 is "from", 1 is join 0 ... */
	const struct reg_column *column;
};

struct plan_column {
	struct plan_ref ref;
	const char *name; /* in the stream */
};

/* What a row without a partner in the joined table means. */
enum plan_missing { PLAN_MISSING_ERROR, PLAN_MISSING_DROP, PLAN_MISSING_NULL };

struct plan_on {
	const struct reg_column *own; /* of the joined table */
	struct plan_ref other;	      /* of a table before it */
};

struct plan_join {
	struct plan_on *on;
	size_t non;
	bool many; /* several partners are meant */
	enum plan_missing missing;
};

struct plan {
	struct json_doc *doc;
	const char *path; /* of the file, for messages */
	const char *dataset, *source;
	struct reg reg;
	const struct reg_table **tables; /* from, then the joined ones */
	size_t ntables;
	struct plan_join *joins; /* ntables - 1; joins[i] is of tables[i + 1] */
	struct plan_column *columns;
	size_t ncolumns;
	bool has_period;
	struct plan_ref period;
	struct period from, to; /* months, inclusive */
	struct filter where;
	struct plan_ref *where_refs; /* one for each term */
};

/* period: "2025-01/2026-10", stands in for the file's; or NULL. */
int plan_read(const char *path, const struct site *site, const char *period, struct plan *p,
	      struct err *err);
void plan_release(struct plan *p);
/* "table.column" into b, which is cleared first; b->p. */
const char *plan_origin(const struct plan *p, struct plan_ref ref, struct buf *b);

#endif
