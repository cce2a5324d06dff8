/* zip: every member, and every byte that belongs to none. */
#include <libdeflate.h>
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/office.h"
#include "inspect/open.h"
#include "inspect/show.h"
#include "inspect/unpack.h"
#include "inspect/zip_list.h"

struct unzip {
	struct walk *w;
	const struct body *body;
	struct zip_list list;
	bool is_office;
	bool is_lying; /* headers, gaps or sizes that do not fit together */
};

/* A member that is read bit by bit, and must be as long as it says. */
struct member_reader {
	struct inflate_state *inflate; /* NULL: stored */
	struct str stored;
};

static long member_read(void *ctx, char *p, size_t n)
{
	struct member_reader *r = ctx;

	if (r->inflate)
		return inflate_read(r->inflate, p, n);
	if (n > r->stored.n)
		n = r->stored.n;
	memcpy(p, r->stored.p, n);
	r->stored = (struct str){ r->stored.p + n, r->stored.n - n };
	return (long)n;
}

/* Times, owners and sizes tell nothing; any other field can hold a text. */
static int show_extra(struct unzip *u, const struct body *inside, struct str extra, struct err *err)
{
	struct str field, rest = extra;
	unsigned tag;

	while (zip_extra_next(&rest, &tag, &field)) {
		bool usual = tag == 0x0001 || (tag == 0x5455 && field.n <= 13) ||
			     (tag == 0x7875 && field.n <= 15) || (tag == 0x000a && field.n <= 32) ||
			     (tag == 0x5855 && field.n <= 12);

		if (usual)
			continue;
		walk_structure(u->w, inside->file, "zip extra field", "");
		if (body_extra(u->w, inside, "extra field", field, err) < 0)
			return -1;
	}
	if (rest.n)
		walk_structure(u->w, inside->file, "zip extra field", "");
	return body_extra(u->w, inside, "extra field", rest, err);
}

static int show_header(struct unzip *u, const struct body *inside, const struct zip_member *m,
		       struct err *err)
{
	char *file;
	int ret = 0;

	if (m->is_link)
		walk_structure(u->w, inside->file, "a link", "");
	if (m->comment.n) {
		walk_structure(u->w, inside->file, "zip comment of a member", "");
		file = walk_below(inside->file, "comment");
		ret = body_name(u->w, file, m->comment, err);
		free(file);
	}
	if (ret == 0 && m->is_whole && !str_is(m->name, m->local_name)) {
		walk_structure(u->w, inside->file, "two names for one zip member", "");
		ret = body_name(u->w, inside->file, m->local_name, err);
	}
	if (ret == 0)
		ret = show_extra(u, inside, m->extra, err);
	if (ret == 0 && !str_is(m->extra, m->local_extra))
		ret = show_extra(u, inside, m->local_extra, err);
	return ret;
}

/* Everything at once, which is three times as fast; false: not so simple. */
static bool unzip_fast(struct unzip *u, const struct zip_member *m, struct buf *to)
{
	struct libdeflate_decompressor *d;
	size_t used = 0, got = 0;
	bool good;

	/* Deflate packs a thousand to one at most; what says more lies. */
	if (m->size > WALK_MEMBER || m->size / 1100 > m->data.n ||
	    (long long)m->size > u->w->o->max_bytes - u->w->unpacked)
		return false;
	d = libdeflate_alloc_decompressor();
	if (!d)
		return false;
	buf_reserve(to, (size_t)m->size);
	good = libdeflate_deflate_decompress_ex(d, m->data.p, m->data.n, to->p, (size_t)m->size,
						&used, &got) == LIBDEFLATE_SUCCESS &&
	       used == m->data.n && got == m->size && libdeflate_crc32(0, to->p, got) == m->crc;
	to->n = got;
	libdeflate_free_decompressor(d);
	return good;
}

/* Bit by bit; tells what does not fit. */
static int unzip_slow(struct unzip *u, const struct body *inside, const struct zip_member *m,
		      struct err *err)
{
	struct member_reader r = { NULL, m->data };
	size_t used;
	int ret;

	if (m->method == ZIP_DEFLATED)
		r.inflate = inflate_new(m->data);
	ret = unpack_open(u->w, inside, member_read, &r, err);
	if (ret == 0 && r.inflate) {
		used = inflate_used(r.inflate);
		if (inflate_length(r.inflate) != m->size || inflate_crc(r.inflate) != m->crc)
			walk_structure(u->w, inside->file,
				       "damaged: not of the length or check that the zip says", "");
		if (used < m->data.n) {
			walk_structure(u->w, inside->file, "bytes after the end of a zip member",
				       "");
			ret = body_inside(u->w, inside, "after the end", "",
					  (struct str){ m->data.p + used, m->data.n - used }, err);
		}
	}
	inflate_free(r.inflate);
	return ret;
}

static int unzip_stored(struct unzip *u, const struct body *inside, const struct zip_member *m,
			struct err *err)
{
	struct body body = *inside;

	if (m->data.n != m->size || libdeflate_crc32(0, m->data.p, m->data.n) != m->crc)
		walk_structure(u->w, inside->file,
			       "damaged: not of the length or check that the zip says", "");
	body.bytes = m->data;
	return walk_may_unpack(u->w, inside->file, m->data.n) ? body_open(u->w, &body, err) : 0;
}

static int unzip_content(struct unzip *u, const struct body *inside, const struct zip_member *m,
			 struct err *err)
{
	struct body body = *inside;
	struct buf bytes = BUF_INIT;
	int ret;

