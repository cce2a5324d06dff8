#include "run/review.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/path.h"

enum { SHOWN_FILES = 4 };

/* Whether record `a` may count as the approval of what `f` reviewed first. */
static bool are_two(const struct review_record *f, const struct review_record *a)
{
	return strcmp(f->name, a->name) != 0 && strcmp(f->key, a->key) != 0;
}

static bool may_count(const struct site *site, struct review *r, const struct review_record *record)
{
	const struct reviewer *by = reviewer_find(&r->reviewers, record->name);

	if (record->demo && !site->is_demo)
		err_set(&r->why, ERR_GATE, "%s signed as a demonstration, which this site is not",
			record->name);
	else if (by && reviewer_may(site, by, record->step, record->time, &r->why) == 0)
		return true;
	return false;
}

/* The last first review before `end` by somebody else than `other`, NULL being nobody. */
static const struct review_record *find_first(const struct site *site, struct review *r,
					      size_t begin, size_t end,
					      const struct review_record *other)
{
	const struct review_record *f;
	size_t i;

	for (i = end; i > begin; i--) {
		f = &r->log.records[i - 1];
		if (f->step == REVIEW_FIRST && strcmp(f->digest, r->policy.digest) == 0 &&
		    (!other || are_two(f, other)) && may_count(site, r, f))
			return f;
	}
	return NULL;
}

/* An older approval of the same text is worth nothing once another one came after it. */
static void judge(const struct site *site, struct review *r)
{
	const struct review_record *records = r->log.records, *first;
	size_t i, begin = 0;

	for (i = 0; i < r->log.n; i++) {
		if (records[i].step != REVIEW_APPROVE)
			continue;
		r->last = &records[i];
		if (strcmp(records[i].digest, r->policy.digest) != 0)
			begin = i + 1;
	}
	for (i = r->log.n; i > begin && !r->approved; i--) {
		if (records[i - 1].step != REVIEW_APPROVE || !may_count(site, r, &records[i - 1]))
			continue;
		first = find_first(site, r, begin, i - 1, &records[i - 1]);
		if (first) {
			r->first = first;
			r->approved = &records[i - 1];
		} else if (!r->why.kind) {
			err_set(&r->why, ERR_GATE,
				"%s approved it without a first review by somebody else",
				records[i - 1].name);
		}
	}
	if (!r->approved)
		r->first = find_first(site, r, begin, r->log.n, NULL);
}

int review_read(const struct site *site, const struct pipeline *p, struct review *r,
		struct err *err)
{
	struct review_policy policy;

	if (review_policy_read(site, p, &policy, err) == 0)
		return review_read_files(site, p->name, "policy", &policy, r, err);
	*r = (struct review){ .what = "policy", .policy = policy };
	return -1;
}

int review_read_files(const struct site *site, const char *subject, const char *what,
		      struct review_policy *files, struct review *r, struct err *err)
{
	*r = (struct review){ .what = what, .policy = *files };
	memset(files, 0, sizeof(*files));
	if (reviewers_read(site, &r->reviewers, err) < 0 ||
	    review_log_read(site, subject, &r->reviewers, &r->log, err) < 0)
		return -1;
	judge(site, r);
	return 0;
}

int review_of(const struct site *site, const char *name, struct pipeline *p, struct review *r,
	      struct err *err)
{
	int ret;

	memset(r, 0, sizeof(*r));
	ret = pipeline_read(site, name, p, err);
	if (ret == 0)
		ret = review_read(site, p, r, err);
	return ret < 0 ? err_wrap(err, "%s", name) : 0;
}

void review_release(struct review *r)
{
	review_policy_release(&r->policy);
	reviewers_release(&r->reviewers);
	review_log_release(&r->log);
}

static void name_file(struct buf *to, size_t *n, const char *path, const char *what)
{
	if (++*n <= SHOWN_FILES)
		buf_printf(to, "%s%s%s", *n > 1 ? ", " : "", path, what);
}

static void name_changes(const struct policy_files *old, const struct policy_files *new,
			 struct buf *to)
{
	const struct policy_file *f;
	size_t i, n = 0;

	for (i = 0; i < new->n; i++) {
		f = policy_file_find(old, new->items[i].path);
		if (!f)
			name_file(to, &n, new->items[i].path, " (new)");
		else if (strcmp(f->sha256, new->items[i].sha256) != 0)
			name_file(to, &n, f->path, "");
	}
	for (i = 0; i < old->n; i++)
		if (!policy_file_find(new, old->items[i].path))
			name_file(to, &n, old->items[i].path, " (removed)");
	if (n > SHOWN_FILES)
		buf_printf(to, " and %zu more", n - SHOWN_FILES);
}

void review_reason(const struct review *r, struct buf *to)
{
	if (r->why.kind) {
		buf_printf(to, "the review of this %s does not count: %s", r->what, r->why.msg);
	} else if (!r->last) {
		buf_printf(to, "this %s has never been approved", r->what);
	} else {
		buf_printf(to, "the %s was changed after its approval of %s: ", r->what,
			   r->last->time);
		name_changes(&r->last->files, &r->policy.files, to);
	}
}

static int refuse(const struct review *r, const char *name, struct err *err)
{
	struct buf reason = BUF_INIT;

	review_reason(r, &reason);
	if (r->first)
		err_set(err, ERR_GATE, "%s; it waits for an approval after %s: yg review %s",
			reason.p, r->first->name, name);
	else
		err_set(err, ERR_GATE, "%s; look at it and have it reviewed: yg review %s",
			reason.p, name);
	buf_release(&reason);
	return -1;
}

