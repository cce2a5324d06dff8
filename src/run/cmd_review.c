/* yg review: what a pipeline may publish, and who agreed to it. */
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "run/commands.h"
#include "run/folders.h"
#include "run/lock.h"
#include "run/review.h"
#include "run/review_report.h"
#include "run/signing.h"

typedef int each(const struct site *site, const struct pipeline *p, const struct review *r);

static int show(const struct site *site, const struct pipeline *p, const struct review *r)
{
	struct buf text = BUF_INIT;

	review_show(site, p, r, &text);
	fwrite(text.p, 1, text.n, stdout);
	buf_release(&text);
	return 0;
}

static int list(const struct site *site, const struct pipeline *p, const struct review *r)
{
	(void)site;
	if (r->approved)
		printf("%-20s  approved    %s  %s, after %s%s\n", p->name, r->approved->time,
		       r->approved->name, r->first->name,
		       r->approved->demo ? "  (demonstration keys)" : "");
	else if (r->first)
		printf("%-20s  waits for an approval, after %s by %s\n", p->name, r->first->time,
		       r->first->name);
	else if (r->last)
		printf("%-20s  changed after the approval of %s\n", p->name, r->last->time);
	else
		printf("%-20s  never approved\n", p->name);
	return 0;
}

static int for_each(const struct site *site, const char *const *names, size_t n, each *function,
		    struct err *err)
{
	struct pipeline p;
	struct review r;
	size_t i;
	int ret = 0;

	for (i = 0; i < n && ret == 0; i++) {
		ret = review_of(site, names[i], &p, &r, err);
		if (ret == 0)
			ret = function(site, &p, &r);
		review_release(&r);
		pipeline_release(&p);
	}
	return ret;
}

static int sign_one(const struct site *site, const char *name, enum review_step step,
		    const struct signer *by, struct err *err)
{
	static const char *const done[] = { "the first review", "the approval" };
	struct pipeline p;
	bool is_new = false;
	int ret = pipeline_read(site, name, &p, err);

	if (ret == 0)
		ret = review_sign(site, &p, step, by, &is_new, err);
	if (ret < 0)
		err_wrap(err, "%s", name);
	else if (is_new)
		printf("%s  %s by %s is recorded\n", name, done[step], by->name);
	else
		printf("%s  is reviewed so already\n", name);
	pipeline_release(&p);
	return ret;
}

static int sign(const struct site *site, const struct command_options *o, const char *const *names,
		size_t n, struct err *err)
{
	struct signer by = { .name = o->as, .policy = o->policy };
	enum review_step step;
	size_t i;
	int ret;

	if (signing_step(o, &step, err) < 0)
		return -1;
	ret = sign_key_load(o->key, &by.key, err);
	for (i = 0; i < n && ret == 0; i++)
		ret = sign_one(site, names[i], step, &by, err);
	sign_key_free(by.key);
	return ret;
}

static int demo(const struct site *site, const char *const *names, size_t n, struct err *err)
{
	size_t count;
	int ret = review_demo(site, names, n, &count, err);

	if (ret == 0 && count)
		log_info("%zu %s approved by generated demonstration keys: no person has looked "
			 "at %s",
			 count, count == 1 ? "policy" : "policies", count == 1 ? "it" : "them");
	return ret;
}

/* Two who sign at once would both write the same next record. */
static int write_locked(const struct site *site, const struct command_options *o,
			const char *const *names, size_t n, struct err *err)
{
	char *path;
	int lock, ret;

	if (folders_check(site, err) < 0 || file_make_dirs(site->private_dir, 0700, err) < 0 ||
	    file_make_dirs(site->state_dir, 0700, err) < 0 ||
	    file_make_dirs(site->reviews_dir, 0755, err) < 0)
		return -1;
	path = file_join(site->state_dir, "review.lock");
	lock = lock_take(path, err);
	free(path);
	if (lock < 0)
		return -1;
	ret = o->demo ? demo(site, names, n, err) : sign(site, o, names, n, err);
	lock_drop(lock);
	return ret;
}

static int check_usage(const struct command_options *o, size_t n, struct err *err)
{
	if ((o->sign != NULL) + (o->report != NULL) + o->list + o->demo > 1)
		return err_set(err, ERR_USAGE, "one of --sign, --list, --report and --demo");
	if (signing_check(o, n, err) < 0)
		return -1;
	if (o->sign && !n)
		return err_set(err, ERR_USAGE, "--sign names the pipelines that were reviewed");
	return 0;
}

int cmd_review(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err)
{
	const char *const *which = names;
	char **all = NULL;
	size_t nall = 0;
	int ret = check_usage(o, n, err);

	if (ret == 0 && !n) {
		ret = pipeline_public_names(site, &all, &nall, err);
		which = (const char *const *)all;
		n = nall;
	}
	if (ret < 0)
		goto out;
	if (o->sign || o->demo)
		ret = write_locked(site, o, which, n, err);
	else if (o->report)
		ret = review_report(site, o->report, which, n, err);
	else
		ret = for_each(site, which, n, o->list ? list : show, err);
out:
	file_list_free(all, nall);
	return ret;
}
