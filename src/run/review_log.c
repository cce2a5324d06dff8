#include "run/review_log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/path.h"

enum { LOG_MAX = 64 * 1024 * 1024, TEXT_MAX = 16 * 1024 * 1024, MARK_MAX = 128 };

static const char nothing_before[SHA256_HEX] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static char *join(const char *folder, const char *name, const char *ending)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/%s%s", folder, name, ending);
	return buf_detach(&b);
}

/* Who wrote record r, and that it is as it was written. */
static int check_writer(const struct review_record *r, const char *what,
			const struct reviewers *reviewers, struct err *err)
{
	const struct reviewer *by = reviewer_find(reviewers, r->name);

	if (!by)
		return err_set(err, ERR_GATE,
			       "%s is signed by %s, who is not in %s; who leaves stays there, "
			       "with \"until\"",
			       what, r->name, path_shown(reviewers->path));
	if (strcmp(sign_key_id(by->key), r->key) != 0)
		return err_set(err, ERR_GATE, "%s is signed with the key %s, but %s has %s in %s",
			       what, r->key, r->name, sign_key_id(by->key),
			       path_shown(reviewers->path));
	if (!review_record_is_signed_by(r, by->key))
		return err_set(err, ERR_GATE, "%s was altered: the signature of %s does not fit",
			       what, r->name);
	return 0;
}

/* before: NULL for the first. */
static int check_record(const struct review_log *log, const struct review_record *r,
			const struct review_record *before, const char *what, struct err *err)
{
	char digest[SHA256_HEX];

	if (strcmp(r->pipeline, log->pipeline) != 0)
		return err_set(err, ERR_GATE, "%s is a review of the pipeline %s, not of %s", what,
			       r->pipeline, log->pipeline);
	if (strcmp(r->previous, before ? before->line : nothing_before) != 0)
		return err_set(err, ERR_GATE,
			       "%s does not follow the record before it: "
			       "a record was removed or moved",
			       what);
	if (before && strcmp(r->time, before->time) < 0)
		return err_set(err, ERR_GATE, "%s is older than the record before it", what);
	policy_files_digest(&r->files, digest);
	if (strcmp(digest, r->digest) != 0)
		return err_set(err, ERR_GATE, "%s: its digest is not that of its files", what);
	return 0;
}

static int take_line(struct review_log *log, struct str line, const struct reviewers *reviewers,
		     struct err *err)
{
	struct review_record *r;
	struct buf what = BUF_INIT;
	int ret;

	log->records = mem_resize(log->records, log->n + 1, sizeof(*log->records));
	r = &log->records[log->n++];
	buf_printf(&what, "%s: record %zu", path_shown(log->path), log->n);
	ret = review_record_parse(what.p, line, r, err);
	if (ret == 0)
		ret = check_writer(r, what.p, reviewers, err);
	if (ret == 0)
		ret = check_record(log, r, log->n > 1 ? r - 1 : NULL, what.p, err);
	buf_release(&what);
	return ret;
}

static int take_lines(struct review_log *log, const struct reviewers *reviewers, struct err *err)
{
	const char *at = log->text.p, *end = at + log->text.n, *newline;

	for (; at < end; at = newline + 1) {
		newline = memchr(at, '\n', (size_t)(end - at));
		if (!newline)
			return err_set(err, ERR_GATE, "%s: the last record has no end",
				       path_shown(log->path));
		if (take_line(log, (struct str){ at, (size_t)(newline - at) }, reviewers, err) < 0)
			return -1;
	}
	return 0;
}

/* What is gone from the end leaves no trace in the file itself. */
static int check_mark(struct review_log *log, struct err *err)
{
	struct buf text = BUF_INIT;
	char digest[SHA256_HEX];
	uintmax_t n;
	int ret = 0;

	if (access(log->mark, F_OK) < 0)
		return 0;
	if (file_read(log->mark, MARK_MAX, &text, ERR_IO, err) < 0)
		ret = -1;
	else if (sscanf(text.p, "%ju %64[0-9a-f]", &n, digest) != 2 || n == 0)
		ret = err_set(err, ERR_GATE, "%s: is not as yg wrote it", path_shown(log->mark));
	else if (n > log->n)
		ret = err_set(err, ERR_GATE,
			      "%s: records are missing: %ju were there, %zu are left; restore the "
			      "file (%s holds what was last seen)",
			      path_shown(log->path), n, log->n, path_shown(log->mark));
	else if (strcmp(log->records[n - 1].line, digest) != 0)
		ret = err_set(err, ERR_GATE,
			      "%s: record %ju is not the one that was last seen here; restore the "
			      "file (%s holds its digest)",
			      path_shown(log->path), n, path_shown(log->mark));
	else
		log->marked = (size_t)n;
	buf_release(&text);
	return ret;
}

