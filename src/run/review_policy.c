#include "run/review_policy.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"
#include "run/filing_plan.h"

enum { TEXT_MAX = 16 * 1024 * 1024 }; /* json.h reads no more */

const struct policy_file *policy_file_find(const struct policy_files *files, const char *path)
{
	size_t i;

	for (i = 0; i < files->n; i++)
		if (strcmp(files->items[i].path, path) == 0)
			return &files->items[i];
	return NULL;
}

static int take_stamp(const char *path, struct policy_stamp *stamp, struct err *err)
{
	struct stat st;

	if (stat(path, &st) < 0)
		return err_sys(err, ERR_CONFIG, "%s: cannot open", path_shown(path));
	*stamp = (struct policy_stamp){ st.st_dev, st.st_ino, st.st_ctim };
	return 0;
}

static int add_as(struct policy_files *files, const char *shown, const char *path, struct err *err)
{
	struct policy_file *f;

	if (policy_file_find(files, shown))
		return 0;
	files->items = mem_resize(files->items, files->n + 1, sizeof(*files->items));
	f = &files->items[files->n++];
	*f = (struct policy_file){ .path = mem_strdup(shown), .text = BUF_INIT };
	if (take_stamp(path, &f->stamp, err) < 0 ||
	    file_read(path, TEXT_MAX, &f->text, ERR_CONFIG, err) < 0)
		return -1;
	sha256_of(f->text.p, f->text.n, f->sha256);
	return 0;
}

/* path: absolute.  One that lies outside the site keeps its whole path. */
static int add_at(struct policy_files *files, const struct site *site, const char *path,
		  struct err *err)
{
	size_t root = strlen(site->root);
	bool below = strncmp(path, site->root, root) == 0 && path[root] == '/';

	return add_as(files, below ? path + root + 1 : path, path, err);
}

/* By one name: a step may lead to a file by "..". */
static int add(struct policy_files *files, const struct site *site, const char *path,
	       struct err *err)
{
	char real[PATH_MAX];

	if (strstr(path, "/../") && realpath(path, real))
		path = real;
	return add_at(files, site, path, err);
}

static bool ends_with(const char *name, const char *ending)
{
	size_t n = strlen(name), m = strlen(ending);

	return n > m && strcmp(name + n - m, ending) == 0;
}

bool policy_file_is_codes(const char *path)
{
	return ends_with(path, ".csv");
}

static int add_folder(struct policy_files *files, const struct site *site, const char *dir,
		      const char *ending, struct err *err)
{
	char **names = NULL, *path;
	size_t i, n = 0;
	int ret = file_list(dir, &names, &n, err);

	for (i = 0; ret == 0 && i < n; i++) {
		if (names[i][0] == '.' || !ends_with(names[i], ending))
			continue;
		path = file_join(dir, names[i]);
		ret = add(files, site, path, err);
		free(path);
	}
	file_list_free(names, n);
	return ret;
}

/* The extract's file names the source, and so the register. */
static int add_register(struct policy_files *files, const struct site *site,
			const struct step *extract, struct err *err)
{
	struct json_doc *doc;
	struct json source;
	const char *name = NULL;
	char *path;
	int ret;

	if (json_read(extract->config, &doc, err) < 0)
		return -1;
	source = json_member(json_root(doc), "source");
	if (!json_is(source))
		ret = json_err(json_root(doc), err, "the object lacks the key \"source\"");
	else
		ret = json_get_str(source, &name, err);
	if (ret == 0) {
		path = site_path(site, "config/fields/%s.json", name);
		ret = add(files, site, path, err);
		free(path);
	}
	json_free(doc);
	return ret;
}

/* A code list says what a code means, and what is one place and what are two; and yg-inspect takes
 * what stands in any of them for public. */
static int add_code_lists(struct policy_files *files, const struct site *site, struct err *err)
{
	char *dir = site_path(site, "config/codes");
	int ret = access(dir, F_OK) == 0 ? add_folder(files, site, dir, ".csv", err) : 0;

	free(dir);
	return ret;
}

/* The steps were taken from a text that was read before. */
static int check_document(const struct policy_files *files, const struct pipeline *p,
			  struct err *err)
{
	struct str text = json_text(p->doc);
	char sha256[SHA256_HEX];
	size_t i;

	sha256_of(text.p, text.n, sha256);
	for (i = 0; i < files->n; i++)
		if (strcmp(files->items[i].sha256, sha256) == 0)
			return 0;
	return err_set(err, ERR_GATE, "%s was changed while it was read; held",
		       path_shown(json_path(p->doc)));
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct policy_file *)a)->path, ((const struct policy_file *)b)->path);
}

