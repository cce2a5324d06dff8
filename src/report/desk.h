/*
 * desk: one report on its way: what it is made from, its numbers, its words, what the checks
 * found, the files.
 */
#ifndef REPORT_DESK_H
#define REPORT_DESK_H

#include "core/opt.h"
#include "core/site.h"
#include "report/figure/entered.h"
#include "report/figure/figure_make.h"
#include "report/check/verdict.h"

struct desk_options {
	const char *period, *last, *entered, *day, *output, *trace, *rows;
	struct opt_list records, releases; /* NAME=PATH */
	bool draft;
};

/* A filled form and the edition that it is of. */
struct filed {
	struct form form;
	struct filled filled;
	bool is_open;
};

struct desk {
	const struct desk_options *options;
	struct site site;
	struct report_spec spec;
	char *name; /* annual-report: that of its file */
	struct period period;
	char period_text[9];
	int32_t day; /* overdue is judged at its end */
	struct filed report, last;
	struct recordset *sets;
	size_t nsets;
	struct released *releases;
	size_t nreleases;
	struct entered entered;
	bool has_entered;
	struct figures figures;
	struct figure_world world;
	struct verdicts verdicts;
	struct doc doc;
};

/* Reads REPORT.json, the site and the form; with_period: the period is needed. */
int desk_open(struct desk *d, const struct desk_options *o, const char *path, bool with_period,
	      struct err *err);
void desk_close(struct desk *d);

/* Reads what was given: record sets and what is derived from them, releases, the report of the
 * period before, what was entered. */
int desk_gather(struct desk *d, struct err *err);
/* Figures, then the form with its words; what is open or wrong is in d->verdicts. */
int desk_figures(struct desk *d, struct err *err);
int desk_fill(struct desk *d, struct err *err);
/* Tables of a bureau's own, without a form: crosstabs and comparisons into d->doc. */
int desk_yearbook(struct desk *d, struct err *err);
void desk_yearbook_json(const struct desk *d, struct buf *b);

/* The document as it is printed; a draft begins with what is to be answered. */
int desk_document(struct desk *d, struct err *err);
/* ERR_GATE or ERR_DATA when open questions or errors hold the report. */
int desk_judge(const struct desk *d, struct err *err);
/* All files into the folder, whole or not at all, and the trace. */
int desk_write(struct desk *d, struct err *err);

/* Opens a filled form: the JSON twin of a report, or any document that doc_read() reads; form: the
 * name of the form of a document. */
int filed_read(const char *path, const struct site *site, const char *form, struct filed *f,
	       struct err *err);
void filed_release(struct filed *f);

#endif
