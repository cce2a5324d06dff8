#include "run/filing.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"

enum { TWIN_MAX = 16 * 1024 * 1024 };

static char *join(const char *folder, const char *name, const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s%s", folder, name, ending);
	return buf_detach(&b);
}

/* The path, taken over, when something stands there; else NULL. */
static char *if_there(char *path)
{
	if (access(path, F_OK) == 0)
		return path;
	free(path);
	return NULL;
}

/* One of two forms; with both nobody knows which was meant. */
static int find_entered(struct filing *f, struct err *err)
{
	char *folder = file_join(f->site->private_dir, "entered");
	char *of = file_join(folder, f->pipeline->name);
	char *json = if_there(join(of, f->period, ".json"));
	char *xlsx = if_there(join(of, f->period, ".xlsx"));
	int ret = 0;

	if (json && xlsx)
		ret = err_set(err, ERR_CONFIG, "%s and %s are both there: leave one of them",
			      path_shown(json), path_shown(xlsx));
	f->entered = json ? json : xlsx;
	if (json)
		free(xlsx);
	free(of);
	free(folder);
	return ret;
}

static char *find_last(const struct filing *f)
{
	struct buf path = BUF_INIT;

	buf_printf(&path, "%s/reports/%s/%s/approved/%s-%s.json", f->site->private_dir,
		   f->pipeline->name, f->last_period, f->pipeline->name, f->last_period);
	return if_there(buf_detach(&path));
}

static void name_places(struct filing *f)
{
	const char *report = f->pipeline->name;
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s-%s", report, f->period);
	f->name = buf_detach(&b);
	buf_printf(&b, "%s.%s", report, f->period);
	f->subject = buf_detach(&b);
	buf_printf(&b, "%s/reports/%s/%s", f->site->private_dir, report, f->period);
	f->folder = buf_detach(&b);
	f->draft = file_join(f->folder, "draft");
	f->approved = file_join(f->folder, "approved");
	f->twin = join(f->draft, f->name, ".json");
	f->findings = file_join(f->draft, "check.json");
	f->kept = join(f->approved, f->name, ".json");
	f->last = find_last(f);
}

int filing_open(struct filing *f, const struct site *site, const struct pipeline *p,
		const char *period, struct err *err)
{
	struct period parsed, before;

	memset(f, 0, sizeof(*f));
	if (!period_parse(str_of(period), &parsed))
		return err_set(err, ERR_USAGE, "\"%s\" is no period, as 2025, 2025-Q3 or 2025-10",
			       period);
	if (!p->is_report)
		return err_set(err, ERR_USAGE, "%s is no report: yg run makes it", p->name);
	f->site = site;
	f->pipeline = p;
	before = parsed;
	before.n--;
	period_format(parsed, f->period);
	period_format(before, f->last_period);
	name_places(f);
	return find_entered(f, err);
}

