/*
 * policy: protect.json: which cells are too small to be shown.
 *
 *	{"minimum_frequency": {"threshold": 5, "counts": ["persons", "households"],
 *	                       "basis": "..."},
 *	 "cost": "persons",
 *	 "keep": ["_T"]}
 *
 * A row is primary when any of the counts is 1 to threshold - 1.  Among the
 * others, rows with a code of `keep` are the last to be suppressed, then those with
 * the greatest cost (default: the first of the counts).
 */
#ifndef PROTECT_POLICY_H
#define PROTECT_POLICY_H

#include "core/digest.h"
#include "core/json.h"
#include "protect/cells.h"

struct policy {
	struct json_doc *doc;
	char digest[SHA256_HEX]; /* of the file */
	int64_t threshold;
	struct json counts; /* names */
	const char *basis;  /* or NULL */
	const char *cost;   /* or NULL */
	struct json keep;   /* codes; may be absent */
	/* Bound to a table: */
	int *count_measures;
	int ncounts;
	int cost_measure;
};

int policy_read(const char *path, struct policy *p, struct err *err);
void policy_release(struct policy *p);
/* Finds the measures; a name that the table does not have is ERR_CONFIG. */
int policy_bind(struct policy *p, const struct cells *c, struct err *err);
/* Whether one of the row's codes is to be kept. */
bool policy_keeps(const struct policy *p, const struct cells *c, uint32_t row);

#endif
