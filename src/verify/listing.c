#include "verify/listing.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/program.h"

enum { SUMS_MAX = 4 * 1024 * 1024, HEX = SHA256_HEX - 1 };

static int read_one(struct listing *l, size_t i, struct defects *d, struct err *err)
{
	char *path = file_join(l->folder, l->names[i]);
	struct listed *f = &l->files[i];
	struct stat st;
	int ret = 0;

	if (lstat(path, &st) < 0) {
		ret = err_sys(err, ERR_IO, "%s: cannot look at it", path);
	} else if (!S_ISREG(st.st_mode)) {
		defects_add(d, "%s is not a regular file", l->names[i]);
	} else {
		f->bytes = (long long)st.st_size;
		if (f->bytes == 0)
			defects_add(d, "%s is empty", l->names[i]);
		ret = sha256_file(path, f->sha256, ERR_IO, err);
	}
	free(path);
	return ret;
}

int listing_read(struct listing *l, const char *folder, struct defects *d, struct err *err)
{
	struct stat st;
	size_t i;

	*l = (struct listing){ .folder = mem_strdup(folder) };
	if (stat(folder, &st) < 0)
		return err_sys(err, ERR_SOURCE, "%s: no release", folder);
	if (!S_ISDIR(st.st_mode))
		return err_set(err, ERR_DATA, "%s: is no folder", folder);
	if (file_list(folder, &l->names, &l->n, err) < 0)
		return -1;
	l->files = mem_zalloc(l->n + 1, sizeof(*l->files));
	for (i = 0; i < l->n; i++)
		if (program_check(err) < 0 || read_one(l, i, d, err) < 0)
			return -1;
	return 0;
}

void listing_release(struct listing *l)
{
	file_list_free(l->names, l->n);
	free(l->files);
	free(l->folder);
	*l = (struct listing){ .n = 0 };
}

struct listed *listing_find(const struct listing *l, struct str name)
{
	for (size_t i = 0; i < l->n; i++)
		if (str_is(str_of(l->names[i]), name))
			return &l->files[i];
	return NULL;
}

/* A line of "64 hex digits, two spaces, name". */
static void check_line(struct listing *l, const char *sums, struct str line, struct defects *d)
{
	struct str name = { line.p + HEX + 2, line.n > HEX + 2 ? line.n - HEX - 2 : 0 };
	struct listed *f;

	if (name.n == 0 || line.p[HEX] != ' ' || line.p[HEX + 1] != ' ') {
		defects_add(d, "%s has a line that is no digest", sums);
		return;
	}
	f = listing_find(l, name);
	if (!f)
		defects_add(d, "%.*s is missing", (int)name.n, name.p);
	else if (f->is_vouched)
		defects_add(d, "%.*s has two digests", (int)name.n, name.p);
	else if (*f->sha256 && !str_is(str_of(f->sha256), (struct str){ line.p, HEX }))
		defects_add(d, "%.*s does not have the digest that is written down", (int)name.n,
			    name.p);
	if (f)
		f->is_vouched = true;
}

static int check_sums(struct listing *l, const char *sums, struct defects *d, struct err *err)
{
	struct listed *f = listing_find(l, str_of(sums));
	struct buf text = BUF_INIT;
	char *path = file_join(l->folder, sums);
	const char *at, *end;
	int ret = 0;

	if (!f || !*f->sha256) {
		defects_add(d, "%s is missing", sums);
		goto out;
	}
	ret = file_read(path, SUMS_MAX, &text, ERR_DATA, err);
	if (ret < 0) {
		ret = defects_take(d, err);
		goto out;
	}
	for (at = text.p; at < text.p + text.n; at = end + 1) {
		end = memchr(at, '\n', (size_t)(text.p + text.n - at));
		if (!end) {
			defects_add(d, "%s ends in the middle of a line", sums);
			break;
		}
		check_line(l, sums, (struct str){ at, (size_t)(end - at) }, d);
	}
	f->is_vouched = true;
out:
	free(path);
	buf_release(&text);
	return ret;
}

int listing_check(struct listing *l, const char *name, struct defects *d, struct err *err)
{
	struct buf archive = BUF_INIT;
	int ret = check_sums(l, "SHA256SUMS", d, err);

	if (ret == 0 && name) {
		buf_printf(&archive, "%s.zip.sha256", name);
		if (listing_find(l, (struct str){ archive.p, archive.n }))
			ret = check_sums(l, archive.p, d, err);
	}
	for (size_t i = 0; ret == 0 && i < l->n; i++)
		if (!l->files[i].is_vouched)
			defects_add(d, "%s has no digest", l->names[i]);
	buf_release(&archive);
	return ret;
}
