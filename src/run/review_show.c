/* What a reviewer reads: who approved, what changed, and what that means. */
#include <stdlib.h>

#include "run/line_diff.h"
#include "run/review.h"
#include "run/review_changes.h"

enum { SHOWN_DEPTH = 2 };

static const struct json nothing = { NULL, NULL };

static bool is_register(const char *path)
{
	return strncmp(path, "config/fields/", 14) == 0;
}

static struct str text_of(const struct buf *b)
{
	return (struct str){ b->p, b->n };
}

/* A text that is no JSON has no members; the program that reads it says so. */
static struct json_doc *parse(const char *path, const struct buf *text)
{
	struct err ignored = ERR_INIT;
	struct json_doc *doc = NULL;

	if (!text || json_parse(path, text_of(text), &doc, &ignored) < 0)
		return NULL;
	return doc;
}

static struct json root_of(const struct json_doc *doc)
{
	return doc ? json_root(doc) : nothing;
}

/* old, new: the texts, NULL when the file is not there. */
static void put_changes(const char *path, const struct buf *old, const struct buf *new,
			struct buf *to)
{
	struct json_doc *a = parse(path, old), *b = parse(path, new);
	size_t head = to->n, body;

	buf_printf(to, "%s\n", path);
	body = to->n;
	review_changes(root_of(a), root_of(b), to);
	if (to->n == body) { /* nothing but blanks, or nothing in it */
		to->n = head;
		to->p[head] = '\0';
		buf_printf(to, "%s\n  no member is different\n", path);
	}
	json_free(a);
	json_free(b);
}

static void put_diff(const char *path, const struct buf *old, const struct buf *new, struct buf *to)
{
	const struct buf empty = BUF_INIT;

	if (old)
		buf_printf(to, "--- %s (approved)\n", path);
	else
		buf_puts(to, "--- /dev/null\n");
	buf_printf(to, "+++ %s\n", new ? path : "/dev/null");
	line_diff(text_of(old ? old : &empty), text_of(new ? new : &empty), to);
}

/* A file that changed: its diff, and to `means` what it means. */
static void put_file(const struct site *site, const struct policy_file *old,
		     const struct policy_file *new, struct buf *to, struct buf *means)
{
	const char *path = old ? old->path : new->path;
	struct buf kept = BUF_INIT;

	if (old && new &&strcmp(old->sha256, new->sha256) == 0)
		return;
	if (old && !review_text_find(site, old->sha256, &kept)) {
		buf_printf(to, "%s: the approved text (%.12s) is not kept, so all of it is shown\n",
			   path, old->sha256);
		old = NULL;
	}
	put_diff(path, old ? &kept : NULL, new ? &new->text : NULL, to);
	if (!policy_file_is_codes(path))
		put_changes(path, old ? &kept : NULL, new ? &new->text : NULL, means);
	buf_release(&kept);
}

static void put_difference(const struct site *site, const struct review *r, struct buf *to)
{
	const struct policy_files *old = &r->last->files, *new = &r->policy.files;
	struct buf means = BUF_INIT;
	size_t i;

	for (i = 0; i < new->n; i++)
		put_file(site, policy_file_find(old, new->items[i].path), &new->items[i], to,
			 &means);
	for (i = 0; i < old->n; i++)
		if (!policy_file_find(new, old->items[i].path))
			put_file(site, &old->items[i], NULL, to, &means);
	if (means.n)
		buf_printf(to, "\nwhat it means\n%s", means.p);
	buf_release(&means);
}

/* "level, level town": the treatment, then how. */
static void put_rule(struct json mask, struct buf *to)
{
	struct json i;

	for (i = json_first(mask); json_is(i); i = json_next(i)) {
		if (strcmp(json_key(i), "treatment") == 0)
			buf_putc(to, ' ');
		else
			buf_printf(to, ", %s ", json_key(i));
		review_value(i, to);
	}
}

/* What mask.json does with the column that the extract reads from `origin`. */
static void put_treatment(struct json columns, struct json masks, const char *table,
			  const char *column, struct buf *to)
{
	struct buf origin = BUF_INIT, name = BUF_INIT;
	struct json i, at, as, mask;

	buf_printf(&origin, "%s.%s", table, column);
	for (i = json_first(columns); json_is(i); i = json_next(i)) {
		at = json_is_object(i) ? json_member(i, "column") : i;
		as = json_is_object(i) ? json_member(i, "as") : nothing;
		buf_clear(&name);
		if (json_is(at))
			review_value(at, &name);
		if (strcmp(name.p, origin.p) != 0)
			continue;
		buf_clear(&name);
		if (json_is(as))
			review_value(as, &name);
		else
			buf_puts(&name, column);
		mask = json_member(masks, name.p);
		buf_printf(to, "; READ as %s:", name.p);
		if (!json_is(mask))
			buf_puts(to, " not in mask.json");
		put_rule(mask, to);
	}
	buf_release(&origin);
	buf_release(&name);
}

