/*
 * review_log: the reviews of one pipeline, REVIEWS/NAME.jsonl, each signed and
 * tied to the one before by its digest.
 *
 * Reading checks all of it: form, pipeline, reviewer, key, signature, order,
 * time.  How far it was the last time is kept in STATE/reviews/NAME, so that an
 * end that was cut off is noticed as well.  The reviewed texts lie in
 * REVIEWS/texts/SHA256.
 */
#ifndef RUN_REVIEW_LOG_H
#define RUN_REVIEW_LOG_H

#include "run/review_record.h"

struct review_log {
	char *path, *mark; /* the mark: in the state folder */
	char *pipeline;
	struct buf text;
	struct review_record *records;
	size_t n;
	size_t marked; /* so many were there when it was last looked at */
};

/* No file: no records.  What is not whole is ERR_GATE and names the record. */
int review_log_read(const struct site *site, const char *pipeline,
		    const struct reviewers *reviewers, struct review_log *log, struct err *err);
void review_log_release(struct review_log *log);
/* The machine's clock, UTC: a review has its time, a release never does. */
void review_now(char text[REVIEW_TIME]);
/* Signs r (of which previous and time are set here) and adds it; takes r over. */
int review_log_append(struct review_log *log, struct review_record *r, const struct sign_key *key,
		      struct err *err);
/* Keeps how many records there are, when that is news. */
int review_log_mark(struct review_log *log, struct err *err);

/* Keeps the texts of the policy beside the records. */
int review_texts_keep(const struct site *site, const struct policy_files *files, struct err *err);
/* A text that was kept; 0 when it is not there or not what it was. */
int review_text_find(const struct site *site, const char *sha256, struct buf *to);

#endif
