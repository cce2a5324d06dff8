/* The reviewers of the demonstration: generated keys, marked as such in every record. */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "run/review.h"

static const struct {
	const char *file, *name, *title;
} persons[] = {
	[REVIEW_FIRST] = { "review-first.pem", "演示初审员", "初审（演示）" },
	[REVIEW_APPROVE] = { "review-approve.pem", "演示审定员", "审定（演示）" },
};

/* The reviewer with this key, or NULL. */
static const struct reviewer *find_by_key(const struct reviewers *r, const struct sign_key *key)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (strcmp(sign_key_id(r->items[i].key), sign_key_id(key)) == 0)
			return &r->items[i];
	return NULL;
}

/* A key that was lost leaves its name taken: what it signed is still there. */
static int introduce(struct reviewers *r, enum review_step step, const struct sign_key *key,
		     struct err *err)
{
	struct buf name = BUF_INIT, text = BUF_INIT;
	struct sign_key *public_key;
	int ret;

	buf_puts(&name, persons[step].name);
	if (reviewer_find(r, name.p))
		buf_printf(&name, " %s", sign_key_id(key));
	sign_public_text(key, &text);
	ret = sign_public_read(text.p, sign_key_algorithm(key), name.p, &public_key, err);
	if (ret == 0) {
		reviewers_add(r, name.p, persons[step].title, step, public_key);
		ret = reviewers_write(r, err);
	}
	buf_release(&name);
	buf_release(&text);
	return ret;
}

static int open_key(const struct site *site, enum review_step step, struct sign_key **key,
		    struct err *err)
{
	char *path = file_join(site->key_dir, persons[step].file);
	int ret = 0;

	*key = NULL;
	if (access(path, F_OK) < 0)
		ret = sign_key_create(path, site->national ? SIGN_SM2 : SIGN_ED25519, err);
	if (ret == 0)
		ret = sign_key_load(path, key, err);
	free(path);
	return ret;
}

static int open_signer(const struct site *site, struct reviewers *r, enum review_step step,
		       struct sign_key **key, const char **name, struct err *err)
{
	const struct reviewer *who;

	if (open_key(site, step, key, err) < 0)
		return -1;
	who = find_by_key(r, *key);
	if (!who) {
		if (introduce(r, step, *key, err) < 0)
			return -1;
		who = &r->items[r->n - 1];
	}
	*name = who->name;
	return 0;
}

/* What is approved already stays as it is. */
static int sign_each(const struct site *site, const char *const *names, size_t nnames,
		     const struct signer *by, size_t *n, struct err *err)
{
	bool is_first_new = false, is_new = false;
	struct pipeline p;
	size_t i;
	int ret = 0;

	for (i = 0; i < nnames && ret == 0; i++) {
		ret = pipeline_read(site, names[i], &p, err);
		if (ret == 0)
			ret = review_sign(site, &p, REVIEW_FIRST, &by[REVIEW_FIRST], &is_first_new,
					  err);
		if (ret == 0)
			ret = review_sign(site, &p, REVIEW_APPROVE, &by[REVIEW_APPROVE], &is_new,
					  err);
		if (ret < 0)
			err_wrap(err, "%s", names[i]);
		else
			*n += is_new;
		pipeline_release(&p);
	}
	return ret;
}

int review_demo_open(const struct site *site, struct signer by[2], struct err *err)
{
	struct reviewers r = { 0 };
	const char *names[2] = { NULL, NULL };
	int step, ret;

	memset(by, 0, 2 * sizeof(*by));
	if (!site->is_demo)
		return err_set(err, ERR_USAGE,
			       "--demo is for a site whose site.json says \"demo\": true");
	ret = file_make_dirs(site->key_dir, 0700, err);
	if (ret == 0)
		ret = reviewers_read(site, &r, err);
	for (step = REVIEW_FIRST; step <= REVIEW_APPROVE && ret == 0; step++) {
		ret = open_signer(site, &r, step, &by[step].key, &names[step], err);
		if (ret == 0)
			by[step].name = mem_strdup(names[step]);
	}
	reviewers_release(&r);
	return ret;
}

void review_demo_release(struct signer by[2])
{
	union {
		const char *in;
		char *out;
	} name; /* ours: copied when it was opened */
	int step;

	for (step = REVIEW_FIRST; step <= REVIEW_APPROVE; step++) {
		sign_key_free(by[step].key);
		name.in = by[step].name;
		free(name.out);
	}
}

int review_demo(const struct site *site, const char *const *names, size_t nnames, size_t *n,
		struct err *err)
{
	struct signer by[2];
	int ret = review_demo_open(site, by, err);

	*n = 0;
	if (ret == 0)
		ret = sign_each(site, names, nnames, by, n, err);
	review_demo_release(by);
	return ret;
}
