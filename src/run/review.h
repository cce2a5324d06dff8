/*
 * review: whether two persons have agreed to what a pipeline publishes.
 *
 * A policy (review_policy.h) counts as approved when the records of its
 * pipeline (review_log.h) are whole and hold, since the last approval of another
 * policy, a first review (初审) and after it an approval (审定) of this very digest,
 * by two names with two keys that may sign.  The same holds for whatever else two
 * persons must agree to, as the draft of a report (filing.h): files, and the name of
 * a log.
 */
#ifndef RUN_REVIEW_H
#define RUN_REVIEW_H

#include "run/review_log.h"

struct review {
	const char *what;	     /* "policy", or what it is: for messages */
	struct review_policy policy; /* as it is now */
	struct reviewers reviewers;
	struct review_log log;
	/* Views into log, NULL when there is none: */
	const struct review_record *first;    /* counts for the policy of now */
	const struct review_record *approved; /* counts: the policy may be used */
	const struct review_record *last;     /* the last approval, of whatever policy */
	struct err why; /* kind 0, or why a record of the policy does not count */
};

int review_read(const struct site *site, const struct pipeline *p, struct review *r,
		struct err *err);
/* The same of other files: what, and the log REVIEWS/SUBJECT.jsonl; files is taken over. */
int review_read_files(const struct site *site, const char *subject, const char *what,
		      struct review_policy *files, struct review *r, struct err *err);
/* Pipeline and review by its name, both to be released whatever is returned. */
int review_of(const struct site *site, const char *name, struct pipeline *p, struct review *r,
	      struct err *err);
void review_release(struct review *r);

/*
 * 0, or ERR_GATE: what has changed or is missing, and the command to look at it.
 * *policy, when policy is not NULL, is what was approved, to be released in any
 * case: whoever publishes under it asks review_require_still() before.
 */
int review_require(const struct site *site, const struct pipeline *p, struct review_policy *policy,
		   struct err *err);
/* The same once more, and that no file was touched since. */
int review_require_still(const struct site *site, const struct pipeline *p,
			 const struct review_policy *policy, struct err *err);

struct signer {
	const char *name;
	struct sign_key *key;
	const char *policy; /* how the digest begins that was looked at, or NULL */
};

/*
 * Adds a record; an error when this name or key may not, the policy is another by
 * now than the one that was looked at, or the step is not the next one.  When it is
 * there already: 0, and *is_new is false.
 */
int review_sign(const struct site *site, const struct pipeline *p, enum review_step step,
		const struct signer *by, bool *is_new, struct err *err);

/* Makes the demonstration's reviewers and keys where they are absent, and signs
 * what lacks it; only on a site that is a demonstration.  *n: how many policies. */
int review_demo(const struct site *site, const char *const *names, size_t nnames, size_t *n,
		struct err *err);

/* The same of a review as it was read, when is_kept with its texts beside the records. */
int review_sign_read(const struct site *site, struct review *r, bool is_kept, enum review_step step,
		     const struct signer *by, bool *is_new, struct err *err);
/* Why what was reviewed does not count as approved: added to `to`. */
void review_reason(const struct review *r, struct buf *to);

/* The demonstration's two signers, by step; to be released in any case. */
int review_demo_open(const struct site *site, struct signer by[2], struct err *err);
void review_demo_release(struct signer by[2]);

/* What a person must know of the policy: added to `to`. */
void review_show(const struct site *site, const struct pipeline *p, const struct review *r,
		 struct buf *to);

#endif
