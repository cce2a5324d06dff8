/*
 * filing_make: a report made from its records, releases and what was entered.
 *
 * The chains of the pipelines whose records it counts run up to their mask, each
 * into a file of the private folder of the work; yg-report reads them.  As a draft it
 * becomes the review copy of its period; else the approved one must come out again,
 * byte for byte in its JSON twin, and is packed, looked through and published.
 */
#ifndef RUN_FILING_MAKE_H
#define RUN_FILING_MAKE_H

#include "run/filing.h"
#include "run/outlet.h"

/* Either is a run of its own in the state; the caller holds the lock of runs. */
int filing_make_draft(struct night *n, const struct filing *f, struct err *err);
/* ERR_GATE when two persons did not agree to it, or when it is another by now. */
int filing_publish(struct night *n, const struct filing *f, struct err *err);

#endif