static void put_register(struct json root, struct json columns, struct json masks, struct buf *to)
{
	struct json table, column, all;

	all = json_member(root, "tables");
	for (table = json_first(all); json_is(table); table = json_next(table)) {
		struct json members = json_member(table, "columns");

		for (column = json_first(members); json_is(column); column = json_next(column)) {
			buf_printf(to, "  %s.%s (", json_key(table), json_key(column));
			if (json_is(json_member(column, "label")))
				review_value(json_member(column, "label"), to);
			buf_puts(to, "): ");
			review_column(column, to);
			put_treatment(columns, masks, json_key(table), json_key(column), to);
			buf_putc(to, '\n');
		}
	}
}

/* Long values item by item, so that each is a line that can be read. */
static void put_members(struct json v, const char *name, int depth, struct buf *to)
{
	bool is_list = json_is_array(v) && json_is_object(json_first(v));
	struct buf inner = BUF_INIT;
	struct json i;
	size_t n = 0;

	if (depth == SHOWN_DEPTH || !(json_is_object(v) || is_list) || !json_is(json_first(v))) {
		buf_printf(to, "  %s: ", name);
		review_value(v, to);
		buf_putc(to, '\n');
		return;
	}
	for (i = json_first(v); json_is(i); i = json_next(i)) {
		buf_clear(&inner);
		if (is_list)
			buf_printf(&inner, "%s[%zu]", name, ++n);
		else
			buf_printf(&inner, "%s%s%s", name, *name ? "." : "", json_key(i));
		put_members(i, inner.p, depth + 1, to);
	}
	buf_release(&inner);
}

/* The member `columns` of the first step of that stage; *doc keeps it alive. */
static struct json columns_of(const struct pipeline *p, const char *stage, struct json_doc **doc)
{
	struct err ignored = ERR_INIT;
	size_t i;

	*doc = NULL;
	for (i = 0; i < p->nsteps; i++)
		if (strcmp(p->steps[i].stage, stage) == 0)
			return json_read(p->steps[i].config, doc, &ignored) == 0
				       ? json_member(json_root(*doc), "columns")
				       : nothing;
	return nothing;
}

/* A list of codes has its own form, and often thousands of lines. */
static void put_codes(const struct policy_file *f, struct buf *to)
{
	const char *at = f->text.p;
	size_t n = 0;

	while ((at = strchr(at, '\n')) != NULL) {
		at++;
		n++;
	}
	buf_printf(to, "  a code list of %zu lines, to be read there\n", n);
}

/* The register of the source that the extract reads, not of a pipeline beside it. */
static bool is_read(struct json reg, const struct json_doc *extract)
{
	struct json a = json_member(reg, "source"), b = json_member(root_of(extract), "source");
	struct buf one = BUF_INIT, two = BUF_INIT;
	bool same = json_is(a) && json_is(b);

	if (same) {
		review_value(a, &one);
		review_value(b, &two);
		same = strcmp(one.p, two.p) == 0;
	}
	buf_release(&one);
	buf_release(&two);
	return same;
}

/* A first review has nothing to compare with: the whole policy. */
static void put_all(const struct pipeline *p, const struct review *r, struct buf *to)
{
	struct json_doc *extract, *mask, *doc;
	struct json columns = columns_of(p, "extract", &extract);
	struct json masks = columns_of(p, "mask", &mask);
	size_t i;

	for (i = 0; i < r->policy.files.n; i++) {
		const struct policy_file *f = &r->policy.files.items[i];

		buf_printf(to, "\n%s\n", f->path);
		if (policy_file_is_codes(f->path)) {
			put_codes(f, to);
			continue;
		}
		doc = parse(f->path, &f->text);
		if (is_register(f->path))
			put_register(root_of(doc),
				     is_read(root_of(doc), extract) ? columns : nothing, masks, to);
		else
			put_members(root_of(doc), "", 0, to);
		json_free(doc);
	}
	json_free(extract);
	json_free(mask);
}

static void put_record(const char *what, const struct review_record *record, struct buf *to)
{
	if (record)
		buf_printf(to, "  %-13s %s  %s%s\n", what, record->time, record->name,
			   record->demo ? "  (demonstration key)" : "");
}

void review_show(const struct site *site, const struct pipeline *p, const struct review *r,
		 struct buf *to)
{
	buf_printf(to, "%s  %s\n  %-13s %.12s, %zu files\n", p->name, p->label, "policy",
		   r->policy.digest, r->policy.files.n);
	put_record("first review", r->first, to);
	put_record("approval", r->approved, to);
	if (r->approved)
		return;
	if (r->why.kind)
		buf_printf(to, "  does not count: %s\n", r->why.msg);
	put_record("last approval", r->last, to);
	buf_printf(to, "  %-13s %s\n", "waits for",
		   r->first ? "the approval, by somebody else" : "a first review and an approval");
	if (!r->last) {
		put_all(p, r, to);
	} else if (strcmp(r->last->digest, r->policy.digest) != 0) {
		buf_putc(to, '\n');
		put_difference(site, r, to);
	}
}
