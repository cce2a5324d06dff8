#include "package/release_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/file.h"
#include "core/program.h"
#include "package/member.h"

enum {
	/* 1 January 1980 in UTC, the first time that a ZIP can hold. */
	ZIP_TIME = 315532800,
	/* Above this, speed is worth more than the last tenths of size. */
	ZIP_LARGE = 64 * 1024 * 1024,
	ZIP_BLOCK = 128 * 1024
};

static int by_name(const void *a, const void *b)
{
	const struct release_file *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static void sort_files(struct release *r)
{
	qsort(r->files, r->nfiles, sizeof(*r->files), by_name);
}

int release_sums_write(struct release *r, struct err *err)
{
	struct buf b = BUF_INIT;
	size_t i;
	int ret;

	sort_files(r);
	for (i = 0; i < r->nfiles; i++)
		buf_printf(&b, "%s  %s\n", r->files[i].sha256, r->files[i].name);
	ret = release_write(r, "SHA256SUMS", (struct str){ b.p, b.n }, err);
	buf_release(&b);
	return ret;
}

struct zip {
	struct archive *archive;
	struct member member;
	struct err *err;
	bool failed; /* err is set by the write function */
};

static la_ssize_t zip_put(struct archive *a, void *arg, const void *p, size_t n)
{
	struct zip *z = arg;

	if (member_add(&z->member, p, n, z->err) < 0) {
		z->failed = true;
		archive_set_error(a, EIO, "cannot write");
		return -1;
	}
	return (la_ssize_t)n;
}

static int zip_fail(struct zip *z)
{
	if (z->failed)
		return -1;
	return err_set(z->err, ERR_IO, "%s: %s", z->member.name, archive_error_string(z->archive));
}

static bool is_compressed(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot &&
	       (strcmp(dot, ".gz") == 0 || strcmp(dot, ".xlsx") == 0 || strcmp(dot, ".docx") == 0);
}

static int64_t text_bytes(const struct release *r)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < r->nfiles; i++)
		if (!is_compressed(r->files[i].name))
			sum += r->files[i].bytes;
	return sum;
}

static int zip_open(struct zip *z, const struct release *r)
{
	const char *level = text_bytes(r) > ZIP_LARGE ? "1" : "6";

	z->archive = archive_write_new();
	if (archive_write_set_format_zip(z->archive) != ARCHIVE_OK ||
	    archive_write_set_format_option(z->archive, "zip", "compression-level", level) !=
		    ARCHIVE_OK ||
	    archive_write_set_bytes_per_block(z->archive, ZIP_BLOCK) != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(z->archive, 1) != ARCHIVE_OK ||
	    archive_write_open(z->archive, z, NULL, zip_put, NULL) != ARCHIVE_OK)
		return zip_fail(z);
	return 0;
}

static int zip_put_header(struct zip *z, const struct release *r, const struct release_file *f)
{
	struct archive_entry *entry = archive_entry_new();
	struct buf name = BUF_INIT;
	int ret;

	buf_printf(&name, "%s/%s", r->spec->name, f->name);
	archive_entry_set_pathname_utf8(entry, name.p);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, f->bytes);
	archive_entry_set_mtime(entry, ZIP_TIME, 0);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	if (is_compressed(f->name))
		archive_write_zip_set_compression_store(z->archive);
	else
		archive_write_zip_set_compression_deflate(z->archive);
	ret = archive_write_header(z->archive, entry) == ARCHIVE_OK ? 0 : zip_fail(z);
	archive_entry_free(entry);
	buf_release(&name);
	return ret;
}

static int zip_put_data(struct zip *z, int fd, const struct release_file *f)
{
	char block[ZIP_BLOCK];
	int64_t sum = 0;
	ssize_t n;

	while ((n = read(fd, block, sizeof(block))) != 0) {
		if (program_check(z->err) < 0)
			return -1;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(z->err, ERR_IO, "%s: cannot read back", f->name);
		if (archive_write_data(z->archive, block, (size_t)n) != n)
			return zip_fail(z);
		sum += n;
	}
	if (sum != f->bytes)
		return err_set(z->err, ERR_IO, "%s: changed while it was packed", f->name);
	return 0;
}

static int zip_put_file(struct zip *z, const struct release *r, const struct release_file *f)
{
	char *path = file_join(r->folder, f->name);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int ret;

	free(path);
	if (fd < 0)
		return err_sys(z->err, ERR_IO, "%s: cannot read back", f->name);
	ret = zip_put_header(z, r, f);
	if (ret == 0)
		ret = zip_put_data(z, fd, f);
	close(fd);
	return ret;
}

static int write_sum_beside(struct release *r, const char *name, struct err *err)
{
	struct buf text = BUF_INIT, path = BUF_INIT;
	int ret;

	buf_printf(&path, "%s.sha256", name);
	buf_printf(&text, "%s  %s\n", release_file(r, name)->sha256, name);
	ret = release_write(r, path.p, (struct str){ text.p, text.n }, err);
	buf_release(&path);
	buf_release(&text);
	return ret;
}

int release_zip_write(struct release *r, struct err *err)
{
	struct zip z = { .member = MEMBER_INIT, .err = err };
	char *name = release_name(r, ".zip");
	size_t i;
	int ret = -1;

	sort_files(r);
	if (member_open(&z.member, r, name, err) < 0 || zip_open(&z, r) < 0)
		goto out;
	for (i = 0; i < r->nfiles; i++)
		if (zip_put_file(&z, r, &r->files[i]) < 0)
			goto out;
	if (archive_write_close(z.archive) != ARCHIVE_OK) {
		zip_fail(&z);
		goto out;
	}
	if (member_finish(&z.member, r, err) < 0)
		goto out;
	ret = write_sum_beside(r, name, err);
out:
	archive_write_free(z.archive);
	member_close(&z.member);
	free(name);
	return ret;
}
