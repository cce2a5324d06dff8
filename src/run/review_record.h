/*
 * review_record: one signed line of REVIEWS/NAME.jsonl.
 *
 *	{"step":"first","pipeline":"...","digest":"...","files":[{"path":"...",
 *	 "sha256":"..."},...],"name":"...","key":"...","time":"2026-11-22T18:00:00Z",
 *	 "previous":"...","demo":true,"signature":"..."}
 *
 * Members, order and blanks are fixed: a line that is written otherwise is no
 * record.  What is signed is the line without its signature member.  previous is
 * the SHA-256 of the line before, without its newline; zeros in the first one.
 */
#ifndef RUN_REVIEW_RECORD_H
#define RUN_REVIEW_RECORD_H

#include "run/review_policy.h"
#include "run/reviewers.h"

enum { REVIEW_TIME = 21 }; /* with the NUL */

struct review_record {
	enum review_step step;
	char *pipeline, *name, *signature;
	char digest[SHA256_HEX], previous[SHA256_HEX];
	char key[SIGN_ID], time[REVIEW_TIME];
	bool demo;
	struct policy_files files; /* without texts */
	char line[SHA256_HEX];	   /* digest of the whole line */
};

/* The line without newline; the signed text when `bare`. */
void review_record_put(const struct review_record *r, bool bare, struct buf *to);
/* what: for messages, "FILE: record 3".  ERR_GATE; does not look at the signature. */
int review_record_parse(const char *what, struct str line, struct review_record *r,
			struct err *err);
/* Signs and sets r->signature and r->line. */
int review_record_sign(struct review_record *r, const struct sign_key *key, struct err *err);
bool review_record_is_signed_by(const struct review_record *r, const struct sign_key *key);
void review_record_release(struct review_record *r);

#endif
