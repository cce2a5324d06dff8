/*
 * transfer: the rows of one plan on their way from a session to a writer.
 */
#ifndef EXTRACT_TRANSFER_H
#define EXTRACT_TRANSFER_H

#include "core/reader.h"
#include "extract/query.h"
#include "extract/scan.h"
#include "extract/session.h"

struct transfer {
	struct session *session;
	struct query_input in;
	struct query query;
	/* The rest is private. */
	struct scan *scans;
	size_t nscans;
};

/* Makes t->query of t->in, which the caller has set. */
int transfer_open(struct transfer *t, struct session *session, struct err *err);
/* Prepares the statement on every connection: what is wrong with it shows here. */
int transfer_prepare(struct transfer *t, struct err *err);
int transfer_rows(struct transfer *t, struct writer *to, struct err *err);
/* What was left out, and every use of a rule. */
void transfer_log(const struct transfer *t);
void transfer_close(struct transfer *t);

#endif
