/*
 * policy: protect.json: which cells are too small to be shown, and how they are protected.
 *
 *	{"minimum_frequency": {"threshold": 5, "counts": ["persons", "households"],
 *	                       "basis": "..."},
 *	 "rules": [{"rule": "dominance", "measure": "amount", "n": 1, "k": "80%",
 *	            "largest": ["amount_top1"]}, ...],
 *	 "zeros": "show",
 *	 "per_head": [{"sum": "amount", "count": "payments", "low": "100.00", "high": "2000.00"}],
 *	 "relations": [{"whole": "persons", "part": "households"}],
 *	 "cost": "persons",
 *	 "keep": ["_T"],
 *	 "weights": [{"dimension": "period", "level": "year", "weight": "10"}],
 *	 "audit": {"rounds": 20, "pivots": 2000000},
 *	 "fallback": [{"dimension": "relief_type", "level": "type"}],
 *	 "night": {"minimum_change": 5, "final_after": 3, "revise": ["2026-08"]},
 *	 "method": ...}
 *
 * Everything is optional, but a method that suppresses needs a rule.  A row is primary when it
 * breaks one of the rules (primary.h).  Among the others, rows with a code of `keep` are the
 * last to be suppressed, then those with the greatest cost (default: the first of the counts).
 *
 * Where tables are protected together, what is said of a measure holds in every table that has
 * measures of these names, so that the same words come to the same pattern whichever table is
 * written; "DATASET.measure" is that of one table alone.
 */
#ifndef PROTECT_POLICY_H
#define PROTECT_POLICY_H

#include "core/digest.h"
#include "core/json.h"
#include "protect/cells/cells.h"
#include "protect/rules/rule.h"

/* A level of a dimension, with what its rows weigh. */
struct policy_level {
	const char *dimension, *level;
	double weight;
	struct json at;
	int axis; /* bound; -1: no table has it */
};

/* In every cell and for all to know, part <= whole. */
struct policy_relation {
	const char *whole_name, *part_name;
	struct json at;
	int whole, part; /* measures */
};

/* In every cell and for all to know, each of `count` has low to high of `sum`. */
struct policy_per_head {
	const char *sum_name, *count_name;
	const char *low_text, *high_text; /* NULL: no bound */
	struct json at;
	int sum, count;	   /* measures */
	int64_t low, high; /* in units of the sum's column */
	bool has_low, has_high;
};

struct policy {
	struct json_doc *doc;
	char digest[SHA256_HEX]; /* of the file */
	int64_t threshold;	 /* 0: no minimum frequency */
	struct json counts;	 /* names; may be absent */
	const char *basis;	 /* of the minimum frequency, or NULL */
	const char *cost;	 /* or NULL */
	struct json keep;	 /* codes; may be absent */
	/* Bound: one FREQUENCY for each of the counts first, then the others, ZERO last. */
	struct policy_rule *rules;
	int nrules;
	bool protects_zeros;
	struct policy_relation *relations;
	int nrelations;
	struct policy_per_head *per_head;
	int nper_head;
	struct policy_level *weights, *fallback;
	int nweights, nfallback;
	long long audit_rounds, audit_pivots;
	bool has_night;
	int64_t minimum_change; /* default: the threshold, or POLICY_CHANGE */
	int final_after;	/* months; -1: never */
	struct json revise;	/* codes of periods; may be absent */
	struct json method;	/* not read here; may be absent */
	/* Bound to a table: */
	int *count_measures;
	int ncounts;
	int cost_measure; /* the first of that name; -1: every row costs the same */
	/* Private: as written, before they are bound. */
	struct policy_rule *written;
	int nwritten, nwritten_relations, nwritten_per_head;
};

enum { POLICY_ROUNDS = 20, POLICY_PIVOTS = 2000000, POLICY_CHANGE = 5 };

int policy_read(const char *path, struct policy *p, struct err *err);
/* From text, for tests; `name` stands for the file in messages. */
int policy_parse(const char *name, struct str text, struct policy *p, struct err *err);
void policy_release(struct policy *p);
/* Finds measures and dimensions; a name that no table has is ERR_CONFIG. */
int policy_bind(struct policy *p, const struct cells *c, struct err *err);
/* Whether one of the row's codes is to be kept. */
bool policy_keeps(const struct policy *p, const struct cells *c, uint32_t row);
/* What its suppression costs the users; for comparisons only, 0 or more. */
double policy_cost(const struct policy *p, const struct cells *c, uint32_t row);

#endif
