/* yg report: the forms and reports of the bureau, from the draft to the release. */
#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/log.h"
#include "core/mem.h"
#include "core/path.h"
#include "core/program.h"
#include "run/commands.h"
#include "run/filing_make.h"
#include "run/folders.h"
#include "run/lock.h"
#include "run/own_folder.h"
#include "run/signing.h"

static const char default_report[] = "annual-report";

/* What was asked for. */
struct asked {
	struct site *site;
	const struct command_options *o;
	struct pipeline pipeline;
	struct filing filing;
};

static int open_lock(struct site *site, const char *name, struct err *err)
{
	char *path = file_join(site->state_dir, name);
	int lock = lock_take(path, err);

	free(path);
	return lock;
}

/* Draft or publication: as a night, one at a time. */
static int make(const struct asked *a,
		int (*function)(struct night *, const struct filing *, struct err *),
		struct err *err)
{
	struct night night = { .site = a->site, .options = a->o };
	char *path = file_join(a->site->state_dir, "yg.db");
	int lock = -1, ret = -1;

	date_format(a->o->day.today, night.as_of);
	if (folders_make(a->site, err) == 0)
		lock = open_lock(a->site, "yg.lock", err);
	if (lock >= 0 && own_folder(&night.programs, err) == 0 &&
	    state_open(path, 0, &night.state, err) == 0)
		ret = function(&night, &a->filing, err);
	state_close(night.state);
	if (lock >= 0)
		lock_drop(lock);
	free(night.programs);
	free(path);
	return ret;
}

static int draft(const struct asked *a, struct err *err)
{
	const struct filing *f = &a->filing;
	struct buf lines = BUF_INIT;
	size_t open, errors;
	struct review r = { .log = { .text = BUF_INIT } };
	int ret = make(a, filing_make_draft, err);

	if (ret == 0)
		ret = filing_findings(f, true, &open, &errors, &lines, err);
	if (ret == 0)
		ret = filing_review(f, &r, err);
	if (ret == 0) {
		printf("%s %s  draft %.12s\n  %s\n  %zu open, %zu error%s\n%s", a->pipeline.name,
		       f->period, r.policy.digest, path_shown(f->draft), open, errors,
		       errors == 1 ? "" : "s", lines.p);
	}
	review_release(&r);
	buf_release(&lines);
	return ret;
}

static int sign_by(const struct asked *a, enum review_step step, const struct signer *by,
		   struct err *err)
{
	static const char *const done[] = { "the first review", "the approval" };
	bool is_new;

	if (filing_sign(&a->filing, step, by, &is_new, err) < 0)
		return -1;
	if (is_new)
		printf("%s %s  %s by %s is recorded\n", a->pipeline.name, a->filing.period,
		       done[step], by->name);
	else
		printf("%s %s  is reviewed so already\n", a->pipeline.name, a->filing.period);
	return 0;
}

/* Two who sign at once would both write the same next record. */
static int sign_locked(const struct asked *a, struct err *err)
{
	struct signer by = { .name = a->o->as, .policy = a->o->policy };
	enum review_step step;
	int lock, ret;

	if (signing_step(a->o, &step, err) < 0)
		return -1;
	if (folders_make(a->site, err) < 0 || file_make_dirs(a->site->reviews_dir, 0755, err) < 0)
		return -1;
	lock = open_lock(a->site, "review.lock", err);
	if (lock < 0)
		return -1;
	ret = sign_key_load(a->o->key, &by.key, err);
	if (ret == 0)
		ret = sign_by(a, step, &by, err);
	sign_key_free(by.key);
	lock_drop(lock);
	return ret;
}

/* Both signatures by generated keys: nobody has looked at it, and every record says so. */
static int sign_demo(const struct asked *a, struct err *err)
{
	struct signer by[2];
	int ret = review_demo_open(a->site, by, err), lock = -1;

	if (ret == 0) {
		lock = open_lock(a->site, "review.lock", err);
		ret = lock < 0 ? -1 : 0;
	}
	if (ret == 0)
		ret = sign_by(a, REVIEW_FIRST, &by[REVIEW_FIRST], err);
	if (ret == 0)
		ret = sign_by(a, REVIEW_APPROVE, &by[REVIEW_APPROVE], err);
	if (lock >= 0)
		lock_drop(lock);
	review_demo_release(by);
	return ret;
}

static int demo(const struct asked *a, struct err *err)
{
	const char *name = a->pipeline.name;
	size_t n;

	if (folders_make(a->site, err) < 0 || file_make_dirs(a->site->reviews_dir, 0755, err) < 0 ||
	    review_demo(a->site, &name, 1, &n, err) < 0 || draft(a, err) < 0 ||
	    sign_demo(a, err) < 0)
		return -1;
	return make(a, filing_publish, err);
}