void policy_files_digest(const struct policy_files *files, char digest[SHA256_HEX])
{
	struct sha256 *d = sha256_new();
	size_t i;

	for (i = 0; i < files->n; i++) {
		sha256_add(d, files->items[i].path, strlen(files->items[i].path) + 1);
		sha256_add(d, files->items[i].sha256, SHA256_HEX - 1);
		sha256_add(d, "\n", 1);
	}
	sha256_end(d, digest);
}

/* Of a pipeline whose first n steps another one needs: that its cells are protected with, what its
 * cells come from and what is held for small in them; that a report counts, what masks its records.
 * How it is packed is its own affair. */
static int add_begin(struct policy_files *files, const struct site *site, const struct pipeline *p,
		     size_t n, struct err *err)
{
	char *document = file_join(p->dir, "pipeline.json");
	size_t i;
	int ret = add(files, site, document, err);

	free(document);
	for (i = 0; ret == 0 && i < n; i++)
		ret = add(files, site, p->steps[i].config, err);
	if (ret < 0 || add_register(files, site, &p->steps[0], err) < 0)
		return -1;
	return check_document(files, p, err);
}

/* path: relative to the site; one that is not there belongs to nothing. */
static int add_if_there(struct policy_files *files, const struct site *site, const char *name,
			struct err *err)
{
	char *path = site_path(site, "%s", name);
	int ret = access(path, F_OK) == 0 ? add(files, site, path, err) : 0;

	free(path);
	return ret;
}

/* A report has no source of its own. */
static int add_report(struct policy_files *files, const struct site *site, const struct pipeline *p,
		      struct err *err)
{
	struct filing_plan plan;
	char *form = NULL;
	size_t i;
	int ret = filing_plan_read(site, p, &plan, err);

	if (ret == 0 && plan.form) {
		form = site_path(site, "config/forms/%s.json", plan.form);
		ret = add(files, site, form, err);
	}
	if (ret == 0)
		ret = add_if_there(files, site, "config/calendar/workdays.csv", err);
	for (i = 0; ret == 0 && i < plan.nrecords; i++)
		ret = add_begin(files, site, &plan.records[i].of, plan.records[i].nsteps, err);
	free(form);
	filing_plan_release(&plan);
	return ret;
}

static int add_pipeline(struct policy_files *files, const struct site *site,
			const struct pipeline *p, struct err *err)
{
	size_t i;
	int ret = add_folder(files, site, p->dir, ".json", err);

	for (i = 0; ret == 0 && i < p->nsteps; i++)
		ret = add(files, site, p->steps[i].config, err);
	if (ret == 0)
		ret = p->is_report ? add_report(files, site, p, err)
				   : add_register(files, site, &p->steps[0], err);
	return ret < 0 ? -1 : check_document(files, p, err);
}

int review_policy_read(const struct site *site, const struct pipeline *p, struct review_policy *to,
		       struct err *err)
{
	size_t i;
	int ret;

	memset(to, 0, sizeof(*to));
	ret = add_pipeline(&to->files, site, p, err);
	for (i = 0; ret == 0 && i < p->nwith; i++)
		ret = add_begin(&to->files, site, &p->with[i], p->with[i].safe + 1, err);
	if (ret < 0 || add_code_lists(&to->files, site, err) < 0)
		return -1;
	review_policy_close(to);
	return 0;
}

int review_policy_add(struct review_policy *to, const char *shown, const char *path,
		      struct err *err)
{
	return add_as(&to->files, shown, path, err);
}

void review_policy_close(struct review_policy *to)
{
	qsort(to->files.items, to->files.n, sizeof(*to->files.items), by_path);
	policy_files_digest(&to->files, to->digest);
}

static bool is_same_stamp(const struct policy_stamp *a, const struct policy_stamp *b)
{
	return a->device == b->device && a->inode == b->inode &&
	       a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

static const char *touched(const struct policy_files *before, const struct policy_files *after)
{
	const struct policy_file *f;
	size_t i;

	for (i = 0; i < before->n; i++) {
		f = policy_file_find(after, before->items[i].path);
		if (!f || strcmp(f->sha256, before->items[i].sha256) != 0 ||
		    !is_same_stamp(&f->stamp, &before->items[i].stamp))
			return before->items[i].path;
	}
	return NULL;
}

const char *review_policy_touched(const struct review_policy *before,
				  const struct review_policy *after)
{
	const char *path = touched(&before->files, &after->files);

	return path ? path : touched(&after->files, &before->files);
}

void policy_files_release(struct policy_files *files)
{
	size_t i;

	for (i = 0; i < files->n; i++) {
		free(files->items[i].path);
		buf_release(&files->items[i].text);
	}
	free(files->items);
	memset(files, 0, sizeof(*files));
}

void review_policy_release(struct review_policy *policy)
{
	policy_files_release(&policy->files);
}
