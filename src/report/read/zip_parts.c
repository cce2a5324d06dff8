#include "report/read/zip_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <strings.h>

#include "core/mem.h"
#include "report/read/read.h"

enum { PARTS_MAX = 10000, PIECE = 64 * 1024 };

void zip_parts_release(struct zip_parts *z)
{
	size_t i;

	for (i = 0; i < z->n; i++) {
		free(z->items[i].name);
		buf_release(&z->items[i].bytes);
	}
	free(z->items);
	*z = (struct zip_parts){ 0 };
}

bool zip_parts_find(const struct zip_parts *z, const char *part, struct str *bytes)
{
	size_t i;

	for (i = 0; i < z->n; i++) {
		if (strcasecmp(z->items[i].name, part) == 0) {
			*bytes = (struct str){ z->items[i].bytes.p, z->items[i].bytes.n };
			return true;
		}
	}
	return false;
}

static bool is_xml(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && (strcasecmp(dot, ".xml") == 0 || strcasecmp(dot, ".rels") == 0);
}

/* libarchive tells of a wrong checksum only by a warning. */
static int damaged(struct archive *a, const char *name, struct err *err)
{
	const char *why = archive_error_string(a);

	return err_set(err, ERR_DATA, "%s: damaged ZIP: %s", name, why ? why : "unreadable");
}

static int unpack(struct zip_parts *z, struct archive *a, const char *name, struct buf *to,
		  struct err *err)
{
	la_ssize_t got;

	for (;;) {
		got = archive_read_data(a, buf_reserve(to, PIECE), PIECE);
		if (got < 0)
			return damaged(a, name, err);
		if (got == 0)
			return 0;
		to->n += (size_t)got;
		to->p[to->n] = '\0';
		z->unpacked += (size_t)got;
		if (z->unpacked > READ_MAX)
			return err_set(err, ERR_DATA, "%s: unpacks to more than %d MB", name,
				       READ_MAX >> 20);
	}
}

static char *part_name(const char *path)
{
	char *name = mem_strdup(path[0] == '/' ? path + 1 : path), *p;

	for (p = name; *p; p++)
		if (*p == '\\')
			*p = '/';
	return name;
}

static int take_part(struct zip_parts *z, struct archive *a, struct archive_entry *e,
		     const char *name, struct err *err)
{
	const char *path = archive_entry_pathname_utf8(e);
	struct zip_part *part;
	struct str there;

	if (!path || !is_xml(path) || archive_entry_filetype(e) != AE_IFREG)
		return 0;
	if (archive_entry_is_encrypted(e))
		return err_set(err, ERR_DATA, "%s: encrypted", name);
	z->items = mem_grow(z->items, &z->room, z->n + 1, sizeof(*z->items));
	part = &z->items[z->n];
	*part = (struct zip_part){ part_name(path), BUF_INIT };
	if (zip_parts_find(z, part->name, &there)) {
		free(part->name);
		return err_set(err, ERR_DATA, "%s: damaged ZIP: one part is there twice", name);
	}
	z->n++;
	return unpack(z, a, name, &part->bytes, err);
}

int zip_parts_read(struct str bytes, const char *name, struct zip_parts *z, struct err *err)
{
	struct archive *a = archive_read_new();
	struct archive_entry *e;
	int ret = 0, got = ARCHIVE_FAILED, seen = 0;

	*z = (struct zip_parts){ 0 };
	if (archive_read_support_format_zip_seekable(a) == ARCHIVE_OK &&
	    archive_read_open_memory(a, bytes.p, bytes.n) == ARCHIVE_OK)
		got = archive_read_next_header(a, &e);
	/* A warning here is a name that this locale does not know. */
	while (ret == 0 && (got == ARCHIVE_OK || got == ARCHIVE_WARN)) {
		ret = take_part(z, a, e, name, err);
		if (ret == 0 && ++seen > PARTS_MAX)
			ret = err_set(err, ERR_DATA, "%s: more than %d members", name, PARTS_MAX);
		if (ret == 0)
			got = archive_read_next_header(a, &e);
	}
	if (ret == 0 && got != ARCHIVE_EOF)
		ret = damaged(a, name, err);
	archive_read_free(a);
	return ret;
}