static int work(struct asked *a, const char *name, const char *period, struct err *err)
{
	const struct command_options *o = a->o;
	int ret = pipeline_read(a->site, name, &a->pipeline, err);

	if (ret == 0)
		ret = filing_open(&a->filing, a->site, &a->pipeline, period, err);
	if (ret == 0)
		ret = o->draft	? draft(a, err)
		      : o->sign ? sign_locked(a, err)
		      : o->demo ? demo(a, err)
				: make(a, filing_publish, err);
	filing_release(&a->filing);
	pipeline_release(&a->pipeline);
	return ret < 0 ? err_wrap(err, "%s", name) : 0;
}

/* Which state it is in, in one line. */
static int show(const struct filing *f, struct err *err)
{
	const char *report = f->pipeline->name;
	struct review r = { .log = { .text = BUF_INIT } };
	struct buf lines = BUF_INIT;
	int is_public = filing_is_public(f, err), ret = is_public < 0 ? -1 : 0;
	size_t open, errors;

	if (ret == 0 && filing_has_draft(f)) {
		ret = filing_findings(f, false, &open, &errors, &lines, err);
		if (ret == 0)
			ret = filing_review(f, &r, err);
	}
	if (ret == 0 && is_public && !filing_has_other_draft(f))
		printf("%-20s  %-7s  published\n", report, f->period);
	else if (ret == 0 && r.approved)
		printf("%-20s  %-7s  approved     %s  %s, after %s%s\n", report, f->period,
		       r.approved->time, r.approved->name, r.first->name,
		       r.approved->demo ? "  (demonstration keys)" : "");
	else if (ret == 0 && r.first)
		printf("%-20s  %-7s  waits for an approval, after %s by %s\n", report, f->period,
		       r.first->time, r.first->name);
	else if (ret == 0 && filing_has_draft(f))
		printf("%-20s  %-7s  draft %.12s, %zu open, %zu error%s%s\n", report, f->period,
		       r.policy.digest, open, errors, errors == 1 ? "" : "s",
		       is_public ? "; another one is published" : "");
	else if (ret == 0)
		printf("%-20s  %-7s  no draft\n", report, f->period);
	buf_release(&lines);
	review_release(&r);
	return ret;
}

static int list_one(struct site *site, const struct pipeline *p, struct err *err)
{
	char **periods;
	struct filing f;
	size_t i, n;
	int ret = filing_periods(site, p->name, &periods, &n, err);

	if (ret == 0 && n == 0)
		printf("%-20s  %-7s  no draft\n", p->name, "");
	for (i = 0; ret == 0 && i < n; i++) {
		ret = filing_open(&f, site, p, periods[i], err);
		if (ret == 0)
			ret = show(&f, err);
		filing_release(&f);
	}
	file_list_free(periods, n);
	return ret;
}

/* All reports, or the one named. */
static int list(struct site *site, const char *name, struct err *err)
{
	struct pipeline p;
	char **all = NULL;
	size_t i, n = 0;
	int ret = name ? 0 : pipeline_names(site, &all, &n, err);

	for (i = 0; ret == 0 && i < (name ? 1 : n); i++) {
		ret = pipeline_read(site, name ? name : all[i], &p, err);
		if (ret == 0 && p.is_report)
			ret = list_one(site, &p, err);
		else if (ret == 0 && name)
			ret = err_set(err, ERR_USAGE, "%s is no report: yg run makes it", name);
		pipeline_release(&p);
	}
	file_list_free(all, n);
	return ret;
}

/* NAME, PERIOD or both; only the report of a year has a name that may be left out. */
static int read_operands(const char *const *names, size_t n, const char **name, const char **period,
			 struct err *err)
{
	struct period p;

	*name = *period = NULL;
	if (n > 2)
		return err_set(err, ERR_USAGE, "at most a report and a period");
	if (n == 2) {
		*name = names[0];
		*period = names[1];
	} else if (n == 1 && !period_parse(str_of(names[0]), &p)) {
		*name = names[0];
		if (isdigit((unsigned char)**name))
			return err_set(err, ERR_USAGE,
				       "\"%s\" is no period, as 2025, 2025-Q3 or 2025-10", *name);
	} else if (n == 1) {
		*period = names[0];
		if (p.level != PERIOD_YEAR)
			return err_set(err, ERR_USAGE, "%s of which report? yg report NAME %s",
				       *period, *period);
		*name = default_report;
	}
	return 0;
}

static int check_usage(const struct command_options *o, const char *period, struct err *err)
{
	int n = (o->sign != NULL) + o->draft + o->demo;

	if (n > 1)
		return err_set(err, ERR_USAGE, "one of --draft, --sign and --demo");
	if (n && !period)
		return err_set(err, ERR_USAGE, "%s needs a period",
			       o->draft	 ? "--draft"
			       : o->sign ? "--sign"
					 : "--demo");
	if (o->period)
		return err_set(err, ERR_USAGE, "a report has its period as an operand");
	return signing_check(o, 1, err);
}

int cmd_report(struct site *site, const struct command_options *o, const char *const *names,
	       size_t n, struct err *err)
{
	struct asked a = { .site = site, .o = o };
	const char *name, *period;

	if (read_operands(names, n, &name, &period, err) < 0 || check_usage(o, period, err) < 0)
		return -1;
	return period ? work(&a, name, period, err) : list(site, name, err);
}