int review_require(const struct site *site, const struct pipeline *p, struct review_policy *policy,
		   struct err *err)
{
	struct review r;
	int ret = review_read(site, p, &r, err);

	if (ret == 0 && !r.approved)
		ret = refuse(&r, p->name, err);
	if (ret == 0)
		ret = review_log_mark(&r.log, err);
	if (policy) {
		*policy = r.policy;
		memset(&r.policy, 0, sizeof(r.policy));
	}
	review_release(&r);
	return ret;
}

int review_require_still(const struct site *site, const struct pipeline *p,
			 const struct review_policy *policy, struct err *err)
{
	struct review_policy now;
	const char *path;
	int ret = review_require(site, p, &now, err);

	path = ret == 0 ? review_policy_touched(policy, &now) : NULL;
	if (path)
		ret = err_set(err, ERR_GATE, "%s was touched while the night was at work; held",
			      path);
	review_policy_release(&now);
	return ret;
}

/* The reviewer, whose key this must be. */
static const struct reviewer *find_signer(const struct site *site, const struct review *r,
					  const struct signer *by, struct err *err)
{
	const char *file = path_shown(r->reviewers.path);
	const struct reviewer *reviewer = reviewer_find(&r->reviewers, by->name);

	if (!reviewer)
		err_set(err, ERR_CONFIG, "%s: %s no reviewer %s", file,
			r->reviewers.exists ? "names" : "does not exist and so names", by->name);
	else if (strcmp(sign_key_id(reviewer->key), sign_key_id(by->key)) != 0)
		err_set(err, ERR_PERM, "the key %s is not that of %s, %s in %s",
			sign_key_id(by->key), by->name, sign_key_id(reviewer->key), file);
	else if (site->national && sign_key_algorithm(by->key) != SIGN_SM2)
		err_set(err, ERR_PERM, "this site signs with sm2 only, the key of %s is %s",
			by->name, sign_algorithms[sign_key_algorithm(by->key)]);
	else
		return reviewer;
	return NULL;
}

/* Whether it is there already; an error when the step is not the next one. */
static int check_step(const struct review *r, enum review_step step, const struct signer *by,
		      bool *is_there, struct err *err)
{
	*is_there = r->approved ||
		    (step == REVIEW_FIRST && r->first && strcmp(r->first->name, by->name) == 0);
	if (*is_there || step == REVIEW_FIRST)
		return 0;
	if (!r->first)
		return err_set(err, ERR_GATE,
			       "an approval needs a first review of this very %s (%.12s), "
			       "and there is none",
			       r->what, r->policy.digest);
	if (strcmp(r->first->name, by->name) == 0)
		return err_set(err, ERR_GATE,
			       "%s gave the first review: the approval is for somebody else",
			       by->name);
	return 0;
}

static void copy_files(const struct policy_files *from, struct policy_files *to)
{
	size_t i;

	to->items = mem_zalloc(from->n, sizeof(*to->items));
	for (i = 0; i < from->n; i++) {
		to->items[i].path = mem_strdup(from->items[i].path);
		to->items[i].text = (struct buf)BUF_INIT;
		memcpy(to->items[i].sha256, from->items[i].sha256, SHA256_HEX);
	}
	to->n = from->n;
}

static int add_record(struct review *r, enum review_step step, const struct signer *by,
		      bool is_demo, struct err *err)
{
	struct review_record record = { .step = step, .demo = is_demo };
	int ret;

	record.pipeline = mem_strdup(r->log.pipeline);
	record.name = mem_strdup(by->name);
	memcpy(record.digest, r->policy.digest, SHA256_HEX);
	memcpy(record.key, sign_key_id(by->key), SIGN_ID);
	copy_files(&r->policy.files, &record.files);
	ret = review_log_append(&r->log, &record, by->key, err);
	review_record_release(&record);
	return ret;
}

/* Nobody signs what has come since the look at it. */
static int check_seen(const struct review *r, const struct signer *by, struct err *err)
{
	if (!by->policy || strncmp(r->policy.digest, by->policy, strlen(by->policy)) == 0)
		return 0;
	return err_set(err, ERR_GATE,
		       "the %s is %.12s by now, not %.12s: look at it again before you sign",
		       r->what, r->policy.digest, by->policy);
}

int review_sign_read(const struct site *site, struct review *r, bool is_kept, enum review_step step,
		     const struct signer *by, bool *is_new, struct err *err)
{
	const struct reviewer *reviewer = find_signer(site, r, by, err);
	char now[REVIEW_TIME];
	bool is_there = false;

	review_now(now);
	*is_new = false;
	if (!reviewer || reviewer_may(site, reviewer, step, now, err) < 0 ||
	    check_seen(r, by, err) < 0 || check_step(r, step, by, &is_there, err) < 0)
		return -1;
	if (is_there)
		return 0;
	if (is_kept && review_texts_keep(site, &r->policy.files, err) < 0)
		return -1;
	*is_new = add_record(r, step, by, reviewer->demo, err) == 0;
	return *is_new ? 0 : -1;
}

int review_sign(const struct site *site, const struct pipeline *p, enum review_step step,
		const struct signer *by, bool *is_new, struct err *err)
{
	struct review r;
	int ret = review_read(site, p, &r, err);

	*is_new = false;
	if (ret == 0)
		ret = review_sign_read(site, &r, true, step, by, is_new, err);
	review_release(&r);
	return ret;
}
