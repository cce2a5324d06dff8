#include "report/desk_check.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/path.h"
#include "report/check/check.h"

/* What a report is judged against. */
struct beside {
	struct site site;
	struct filed last, *parts;
	struct filled *filled; /* of the parts, in one row */
	int nparts;
	const char *form;
};

static int open_beside(struct beside *b, const struct desk_check *o, struct err *err)
{
	int i;

	b->form = o->form ? o->form : "annual-report";
	if (site_open(&b->site, NULL, err) < 0)
		return -1;
	if (o->last && filed_read(o->last, &b->site, b->form, &b->last, err) < 0)
		return -1;
	b->parts = mem_zalloc((size_t)o->parts.n + 1, sizeof(*b->parts));
	b->filled = mem_zalloc((size_t)o->parts.n + 1, sizeof(*b->filled));
	for (i = 0; i < o->parts.n; i++) {
		if (filed_read(o->parts.items[i], &b->site, b->form, &b->parts[i], err) < 0)
			return -1;
		b->filled[i] = b->parts[i].filled;
		b->nparts++;
	}
	return 0;
}

static void close_beside(struct beside *b)
{
	for (int i = 0; i < b->nparts; i++)
		filed_release(&b->parts[i]);
	free(b->parts);
	free(b->filled);
	filed_release(&b->last);
	if (b->site.root)
		site_release(&b->site);
}

static void put_text(const char *path, const struct filed *f, const struct verdicts *found,
		     struct buf *out)
{
	const char *number = f->form.number;
	bool says_title = strncmp(number, f->form.title, strlen(f->form.title)) == 0;

	buf_printf(out, "%s：%s%s%s\n", path_shown(path), says_title ? "" : f->form.title,
		   says_title ? "" : " ", number);
	verdicts_text(found, out);
}

/* A report is compared with that of the period before and no other. */
static void check_before_it(const struct filled *f, const struct filled *last,
			    struct verdicts *found)
{
	struct period want = { f->period.level, f->period.n - 1 };
	struct buf is = BUF_INIT, should = BUF_INIT;

	if (f->period.n == 0 || last->period.n == 0 || last->period.n == want.n)
		return;
	period_label(last->period, &is);
	period_label(want, &should);
	verdicts_add(found, SEVERITY_ERROR, "last", "", f->form->title, is.p, should.p,
		     "用来对照的是%s的报告，应当是%s的报告", is.p, should.p);
	buf_release(&is);
	buf_release(&should);
}

/* Findings of all files, by severity. */
struct counts {
	size_t n[SEVERITY_OPEN + 1];
};

static void count(const struct verdicts *found, struct counts *all)
{
	for (int s = SEVERITY_ERROR; s <= SEVERITY_OPEN; s++)
		all->n[s] += verdicts_count(found, (enum severity)s);
}

static int check_one(const struct beside *b, const struct desk_check *o, const char *path,
		     struct buf *out, struct counts *all, struct err *err)
{
	const struct check_with with = { .last = b->last.is_open ? &b->last.filled : NULL,
					 .parts = b->filled,
					 .nparts = (size_t)b->nparts,
					 .published = true };
	struct verdicts found = { 0 };
	struct filed f;
	int ret = -1;

	if (filed_read(path, &b->site, b->form, &f, err) < 0)
		return -1;
	if (with.last)
		check_before_it(&f.filled, with.last, &found);
	if (check_filled(&f.filled, &with, &found, err) == 0) {
		verdicts_sort(&found);
		count(&found, all);
		if (o->json)
			verdicts_json(&found, path_shown(path), out);
		else
			put_text(path, &f, &found, out);
		ret = 0;
	}
	verdicts_release(&found);
	filed_release(&f);
	return ret;
}

int desk_check_files(const struct desk_check *o, const char *const *files, int n, struct buf *out,
		     size_t *nerrors, struct err *err)
{
	struct beside b = { .nparts = 0 };
	struct counts all = { { 0 } };
	int ret = open_beside(&b, o, err);

	if (ret == 0 && o->json && n > 1)
		buf_puts(out, "[\n");
	for (int i = 0; i < n && ret == 0; i++) {
		if (o->json && i > 0)
			buf_puts(out, ",\n");
		ret = check_one(&b, o, files[i], out, &all, err);
	}
	if (ret == 0 && o->json && n > 1)
		buf_puts(out, "]\n");
	if (ret == 0 && !o->json && n > 1)
		buf_printf(out, "共%d份：错误%zu项，提示%zu项，待答%zu项\n", n,
			   all.n[SEVERITY_ERROR], all.n[SEVERITY_REMARK], all.n[SEVERITY_OPEN]);
	*nerrors = all.n[SEVERITY_ERROR];
	close_beside(&b);
	return ret;
}
