#include "run/filing_issue.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/review_changes.h"

enum { TWIN_MAX = 16 * 1024 * 1024, SHOWN_CHANGES = 4, DIGITS = 12 };

/* WORK/report/NAME.json: what was made now. */
static char *made_twin(const struct outlet *w, const struct filing *f)
{
	struct buf path = BUF_INIT;

	buf_printf(&path, "%s/report/%s.json", w->at.draft, f->name);
	return buf_detach(&path);
}

/* "tables.表三.r3.自然人: 5 -> 6; ...": the first lines, in one. */
static void put_first_lines(const struct buf *lines, struct buf *to)
{
	const char *at = lines->p, *newline;
	size_t n = 0;

	for (; (newline = strchr(at, '\n')) != NULL; at = newline + 1) {
		while (*at == ' ')
			at++;
		if (n++ < SHOWN_CHANGES)
			buf_printf(to, "%s%.*s", n > 1 ? "; " : "", (int)(newline - at), at);
	}
	if (n > SHOWN_CHANGES)
		buf_printf(to, " and %zu more", n - SHOWN_CHANGES);
}

static int changed(const struct filing *f, const struct buf *old, const struct buf *new,
		   struct err *err)
{
	struct json_doc *a = NULL, *b = NULL;
	struct buf lines = BUF_INIT, text = BUF_INIT;
	int ret = -1;

	if (json_parse(f->twin, (struct str){ old->p, old->n }, &a, err) == 0 &&
	    json_parse(f->name, (struct str){ new->p, new->n }, &b, err) == 0) {
		review_changes(json_root(a), json_root(b), &lines);
		put_first_lines(&lines, &text);
		ret = err_set(err, ERR_GATE,
			      "what was approved is not what comes out now: %s; make a new draft "
			      "and have it approved",
			      text.n ? text.p : "the same values in other bytes");
	}
	json_free(a);
	json_free(b);
	buf_release(&lines);
	buf_release(&text);
	return ret;
}

int filing_compare(const struct outlet *w, const struct filing *f, struct err *err)
{
	struct buf old = BUF_INIT, new = BUF_INIT;
	char *made = made_twin(w, f);
	int ret = -1;

	if (file_read(f->twin, TWIN_MAX, &old, ERR_IO, err) == 0 &&
	    file_read(made, TWIN_MAX, &new, ERR_IO, err) == 0) {
		if (old.n == new.n && memcmp(old.p, new.p, old.n) == 0)
			ret = 0;
		else
			ret = changed(f, &old, &new, err);
	}
	buf_release(&old);
	buf_release(&new);
	free(made);
	return ret;
}

