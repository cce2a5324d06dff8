/* Archives through libarchive. */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/open.h"
#include "inspect/show.h"
#include "inspect/unpack.h"

struct unarchive {
	struct walk *w;
	const struct body *body;
	struct archive *a;
	long long number;
};

static long entry_read(void *ctx, char *p, size_t n)
{
	struct unarchive *u = ctx;
	la_ssize_t got = archive_read_data(u->a, p, n);

	return got < 0 ? -1 : (long)got;
}

/* No filter that would start another program. */
static struct archive *archive_for(struct str bytes, bool raw)
{
	struct archive *a = archive_read_new();

	if (!a)
		return NULL;
	archive_read_support_filter_gzip(a);
	archive_read_support_filter_bzip2(a);
	archive_read_support_filter_compress(a);
	archive_read_support_filter_lzma(a);
	archive_read_support_filter_xz(a);
	archive_read_support_filter_lzip(a);
	archive_read_support_filter_zstd(a);
	archive_read_support_filter_lz4(a);
	if (raw) {
		archive_read_support_format_raw(a);
	} else {
		archive_read_support_format_tar(a);
		archive_read_support_format_7zip(a);
		archive_read_support_format_zip_streamable(a);
		archive_read_support_format_cpio(a);
		archive_read_support_format_ar(a);
		archive_read_support_format_cab(a);
		archive_read_support_format_rar(a);
		archive_read_support_format_rar5(a);
		archive_read_support_format_iso9660(a);
	}
	if (archive_read_open_memory(a, bytes.p, bytes.n) == ARCHIVE_OK)
		return a;
	archive_read_free(a);
	return NULL;
}

static int show_word(struct unarchive *u, const char *file, const char *word, struct err *err)
{
	return word && *word ? body_name(u->w, file, str_of(word), err) : 0;
}

/* Owners, links and extended attributes. */
static int show_attributes(struct unarchive *u, const char *file, struct archive_entry *e,
			   struct err *err)
{
	struct body body = { .file = file, .name = "", .depth = u->body->depth };
	const char *link = archive_entry_symlink(e), *name;
	const void *value;
	size_t n;

	if (!link)
		link = archive_entry_hardlink(e);
	if (link)
		walk_structure(u->w, file, "a link", "");
	if (show_word(u, file, link, err) < 0 ||
	    show_word(u, file, archive_entry_uname(e), err) < 0 ||
	    show_word(u, file, archive_entry_gname(e), err) < 0)
		return -1;
	if (archive_entry_is_encrypted(e))
		walk_structure(u->w, file, "encrypted: cannot be read", "");
	archive_entry_xattr_reset(e);
	while (archive_entry_xattr_next(e, &name, &value, &n) == ARCHIVE_OK) {
		walk_structure(u->w, file, "extended attribute", "");
		if (show_word(u, file, name, err) < 0 ||
		    body_extra(u->w, &body, "attribute", (struct str){ value, n }, err) < 0)
			return -1;
	}
	return 0;
}

static int open_entry(struct unarchive *u, struct archive_entry *e, bool raw, struct err *err)
{
	const char *name = raw ? "" : archive_entry_pathname(e);
	char *file = NULL;
	struct body inside = { .name = name ? name : "",
			       .depth = u->body->depth + 1,
			       .layer = u->body->layer };
	int ret;

	u->number++;
	if (raw) {
		file = walk_below(u->body->file, "content");
		ret = 0;
	} else {
		ret = body_member(u->w, u->body, u->number, str_of(inside.name), &file, err);
	}
	inside.file = file;
	if (ret == 0)
		ret = show_attributes(u, file, e, err);
	if (ret == 0 && (raw || archive_entry_filetype(e) == AE_IFREG))
		ret = unpack_open(u->w, &inside, entry_read, u, err);
	free(file);
	return ret;
}

static int open_entries(struct unarchive *u, bool raw, struct err *err)
{
	struct archive_entry *e;
	int ret = 0, status;

	do {
		status = archive_read_next_header(u->a, &e);
		if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
			ret = open_entry(u, e, raw, err);
		else if (status != ARCHIVE_EOF)
			walk_structure(u->w, u->body->file, "damaged: cannot be read to its end",
				       "");
	} while (ret == 0 && (status == ARCHIVE_OK || status == ARCHIVE_WARN) &&
		 u->w->unpacked <= u->w->o->max_bytes);
	if (ret == 0 && u->number && archive_read_has_encrypted_entries(u->a) > 0)
		walk_structure(u->w, u->body->file, "encrypted: cannot be read", "");
	return ret;
}

int open_archive(struct walk *w, const struct body *body, struct err *err)
{
	struct unarchive u = { .w = w, .body = body };
	bool raw = false;
	int ret;

	/* Owners of a tar, names in a 7z, what stands between and after members. */
	if (show_bytes(w, body, err) < 0)
		return -1;
	u.a = archive_for(body->bytes, false);
	if (!u.a) {
		raw = true;
		u.a = archive_for(body->bytes, true);
	}
	if (!u.a) {
		walk_structure(w, body->file, "an archive that cannot be read", "");
		return 0;
	}
	ret = open_entries(&u, raw, err);
	archive_read_free(u.a);
	return ret;
}
