/*
 * filing: one report of one period on its way: drafted, agreed to by two persons,
 * public, and what the next one carries over from.
 *
 *	PRIVATE/reports/NAME/PERIOD/draft/	the review copy, its findings, its trace
 *	PRIVATE/reports/NAME/PERIOD/approved	leads to approved.DIGITS/: the JSON twin and the
 *						trace of what was approved, never rewritten
 *	PRIVATE/entered/NAME/PERIOD.json	or .xlsx: what an officer entered
 *	REVIEWS/NAME.PERIOD.jsonl		who agreed to which draft
 *
 * What is agreed to is the twin of the draft, its findings, what was entered and the
 * reviewed policy (review_policy.h), each by its digest.
 */
#ifndef RUN_FILING_H
#define RUN_FILING_H

#include "core/date.h"
#include "run/filing_plan.h"
#include "run/review.h"

struct filing {
	const struct site *site;
	const struct pipeline *pipeline;
	char period[9], last_period[9];
	char *name;		/* annual-report-2025: what its files are called */
	char *subject;		/* annual-report.2025: of its reviews */
	char *folder;		/* PRIVATE/reports/NAME/PERIOD */
	char *draft, *approved; /* in it; they may be absent */
	char *twin, *findings;	/* of the draft */
	char *kept;		/* the approved twin */
	char *entered, *last;	/* or NULL: there is none */
};

/* period: "2025", "2025-Q3" or "2025-10"; else ERR_USAGE.  Legal to release after -1. */
int filing_open(struct filing *f, const struct site *site, const struct pipeline *p,
		const char *period, struct err *err);
void filing_release(struct filing *f);

bool filing_has_draft(const struct filing *f);
/* A draft that is not what was approved last. */
bool filing_has_other_draft(const struct filing *f);
/* The review of the draft as it lies there, to be released in any case; ERR_GATE without one. */
int filing_review(const struct filing *f, struct review *r, struct err *err);
/* ERR_GATE, and why, unless two persons agreed to it.  *agreed, when agreed is not NULL, is to be
 * released in any case. */
int filing_require(const struct filing *f, struct review_policy *agreed, struct err *err);

/* Open questions and errors of the draft; their lines are added to `to`, remarks too when `all`. */
int filing_findings(const struct filing *f, bool all, size_t *open, size_t *errors, struct buf *to,
		    struct err *err);
/* As review_sign(); an approval of a draft that has any of these is ERR_GATE and names them. */
int filing_sign(const struct filing *f, enum review_step step, const struct signer *by,
		bool *is_new, struct err *err);

/* Whether a release shows the approved twin byte for byte: 1 or 0. */
int filing_is_public(const struct filing *f, struct err *err);
/* What a document of the report is called in a release, which has no capitals: to be freed. */
char *filing_public_name(const char *name);
/* The periods of a pipeline that have a folder, sorted; free with file_list_free(). */
int filing_periods(const struct site *site, const char *pipeline, char ***periods, size_t *n,
		   struct err *err);

#endif