int filing_move(const char *from, const char *name, const char *to, const char *as, struct err *err)
{
	char *source = file_join(from, name), *target = file_join(to, as);
	int ret = 0;

	if (strcmp(source, target) != 0 && rename(source, target) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot rename into place", target);
	free(source);
	free(target);
	return ret;
}

/* Whether documents of that ending are published: *is. */
static int check_wanted(struct json wanted, const char *name, bool *is, struct err *err)
{
	const char *dot = strrchr(name, '.'), *ending;
	struct json i;

	*is = !json_is(wanted);
	for (i = json_first(wanted); json_is(i) && !*is; i = json_next(i)) {
		if (json_get_str(i, &ending, err) < 0)
			return -1;
		*is = dot && strcmp(dot + 1, ending) == 0;
	}
	return 0;
}

/* The findings are between the officers; a document goes with them under a public name. */
static int list_documents(const char *folder, struct json wanted, char ***documents, size_t *n,
			  struct err *err)
{
	char **names = NULL, *name;
	size_t i, nnames = 0;
	bool is_wanted;
	int ret = file_list(folder, &names, &nnames, err);

	*documents = mem_zalloc(nnames + 1, sizeof(**documents));
	for (i = 0, *n = 0; i < nnames && ret == 0; i++) {
		ret = check_wanted(wanted, names[i], &is_wanted, err);
		if (ret < 0 || !is_wanted || strncmp(names[i], "check.", 6) == 0)
			continue;
		name = filing_public_name(names[i]);
		ret = filing_move(folder, names[i], folder, name, err);
		(*documents)[(*n)++] = file_join(folder, name);
		free(name);
	}
	file_list_free(names, nnames);
	return ret;
}

int filing_pack(struct outlet *w, const struct filing *f, struct err *err)
{
	const struct step *step = &f->pipeline->steps[1];
	struct job job = { .name = step->name, .stage = step->stage, .config = step->config };
	char *folder = file_join(w->at.draft, "report"), *rows = file_join(w->at.draft, "rows");
	char **documents;
	long long nrows = 0;
	size_t n;
	int ret = list_documents(folder, f->pipeline->steps[0].documents, &documents, &n, err);

	if (ret == 0) {
		commandline_pack(&job.command, w->night, step, &w->at, documents, n, rows);
		ret = jobs_run(&w->record, &job, 1, &nrows, err);
	}
	file_list_free(documents, n);
	free(folder);
	free(rows);
	return ret < 0 ? -1 : outlet_gate(w, nrows, err);
}

int filing_require_still(const struct filing *f, const struct review_policy *agreed,
			 struct err *err)
{
	struct review_policy now = { .files = { NULL, 0 } };
	const char *path;
	int ret = filing_require(f, &now, err);

	path = ret == 0 ? review_policy_touched(agreed, &now) : NULL;
	if (path)
		ret = err_set(err, ERR_GATE, "%s was touched while the report was made; held",
			      path);
	review_policy_release(&now);
	return ret;
}

/* approved leads to name: in one step, so that it always leads somewhere. */
static int lead_to(const char *link, const char *name, struct err *err)
{
	char *temp = file_temp_name(link);
	int ret = 0;

	if ((unlink(temp) < 0 && errno != ENOENT) || symlink(name, temp) < 0 ||
	    rename(temp, link) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot be made", path_shown(link));
	free(temp);
	return ret < 0 ? -1 : file_sync_parent(link, err);
}

/* The text of FROM into TO/NAME. */
static int copy(const char *from, const char *to, const char *name, struct err *err)
{
	char *target = file_join(to, name);
	struct buf text = BUF_INIT;
	int ret = file_read(from, (size_t)1 << 30, &text, ERR_IO, err);

	if (ret == 0)
		ret = file_save(target, 0600, (struct str){ text.p, text.n }, err);
	buf_release(&text);
	free(target);
	return ret;
}

static int write_kept(const struct outlet *w, const struct filing *f, const char *folder,
		      struct err *err)
{
	char *trace = file_join(w->at.draft, "trace.json");
	struct tree tree = TREE_INIT;
	struct buf name = BUF_INIT;
	int ret = tree_create(&tree, folder, err);

	buf_printf(&name, "%s.json", f->name);
	if (ret == 0)
		ret = copy(f->twin, tree.temp, name.p, err);
	if (ret == 0)
		ret = copy(trace, tree.temp, "trace.json", err);
	if (ret == 0)
		ret = tree_commit(&tree, 0, err);
	tree_abort(&tree);
	buf_release(&name);
	free(trace);
	return ret;
}

int filing_keep(const struct outlet *w, const struct filing *f, struct err *err)
{
	char sha256[SHA256_HEX], *folder;
	struct buf name = BUF_INIT;
	int ret = sha256_file(f->twin, sha256, ERR_IO, err);

	buf_printf(&name, "approved.%.*s", DIGITS, sha256);
	folder = file_join(f->folder, name.p);
	if (ret == 0 && access(folder, F_OK) < 0)
		ret = write_kept(w, f, folder, err);
	if (ret == 0)
		ret = lead_to(f->approved, name.p, err);
	buf_release(&name);
	free(folder);
	return ret;
}
