/*
 * report_spec: pipelines/NAME/report.json: how a report is made: the record sets and releases
 * that it is made from, a rule for each number, what is said in words, what an officer
 * enters.  yg-report.1 documents every key.
 *
 * Read strictly: a file that names a record set or release that it does not declare, or a
 * number twice, is ERR_CONFIG.  Strings are views into the document.
 */
#ifndef REPORT_REPORT_SPEC_H
#define REPORT_REPORT_SPEC_H

#include "core/date.h"
#include "core/filter.h"

struct spec_records {
	const char *name, *pipeline, *step, *key; /* step and key may be NULL */
};

struct spec_release {
	const char *name, *pipeline;
};

enum rule_kind {
	RULE_COUNT,    /* rows of a record set */
	RULE_SUM,      /* of a column */
	RULE_DISTINCT, /* values of a column */
	RULE_PERCENT,  /* of two figures */
	RULE_ADD,      /* figures, "-" before one that is taken off */
	RULE_CONVERT,  /* a figure in another unit */
	RULE_CELL,     /* of a published table */
	RULE_LAST,     /* a cell of the approved report of the period before */
	RULE_FIGURE,   /* another figure as it is */
	RULE_MISSING   /* declared to be not available, and why */
};

struct spec_at {
	const char *dimension, *code;
};

/* How one number is made. */
struct spec_rule {
	enum rule_kind kind;
	const char *of;	    /* record set, release, figure, key of a cell, or the reason */
	const char *column; /* SUM, DISTINCT; the measure of CELL */
	struct filter where;
	const char **terms; /* PERCENT (two), ADD */
	size_t nterms;
	const char *to; /* CONVERT */
	int scale;	/* PERCENT */
	struct spec_at *at;
	size_t nat;
	struct json json; /* for messages */
};

struct spec_figure {
	const char *name, *label, *unit; /* unit may be "" */
	struct spec_rule rule;
};

/* A cell of the form, or the cells of a row by the codes of a column. */
struct spec_bind {
	const char *edition; /* only of that edition; NULL: of all */
	const char *table;
	const char *cell;	  /* ROW/COLUMN, or NULL: then row */
	const char *row, *column; /* column may be NULL: the only one, or `by` */
	const char *by;		  /* a column of the record set, or NULL */
	struct spec_at *codes;	  /* code (dimension) to column of the form (code) */
	size_t ncodes;
	const char *all; /* column of the form for all rows, or NULL */
	struct spec_rule rule;
	struct json json;
};

/* A paragraph. */
struct spec_text {
	const char *condition; /* a figure that is a number other than 0, or a text; or NULL */
	const char *text;      /* NULL: nothing unless otherwise */
	const char *otherwise; /* or NULL */
	struct json json;
};

struct spec_narrative {
	const char *name; /* as the form calls it */
	struct spec_text *texts;
	size_t ntexts;
};

enum entry_type { ENTRY_COUNT, ENTRY_AMOUNT, ENTRY_PERCENT, ENTRY_TEXT };

struct spec_entry {
	const char *name, *label, *unit, *help; /* unit and help may be "" */
	enum entry_type type;
	int scale; /* places at most: ENTRY_AMOUNT, ENTRY_PERCENT */
	bool required;
	struct period from; /* required in periods from this one on; n is 0 for all */
	struct json json;
};

struct report_spec {
	struct json_doc *doc;
	const char *form, *title; /* form is NULL for tables of a bureau's own */
	struct spec_records *records;
	size_t nrecords;
	const char *requests, *events; /* what `cases` and `disputes` are derived from, or NULL */
	struct spec_release *releases;
	size_t nreleases;
	struct spec_figure *figures;
	size_t nfigures;
	struct spec_bind *binds;
	size_t nbinds;
	struct spec_narrative *narratives;
	size_t nnarratives;
	struct spec_entry *entries;
	size_t nentries;
	struct json crosstabs, compare; /* without a form: read by desk_yearbook.c */
};

int report_spec_read(const char *path, struct report_spec *s, struct err *err);
void report_spec_release(struct report_spec *s);

/* Each by its name, or NULL. */
const struct spec_records *spec_records_find(const struct report_spec *s, const char *name);
const struct spec_release *spec_release_find(const struct report_spec *s, const char *name);
const struct spec_entry *spec_entry_find(const struct report_spec *s, const char *name);

#endif
