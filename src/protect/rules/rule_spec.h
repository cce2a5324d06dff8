/*
 * rule_spec: one member of "rules" in protect.json, read and bound to a table.
 *
 *	{"rule": "dominance", "measure": "amount", "n": 2, "k": "85%",
 *	 "largest": ["amount_top1", "amount_top2"], "basis": "..."}
 *	{"rule": "p-percent", "measure": "amount", "p": "15%", "largest": [two names]}
 *	{"rule": "pq", "measure": "amount", "p": "15%", "q": "60%", "largest": [two names]}
 *	{"rule": "request", "measure": "amount", "requested": "amount_requested", "share": "50%"}
 *	{"rule": "group", "dimension": "relief_type", "count": "persons", "share": "100%"}
 *
 * All errors are ERR_CONFIG with file and line.
 */
#ifndef PROTECT_RULE_SPEC_H
#define PROTECT_RULE_SPEC_H

#include "protect/cells/cells.h"
#include "protect/rules/rule.h"

enum { RULE_ANY_TABLE = -1 };

int rule_spec_read(struct json v, struct policy_rule *r, struct err *err);
/* Whether a table has measures of all the names of the rule. */
bool rule_spec_is_in(const struct policy_rule *r, const struct cells *c, int table);
/* table: as in rule_spec_measure(). */
int rule_spec_bind(struct policy_rule *r, const struct cells *c, int table, struct err *err);
/* The measure, of that table or (RULE_ANY_TABLE) of the first that has the name; -1 and an error
 * with the nearest name when there is none. */
int rule_spec_measure(const struct cells *c, int table, struct json at, const char *name,
		      struct err *err);
/* The same of a count: of type int64. */
int rule_spec_count(const struct cells *c, int table, struct json at, const char *name,
		    struct err *err);
/* Whether the table has a measure of the name. */
bool rule_spec_has(const struct cells *c, int table, const char *name);
/* The axis; -1 and an error with the nearest name. */
int rule_spec_axis(const struct cells *c, struct json at, const char *name, struct err *err);

#endif
