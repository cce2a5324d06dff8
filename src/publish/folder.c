#include "publish/folder.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/date.h"
#include "core/digest.h"
#include "core/file.h"
#include "core/json.h"
#include "core/mem.h"
#include "core/program.h"

enum { SUMS_MAX = 1024 * 1024 };

static int held(struct err *err, const char *path, const char *file, const char *why)
{
	return err_set(err, ERR_GATE, "%s: %s %s; the release is held", path, file, why);
}

/* The index of the file, or nfiles. */
static size_t find(const struct folder *f, struct str name)
{
	size_t i;

	for (i = 0; i < f->nfiles; i++)
		if (str_is(str_of(f->files[i]), name))
			break;
	return i;
}

static int check_kind(struct folder *f, const char *file, struct err *err)
{
	char *path = file_join(f->path, file);
	struct stat st;
	int ret = 0;

	if (lstat(path, &st) < 0)
		ret = err_sys(err, ERR_IO, "%s: cannot look at it", path);
	else if (!S_ISREG(st.st_mode))
		ret = held(err, f->path, file, "is not a regular file");
	else if (st.st_size == 0)
		ret = held(err, f->path, file, "is empty");
	else
		f->bytes += (long long)st.st_size;
	free(path);
	return ret;
}

static int check_digest(struct folder *f, const char *file, size_t i, struct str digest,
			struct err *err)
{
	char hex[SHA256_HEX], *path;
	int ret;

	if (i == f->nfiles)
		return held(err, f->path, file, "is missing");
	if (f->vouched[i])
		return held(err, f->path, file, "has two digests");
	f->vouched[i] = true;
	path = file_join(f->path, file);
	ret = sha256_file(path, hex, ERR_IO, err);
	free(path);
	if (ret == 0 && !str_is(str_of(hex), digest))
		ret = held(err, f->path, file, "does not have the digest that is written down");
	return ret;
}

/* A line of "64 hex digits, two spaces, name". */
static int check_line(struct folder *f, const char *sums, struct str line, struct err *err)
{
	char *file;
	int ret;

	if (program_check(err) < 0)
		return -1;
	if (line.n < 67 || line.p[64] != ' ' || line.p[65] != ' ')
		return held(err, f->path, sums, "has a line that is no digest");
	file = mem_strndup(line.p + 66, line.n - 66);
	ret = check_digest(f, file, find(f, (struct str){ line.p + 66, line.n - 66 }),
			   (struct str){ line.p, 64 }, err);
	free(file);
	return ret;
}

static int check_sums(struct folder *f, const char *sums, struct buf *text, struct err *err)
{
	char *path = file_join(f->path, sums), *at, *end;
	int ret = file_read(path, SUMS_MAX, text, ERR_GATE, err);

	for (at = text->p; ret == 0 && *at; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			ret = held(err, f->path, sums, "ends in the middle of a line");
		else
			ret = check_line(f, sums, (struct str){ at, (size_t)(end - at) }, err);
		if (ret < 0)
			break;
	}
	free(path);
	return ret;
}

static int check_all_vouched(const struct folder *f, struct err *err)
{
	size_t i;

	for (i = 0; i < f->nfiles; i++)
		if (!f->vouched[i])
			return held(err, f->path, f->files[i], "has no digest");
	return 0;
}

static int check_files(struct folder *f, struct buf *sums, struct err *err)
{
	struct buf archive = BUF_INIT, archive_sums = BUF_INIT;
	size_t i;
	int ret = -1;

	f->vouched = mem_zalloc(f->nfiles, sizeof(*f->vouched));
	for (i = 0; i < f->nfiles; i++)
		if (check_kind(f, f->files[i], err) < 0)
			goto out;
	if (check_sums(f, "SHA256SUMS", sums, err) < 0)
		goto out;
	i = find(f, str_of("SHA256SUMS"));
	if (i < f->nfiles)
		f->vouched[i] = true;
	buf_printf(&archive, "%s.zip.sha256", f->name);
	i = find(f, (struct str){ archive.p, archive.n });
	if (i < f->nfiles) {
		if (check_sums(f, archive.p, &archive_sums, err) < 0)
			goto out;
		f->vouched[i] = true;
		sha256_of(archive_sums.p, archive_sums.n, f->archive_digest);
	}
	ret = check_all_vouched(f, err);
out:
	buf_release(&archive);
	buf_release(&archive_sums);
	return ret;
}

static char *make_id(const char *period, const char *digest, struct err *err)
{
	struct period from, to;
	struct buf id = BUF_INIT;
	char month[9];

	if (period) {
		if (period_range_parse(period, &from, &to, err) < 0) {
			err->kind = ERR_GATE;
			return NULL;
		}
		period_format(to, month);
		buf_printf(&id, "%s-", month);
	}
	buf_add(&id, digest, 12);
	return buf_detach(&id);
}

/* Only what is needed of datapackage.json, which has many more members. */
static const char *member_text(struct json object, const char *key)
{
	struct json i = json_member(object, key);
	struct err ignored = ERR_INIT;
	const char *text;

	return json_is(i) && json_get_str(i, &text, &ignored) == 0 ? text : NULL;
}

static int read_package(struct folder *f, char **period, struct err *err)
{
	char *path = file_join(f->path, "datapackage.json");
	struct json_doc *doc = NULL;
	struct json temporal;
	const char *name, *text;
	int ret = json_read(path, &doc, err);

	if (ret < 0) {
		err->kind = ERR_GATE;
		free(path);
		return -1;
	}
	name = member_text(json_root(doc), "name");
	temporal = json_member(json_root(doc), "temporal");
	text = member_text(temporal, "period");
	if (!name || !*name ||
	    strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(name))
		ret = held(err, f->path, "datapackage.json", "has no name of a-z 0-9 -");
	else
		f->name = mem_strdup(name);
	if (ret == 0 && text)
		*period = mem_strdup(text);
	json_free(doc);
	free(path);
	return ret;
}

int folder_check(struct folder *f, const char *path, struct err *err)
{
	struct buf sums = BUF_INIT;
	char *period = NULL;
	int ret = -1;

	memset(f, 0, sizeof(*f));
	f->path = mem_strdup(path);
	if (file_list(path, &f->files, &f->nfiles, err) < 0 || read_package(f, &period, err) < 0 ||
	    check_files(f, &sums, err) < 0)
		goto out;
	sha256_of(sums.p, sums.n, f->digest);
	f->id = make_id(period, f->digest, err);
	ret = f->id ? 0 : err_wrap(err, "%s: datapackage.json", path);
out:
	free(period);
	buf_release(&sums);
	return ret;
}

bool folder_same(const struct folder *a, const struct folder *b)
{
	return strcmp(a->digest, b->digest) == 0 &&
	       strcmp(a->archive_digest, b->archive_digest) == 0;
}

void folder_release(struct folder *f)
{
	file_list_free(f->files, f->nfiles);
	free(f->vouched);
	free(f->path);
	free(f->name);
	free(f->id);
	memset(f, 0, sizeof(*f));
}
