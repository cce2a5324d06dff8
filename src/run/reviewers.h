/*
 * reviewers: who may review a policy, REVIEWS/reviewers.json.
 *
 *	{ "reviewers": [ { "name": "...", "title": "...", "roles": ["first"],
 *	    "algorithm": "ed25519" | "sm2", "public_key": PEM or base64,
 *	    "until": "2026-12-31", "revoked": "why", "demo": true } ] }
 *
 * One who leaves stays in the file, with `until`: the last day of signing.
 * `revoked` takes the worth from everything that the key has ever signed.
 * `demo`: a generated key of a demonstration; on other sites it is worth nothing.
 * No name (however it is spaced or spelt, fold.h) and no key stands twice.
 */
#ifndef RUN_REVIEWERS_H
#define RUN_REVIEWERS_H

#include "core/sign.h"
#include "core/site.h"

enum review_step { REVIEW_FIRST, REVIEW_APPROVE };
extern const char *const review_steps[]; /* "first", "approve"; NULL-ended */

struct reviewer {
	char *name, *title, *until, *revoked; /* until, revoked: or NULL */
	unsigned roles;			      /* 1 << enum review_step */
	bool demo;
	struct sign_key *key; /* the public half */
};

struct reviewers {
	char *path;
	bool exists;
	struct reviewer *items;
	size_t n;
};

/* No file: nobody.  A file or folder that everybody may write is ERR_PERM. */
int reviewers_read(const struct site *site, struct reviewers *r, struct err *err);
void reviewers_release(struct reviewers *r);
const struct reviewer *reviewer_find(const struct reviewers *r, const char *name); /* or NULL */

/* Whether a signature of that time ("2026-11-22T18:00:00Z") counts; else ERR_GATE says why not. */
int reviewer_may(const struct site *site, const struct reviewer *r, enum review_step step,
		 const char *time, struct err *err);
/* Makes one more, whose key is taken over; reviewers_write() keeps it. */
void reviewers_add(struct reviewers *r, const char *name, const char *title, enum review_step role,
		   struct sign_key *public_key);
int reviewers_write(const struct reviewers *r, struct err *err);

#endif