	if (!m->is_whole) {
		walk_structure(u->w, inside->file, "damaged: no such member where the zip says",
			       "");
		return 0;
	}
	if (m->flags & ZIP_ENCRYPTED) {
		walk_structure(u->w, inside->file, "encrypted: cannot be read", "");
		return 0;
	}
	if (m->method == ZIP_STORED)
		return unzip_stored(u, inside, m, err);
	if (m->method != ZIP_DEFLATED) {
		walk_structure(u->w, inside->file, "packed in an unusual way: cannot be read", "");
		return 0;
	}
	if (body_is_too_deep(u->w, inside))
		return 0;
	if (unzip_fast(u, m, &bytes)) {
		body.bytes = (struct str){ bytes.p, bytes.n };
		ret = walk_may_unpack(u->w, inside->file, bytes.n) ? body_open(u->w, &body, err)
								   : 0;
		buf_release(&bytes);
		return ret;
	}
	buf_release(&bytes);
	return unzip_slow(u, inside, m, err);
}

static int unzip_member(struct unzip *u, size_t i, struct err *err)
{
	const struct zip_member *m = &u->list.members[i];
	char *name = mem_strndup(m->name.p, m->name.n), *file = NULL;
	struct body inside = { .name = name,
			       .depth = u->body->depth + 1,
			       .layer = u->body->layer,
			       .is_part = u->is_office };
	int ret = body_member(u->w, u->body, (long long)i + 1, m->name, &file, err);

	inside.file = file;
	if (ret == 0)
		ret = show_header(u, &inside, m, err);
	if (ret == 0 && u->is_office)
		office_part(u->w, file, m->name);
	if (ret == 0)
		ret = unzip_content(u, &inside, m, err);
	free(file);
	free(name);
	return ret;
}

static int by_place(const void *a, const void *b)
{
	const struct zip_member *x = *(const struct zip_member *const *)a;
	const struct zip_member *y = *(const struct zip_member *const *)b;

	return x->from < y->from ? -1 : x->from > y->from;
}

static int show_gap(struct unzip *u, size_t from, size_t to, const char *what, struct err *err)
{
	struct str gap = { u->body->bytes.p + from, to - from };

	walk_structure(u->w, u->body->file, what, "");
	if (kind_of(gap, true) == KIND_UNKNOWN || gap.n == u->body->bytes.n)
		return body_extra(u->w, u->body, "gap", gap, err);
	return body_inside(u->w, u->body, "gap", "", gap, err);
}

/* What lies before, between and after the members, the directory, the end. */
static int show_gaps(struct unzip *u, struct err *err)
{
	const struct zip_list *list = &u->list;
	const struct zip_member **sorted = mem_zalloc(list->n, sizeof(struct zip_member *));
	size_t i, at = 0;
	int ret = 0;

	for (i = 0; i < list->n; i++)
		sorted[i] = &list->members[i];
	qsort(sorted, list->n, sizeof(struct zip_member *), by_place);
	for (i = 0; i < list->n && ret == 0; i++) {
		if (sorted[i]->to == 0)
			continue;
		if (sorted[i]->from > at)
			ret = show_gap(u, at, sorted[i]->from, "bytes between the zip members",
				       err);
		else if (sorted[i]->from < at)
			walk_structure(u->w, u->body->file, "zip members that overlap", "");
		if (sorted[i]->to > at)
			at = sorted[i]->to;
	}
	if (ret == 0 && list->directory > at)
		ret = show_gap(u, at, list->directory, "bytes between the zip members", err);
	free(sorted);
	if (ret == 0 && list->end < u->body->bytes.n)
		ret = show_gap(u, list->end, u->body->bytes.n, "bytes after the end of the zip",
			       err);
	return ret;
}

/* Between the directory and the end stand the records of zip64, if any. */
static int show_tail(struct unzip *u, struct err *err)
{
	size_t end = u->list.end - u->list.comment.n - 22;
	struct str tail = { u->body->bytes.p + u->list.directory_end, end - u->list.directory_end };
	char *file;
	int ret = 0;

	if (tail.n && tail.n != 76) {
		walk_structure(u->w, u->body->file, "bytes between directory and end of the zip",
			       "");
		ret = body_extra(u->w, u->body, "gap", tail, err);
	}
	if (ret == 0 && u->list.comment.n) {
		walk_structure(u->w, u->body->file, "zip comment", "");
		file = walk_below(u->body->file, "comment");
		ret = body_name(u->w, file, u->list.comment, err);
		free(file);
	}
	return ret;
}

int open_zip(struct walk *w, const struct body *body, struct err *err)
{
	struct unzip u = { .w = w, .body = body };
	size_t i;
	int ret;

	if (!zip_list_read(body->bytes, &u.list)) {
		zip_list_release(&u.list);
		walk_structure(w, body->file, "damaged: a zip without directory", "");
		ret = show_bytes(w, body, err);
		return ret < 0 ? -1 : open_archive(w, body, err);
	}
	if (!u.list.is_whole) {
		walk_structure(w, body->file, "damaged: a zip with a broken directory", "");
		ret = show_bytes(w, body, err);
	} else {
		ret = show_tail(&u, err);
	}
	for (i = 0; i < u.list.n; i++)
		u.is_office |= str_is(u.list.members[i].name, STR("[Content_Types].xml"));
	for (i = 0; i < u.list.n && ret == 0; i++)
		ret = unzip_member(&u, i, err);
	if (ret == 0)
		ret = show_gaps(&u, err);
	zip_list_release(&u.list);
	return ret;
}
