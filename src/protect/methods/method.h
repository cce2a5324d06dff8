/*
 * method: how a table is protected when not by suppression: the member `method` of
 * protect.json, one for each table.
 *
 *	{"rounding": {"base": 3, "counts": ["persons"]}}
 *	{"cell_key": {"key_measure": "cell_key", "counts": ["persons"],
 *	              "D": 5, "V": "3", "js": 2, "pstay": "0.5", "monotone": true}}
 *	{"laplace": {"counts": [{"measure": "persons", "sensitivity": 1, "cells": 1}],
 *	             "epsilon": "1/2", "budget": "one-off-2026", "total": "4", "key": "noise",
 *	             "at_least_zero": true}}
 *	{"gaussian": the same with "rho" in the place of "epsilon"}
 *
 * Every published measure must be one of the counts: nothing leaves as it is.
 */
#ifndef PROTECT_METHOD_H
#define PROTECT_METHOD_H

#include "protect/outcome.h"
#include "protect/rules/policy.h"
#include "protect/methods/ptable.h"
#include "protect/methods/ratio.h"

enum method_kind {
	METHOD_SUPPRESSION, /* not this file's */
	METHOD_ROUNDING,
	METHOD_CELL_KEY,
	METHOD_LAPLACE,
	METHOD_GAUSSIAN
};

struct method_count {
	const char *name;
	struct json at;
	int measure; /* once bound */
	/* Noise: */
	struct ratio
		sensitivity; /* what one person changes in one cell at most, in the column's unit */
	long long cells;     /* in how many of the finest cells one person may be */
	/* Once noise is bound, in units of the column's last digit: */
	long long rows;	    /* in how many rows the person of one finest cell is */
	struct ratio scale; /* of the Laplace noise, or the variance of the Gaussian */
};

struct method {
	enum method_kind kind;
	struct json at;
	struct method_count *counts;
	int ncounts;
	/* Rounding: */
	int base;
	/* Cell key: */
	const char *key_measure;
	const char *v_text, *pstay_text; /* pstay may be NULL */
	struct ptable_rule rule;
	/* Noise: */
	const char *key_name, *budget;
	struct ratio cost, total;
	bool at_least_zero;
	/* The caller's: the ledger of --budget, or NULL: of the site's private folder. */
	const char *budget_file;
};

/* METHOD_SUPPRESSION when the policy names none, or "suppression". */
int method_read(const struct policy *p, struct method *m, struct err *err);
void method_release(struct method *m);
/*
 * Sets what is shown of every row of the first table, and o->method.  digest: of the input, or
 * NULL: it is worked out here.  Noise is spent from the budget when all else is done.  ERR_CONFIG
 * when table and method do not fit, ERR_GATE when the budget is spent.
 */
int method_apply(struct method *m, const struct cells *c, const struct policy *p,
		 const char *digest, struct outcome *o, struct err *err);
/* The statement for the metadata yg.method, as JSON; to be freed.  Of a bound method. */
char *method_statement(const struct method *m, const struct cells *c);

#endif