void filing_release(struct filing *f)
{
	char *const owned[] = { f->name, f->subject,  f->folder, f->draft,   f->approved,
				f->twin, f->findings, f->kept,	 f->entered, f->last };
	size_t i;

	for (i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		free(owned[i]);
	memset(f, 0, sizeof(*f));
}

bool filing_has_draft(const struct filing *f)
{
	return access(f->twin, F_OK) == 0;
}

static int no_draft(const struct filing *f, struct err *err)
{
	return err_set(err, ERR_GATE, "there is no draft of %s %s: yg report %s %s --draft",
		       f->pipeline->name, f->period, f->pipeline->name, f->period);
}

/* By names that do not change when the private folder moves. */
static int read_files(const struct filing *f, struct review_policy *files, struct err *err)
{
	struct buf name = BUF_INIT;
	int ret = review_policy_read(f->site, f->pipeline, files, err);

	if (ret == 0) {
		buf_printf(&name, "draft/%s.json", f->name);
		ret = review_policy_add(files, name.p, f->twin, err);
	}
	if (ret == 0)
		ret = review_policy_add(files, "draft/check.json", f->findings, err);
	if (ret == 0 && f->entered) {
		buf_clear(&name);
		buf_printf(&name, "entered/%s/%s", f->pipeline->name, strrchr(f->entered, '/') + 1);
		ret = review_policy_add(files, name.p, f->entered, err);
	}
	buf_release(&name);
	if (ret == 0)
		review_policy_close(files);
	return ret;
}

int filing_review(const struct filing *f, struct review *r, struct err *err)
{
	struct review_policy files = { .files = { NULL, 0 } };
	int ret = -1;

	memset(r, 0, sizeof(*r));
	if (!filing_has_draft(f))
		return no_draft(f, err);
	if (read_files(f, &files, err) == 0)
		ret = review_read_files(f->site, f->subject, "draft", &files, r, err);
	review_policy_release(&files);
	return ret;
}

int filing_require(const struct filing *f, struct review_policy *agreed, struct err *err)
{
	struct buf why = BUF_INIT;
	struct review r;
	int ret = filing_review(f, &r, err);

	if (ret == 0 && !r.approved) {
		review_reason(&r, &why);
		ret = err_set(err, ERR_GATE,
			      "%s; look at %s and have it %s: yg report %s %s --sign %s", why.p,
			      path_shown(f->draft), r.first ? "approved" : "reviewed",
			      f->pipeline->name, f->period,
			      review_steps[r.first ? REVIEW_APPROVE : REVIEW_FIRST]);
	}
	if (ret == 0)
		ret = review_log_mark(&r.log, err);
	if (agreed) {
		*agreed = r.policy;
		memset(&r.policy, 0, sizeof(r.policy));
	}
	buf_release(&why);
	review_release(&r);
	return ret;
}

/* What yg-report wrote of itself. */
static int put_finding(struct json v, bool all, size_t *open, size_t *errors, struct buf *to,
		       struct err *err)
{
	const char *severity, *rule, *label, *text;

	if (json_get_str(json_member(v, "severity"), &severity, err) < 0 ||
	    json_get_str(json_member(v, "rule"), &rule, err) < 0 ||
	    json_get_str(json_member(v, "text"), &text, err) < 0 ||
	    json_get_str(json_member(v, "label"), &label, err) < 0)
		return -1;
	*open += strcmp(severity, "open") == 0;
	*errors += strcmp(severity, "error") == 0;
	if (all || strcmp(severity, "remark") != 0)
		buf_printf(to, "  %-6s  %s  %s%s%s\n", severity, rule, label, *label ? ": " : "",
			   text);
	return 0;
}

int filing_findings(const struct filing *f, bool all, size_t *open, size_t *errors, struct buf *to,
		    struct err *err)
{
	struct json_doc *doc;
	struct json i;
	int ret = 0;

	*open = *errors = 0;
	if (!filing_has_draft(f))
		return no_draft(f, err);
	if (json_read(f->findings, &doc, err) < 0)
		return -1;
	for (i = json_first(json_member(json_root(doc), "findings")); json_is(i) && ret == 0;
	     i = json_next(i))
		ret = put_finding(i, all, open, errors, to, err);
	json_free(doc);
	return ret;
}

/* The first finding of them, as the message names it. */
static int refuse(const struct filing *f, size_t open, size_t errors, struct buf *lines,
		  struct err *err)
{
	size_t length = strcspn(lines->p, "\n");

	buf_cut(lines, length < 600 ? length : 600);
	return err_set(err, ERR_GATE,
		       "%s %s cannot be approved: %zu open question%s, %zu error%s; the first:%s",
		       f->pipeline->name, f->period, open, open == 1 ? "" : "s", errors,
		       errors == 1 ? "" : "s", lines->p);
}

int filing_sign(const struct filing *f, enum review_step step, const struct signer *by,
		bool *is_new, struct err *err)
{
	struct buf lines = BUF_INIT;
	size_t open, errors;
	struct review r;
	int ret = filing_review(f, &r, err);

	*is_new = false;
	if (ret == 0)
		ret = filing_findings(f, false, &open, &errors, &lines, err);
	if (ret == 0 && step == REVIEW_APPROVE && open + errors > 0)
		ret = refuse(f, open, errors, &lines, err);
	if (ret == 0)
		ret = review_sign_read(f->site, &r, false, step, by, is_new, err);
	buf_release(&lines);
	review_release(&r);
	return ret;
}

char *filing_public_name(const char *name)
{
	char *lower = mem_strdup(name), *at;

	for (at = lower; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return lower;
}

static int is_same_text(const char *path, const struct buf *text, struct err *err)
{
	struct buf other = BUF_INIT;
	int ret = 0;

	if (access(path, F_OK) == 0)
		ret = file_read(path, TWIN_MAX, &other, ERR_IO, err) < 0
			      ? -1
			      : other.n == text->n && memcmp(other.p, text->p, text->n) == 0;
	buf_release(&other);
	return ret;
}

bool filing_has_other_draft(const struct filing *f)
{
	struct err ignored = ERR_INIT;
	struct buf text = BUF_INIT;
	bool other = filing_has_draft(f) &&
		     (file_read(f->twin, TWIN_MAX, &text, ERR_IO, &ignored) < 0 ||
		      is_same_text(f->kept, &text, &ignored) != 1);

	buf_release(&text);
	return other;
}

int filing_is_public(const struct filing *f, struct err *err)
{
	struct buf text = BUF_INIT, path = BUF_INIT;
	char **names = NULL, *name = filing_public_name(f->name);
	size_t i, n = 0, length;
	int ret = 0;

	buf_printf(&path, "%s/d/%s", f->site->public_dir, f->pipeline->name);
	length = path.n;
	if (access(path.p, F_OK) == 0 && access(f->kept, F_OK) == 0 &&
	    (file_read(f->kept, TWIN_MAX, &text, ERR_IO, err) < 0 ||
	     file_list(path.p, &names, &n, err) < 0))
		ret = -1;
	for (i = 0; i < n && ret == 0; i++) {
		buf_cut(&path, length);
		buf_printf(&path, "/%s/%s.json", names[i], name);
		ret = is_same_text(path.p, &text, err);
	}
	file_list_free(names, n);
	buf_release(&path);
	buf_release(&text);
	free(name);
	return ret;
}

int filing_periods(const struct site *site, const char *pipeline, char ***periods, size_t *n,
		   struct err *err)
{
	struct buf folder = BUF_INIT;
	struct period p;
	size_t i, kept = 0;
	int ret = 0;

	*periods = NULL;
	*n = 0;
	buf_printf(&folder, "%s/reports/%s", site->private_dir, pipeline);
	if (access(folder.p, F_OK) == 0)
		ret = file_list(folder.p, periods, n, err);
	for (i = 0; ret == 0 && i < *n; i++) {
		if (period_parse(str_of((*periods)[i]), &p))
			(*periods)[kept++] = (*periods)[i];
		else
			free((*periods)[i]);
	}
	*n = ret == 0 ? kept : *n;
	buf_release(&folder);
	return ret;
}
