/*
 * filing_plan: what a report is made from, as far as the runner has to know: the
 * members `form`, `records` and `releases` of its report.json.
 *
 *	{ "form": "annual-report",
 *	  "records": { "documents": { "pipeline": "disclosed-documents", "step": "masked" } },
 *	  "releases": { "relief-funds": { "pipeline": "relief-funds" } } }
 *
 * yg-report reads the whole file, strictly; here what is not asked for is passed
 * over.  A pipeline that is not there, or a step of it that masks nothing, is ERR_CONFIG.
 */
#ifndef RUN_FILING_PLAN_H
#define RUN_FILING_PLAN_H

#include "run/pipeline.h"

struct filing_records {
	const char *name;   /* view into the document */
	struct pipeline of; /* whose records they are */
	size_t nsteps;	    /* the last of them masks */
};

struct filing_release {
	const char *name, *dataset; /* views */
};

struct filing_plan {
	struct json_doc *doc;
	const char *form; /* NULL: tables of the bureau's own */
	struct filing_records *records;
	size_t nrecords;
	struct filing_release *releases;
	size_t nreleases;
};

/* Of a pipeline that begins with a report.  Legal to release after -1. */
int filing_plan_read(const struct site *site, const struct pipeline *p, struct filing_plan *plan,
		     struct err *err);
void filing_plan_release(struct filing_plan *plan);

#endif
