/*
 * filing_issue: an approved report, made again, on its way into a release.
 */
#ifndef RUN_FILING_ISSUE_H
#define RUN_FILING_ISSUE_H

#include "run/filing.h"
#include "run/outlet.h"

/* What was made again must be what was approved: ERR_GATE names what changed. */
int filing_compare(const struct outlet *w, const struct filing *f, struct err *err);
/* Its rows and documents into the release folder. */
int filing_pack(struct outlet *w, const struct filing *f, struct err *err);
/* ERR_GATE when what was agreed to was touched since. */
int filing_require_still(const struct filing *f, const struct review_policy *agreed,
			 struct err *err);
/* The twin and the trace become what is approved; one that was before stays beside it. */
int filing_keep(const struct outlet *w, const struct filing *f, struct err *err);

/* FROM/NAME becomes TO/AS. */
int filing_move(const char *from, const char *name, const char *to, const char *as,
		struct err *err);

#endif
