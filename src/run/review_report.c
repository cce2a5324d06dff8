#include "run/review_report.h"

#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"

struct counts {
	size_t policies, reports, first, approve, demo, pending;
};

static bool is_of_year(const struct review_record *r, const char *year)
{
	return strncmp(r->time, year, 4) == 0;
}

/* Whether the policy of record i had a record of that year before. */
static bool is_known(const struct review_log *log, size_t i, const char *year)
{
	size_t k;

	for (k = 0; k < i; k++)
		if (is_of_year(&log->records[k], year) &&
		    strcmp(log->records[k].digest, log->records[i].digest) == 0)
			return true;
	return false;
}

static void count(const struct review_log *log, const char *year, struct counts *c)
{
	/* annual-report.2025: what was reviewed is a draft, not a policy. */
	size_t *reviewed = strchr(log->pipeline, '.') ? &c->reports : &c->policies;
	size_t i;

	for (i = 0; i < log->n; i++) {
		if (!is_of_year(&log->records[i], year))
			continue;
		*reviewed += !is_known(log, i, year);
		c->first += log->records[i].step == REVIEW_FIRST;
		c->approve += log->records[i].step == REVIEW_APPROVE;
		c->demo += log->records[i].demo;
	}
}

/* Every NAME.jsonl, whether the pipeline is still there or not. */
static int count_logs(const struct site *site, const char *year, struct counts *c, struct err *err)
{
	struct reviewers reviewers;
	struct review_log log;
	char **files = NULL, *name;
	size_t i, n = 0, length;
	int ret = reviewers_read(site, &reviewers, err);

	if (ret == 0 && access(site->reviews_dir, F_OK) == 0)
		ret = file_list(site->reviews_dir, &files, &n, err);
	for (i = 0; ret == 0 && i < n; i++) {
		length = strlen(files[i]);
		if (length < 7 || strcmp(files[i] + length - 6, ".jsonl") != 0)
			continue;
		name = mem_strndup(files[i], length - 6);
		ret = review_log_read(site, name, &reviewers, &log, err);
		if (ret == 0)
			count(&log, year, c);
		review_log_release(&log);
		free(name);
	}
	file_list_free(files, n);
	reviewers_release(&reviewers);
	return ret;
}

static int count_pending(const struct site *site, const char *const *names, size_t n,
			 struct counts *c, struct err *err)
{
	struct pipeline p;
	struct review r;
	size_t i;
	int ret = 0;

	for (i = 0; i < n && ret == 0; i++) {
		ret = review_of(site, names[i], &p, &r, err);
		if (ret == 0)
			c->pending += !r.approved;
		review_release(&r);
		pipeline_release(&p);
	}
	return ret;
}

int review_report(const struct site *site, const char *year, const char *const *names, size_t n,
		  struct err *err)
{
	struct counts c = { 0 };

	if (strlen(year) != 4 || strspn(year, "0123456789") != 4)
		return err_set(err, ERR_USAGE, "--report: \"%s\" is no year", year);
	if (count_logs(site, year, &c, err) < 0 || count_pending(site, names, n, &c, err) < 0)
		return -1;
	printf("reviews of %s\n", year);
	printf("  policies reviewed    %6zu\n", c.policies);
	if (c.reports)
		printf("  drafts reviewed      %6zu\n", c.reports);
	printf("  first reviews        %6zu\n", c.first);
	printf("  approvals            %6zu\n", c.approve);
	printf("  by demonstration     %6zu\n", c.demo);
	printf("  pending now          %6zu of %zu pipelines\n", c.pending, n);
	return 0;
}