int review_log_read(const struct site *site, const char *pipeline,
		    const struct reviewers *reviewers, struct review_log *log, struct err *err)
{
	char *marks = file_join(site->state_dir, "reviews");

	*log = (struct review_log){ .text = BUF_INIT };
	log->path = join(site->reviews_dir, pipeline, ".jsonl");
	log->mark = join(marks, pipeline, "");
	log->pipeline = mem_strdup(pipeline);
	free(marks);
	if (access(log->path, F_OK) == 0 &&
	    (file_read(path_shown(log->path), LOG_MAX, &log->text, ERR_IO, err) < 0 ||
	     take_lines(log, reviewers, err) < 0))
		return -1;
	return check_mark(log, err);
}

void review_log_release(struct review_log *log)
{
	size_t i;

	for (i = 0; i < log->n; i++)
		review_record_release(&log->records[i]);
	free(log->records);
	free(log->path);
	free(log->mark);
	free(log->pipeline);
	buf_release(&log->text);
	memset(log, 0, sizeof(*log));
}

void review_now(char text[REVIEW_TIME])
{
	time_t t = time(NULL);
	struct tm tm;

	gmtime_r(&t, &tm);
	strftime(text, REVIEW_TIME, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

int review_log_append(struct review_log *log, struct review_record *r, const struct sign_key *key,
		      struct err *err)
{
	const struct review_record *last = log->n ? &log->records[log->n - 1] : NULL;

	memcpy(r->previous, last ? last->line : nothing_before, SHA256_HEX);
	review_now(r->time);
	if (last && strcmp(r->time, last->time) < 0)
		return err_set(err, ERR_CONFIG,
			       "the clock says %s, before the last record (%s): set it right",
			       r->time, last->time);
	if (review_record_sign(r, key, err) < 0)
		return -1;
	review_record_put(r, false, &log->text);
	buf_putc(&log->text, '\n');
	log->records = mem_resize(log->records, log->n + 1, sizeof(*log->records));
	log->records[log->n++] = *r;
	memset(r, 0, sizeof(*r));
	/* Whole or not at all, with what was there: no record is ever cut. */
	if (file_save(log->path, 0644, (struct str){ log->text.p, log->text.n }, err) < 0)
		return -1;
	return review_log_mark(log, err);
}

int review_log_mark(struct review_log *log, struct err *err)
{
	struct buf text = BUF_INIT;
	char *folder;
	int ret;

	if (log->marked == log->n)
		return 0;
	folder = mem_strndup(log->mark, (size_t)(strrchr(log->mark, '/') - log->mark));
	buf_printf(&text, "%zu %s\n", log->n, log->records[log->n - 1].line);
	ret = file_make_dirs(folder, 0700, err);
	if (ret == 0)
		ret = file_save(log->mark, 0600, (struct str){ text.p, text.n }, err);
	if (ret == 0)
		log->marked = log->n;
	buf_release(&text);
	free(folder);
	return ret;
}

static char *text_path(const struct site *site, const char *sha256)
{
	char *folder = file_join(site->reviews_dir, "texts");
	char *path = file_join(folder, sha256);

	free(folder);
	return path;
}

int review_texts_keep(const struct site *site, const struct policy_files *files, struct err *err)
{
	char *path = file_join(site->reviews_dir, "texts");
	struct buf kept = BUF_INIT;
	size_t i;
	int ret = file_make_dirs(path, 0755, err);

	free(path);
	for (i = 0; ret == 0 && i < files->n; i++) {
		const struct policy_file *f = &files->items[i];

		if (review_text_find(site, f->sha256, &kept))
			continue;
		path = text_path(site, f->sha256);
		ret = file_save(path, 0644, (struct str){ f->text.p, f->text.n }, err);
		free(path);
	}
	buf_release(&kept);
	return ret;
}

int review_text_find(const struct site *site, const char *sha256, struct buf *to)
{
	char *path = text_path(site, sha256), hex[SHA256_HEX];
	struct err ignored = ERR_INIT;
	int found;

	buf_clear(to);
	found = access(path, F_OK) == 0 && file_read(path, TEXT_MAX, to, ERR_IO, &ignored) == 0;
	if (found) {
		sha256_of(to->p, to->n, hex);
		found = strcmp(hex, sha256) == 0;
	}
	free(path);
	return found;
}
