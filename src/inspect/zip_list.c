#include "inspect/zip_list.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "core/mem.h"

enum {
	END_SIZE = 22,
	ENTRY_SIZE = 46,
	LOCAL_SIZE = 30,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	ZIP64 = 1, /* the extra field */
	UNIX = 3   /* the system that a member was made on */
};

static unsigned u16(const char *p)
{
	return (unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8;
}

static unsigned u32(const char *p)
{
	return u16(p) | u16(p + 2) << 16;
}

static uint64_t u64(const char *p)
{
	return u32(p) | (uint64_t)u32(p + 4) << 32;
}

static bool has_sign(struct str s, uint64_t at, uint64_t size, const char *sign)
{
	return at <= s.n && size <= s.n - at && memcmp(s.p + at, sign, 4) == 0;
}

bool zip_extra_next(struct str *extra, unsigned *tag, struct str *field)
{
	size_t n;

	if (extra->n < 4)
		return false;
	n = u16(extra->p + 2);
	if (extra->n - 4 < n)
		return false;
	*tag = u16(extra->p);
	*field = (struct str){ extra->p + 4, n };
	extra->p += 4 + n;
	extra->n -= 4 + n;
	return true;
}

/* The end record: the last sign whose comment reaches the end of the file, else
 * the last sign at all. */
static bool find_end(struct str s, size_t *at)
{
	size_t i, least = s.n > END_SIZE + 65535 ? s.n - END_SIZE - 65535 : 0;
	bool found = false;

	if (s.n < END_SIZE)
		return false;
	for (i = s.n - END_SIZE + 1; i-- > least;) {
		if (s.p[i] != 'P' || !has_sign(s, i, END_SIZE, "PK\5\6"))
			continue;
		if (i + END_SIZE + u16(s.p + i + 20) == s.n) {
			*at = i;
			return true;
		}
		if (!found)
			*at = i;
		found = true;
	}
	return found;
}

/* Where the directory is, by the end record or that of zip64. */
static bool read_end(struct str s, struct zip_list *list, uint64_t *entries)
{
	uint64_t at64, size, offset;
	size_t at = 0, comment;

	if (!find_end(s, &at))
		return false;
	comment = u16(s.p + at + 20);
	if (comment > s.n - at - END_SIZE)
		comment = s.n - at - END_SIZE;
	list->comment = (struct str){ s.p + at + END_SIZE, comment };
	list->end = at + END_SIZE + comment;
	*entries = u16(s.p + at + 10);
	size = u32(s.p + at + 12);
	offset = u32(s.p + at + 16);
	list->directory_end = at;
	if (at >= LOCATOR_SIZE && has_sign(s, at - LOCATOR_SIZE, LOCATOR_SIZE, "PK\6\7")) {
		at64 = u64(s.p + at - LOCATOR_SIZE + 8);
		if (!has_sign(s, at64, END64_SIZE, "PK\6\6"))
			return false;
		*entries = u64(s.p + at64 + 32);
		size = u64(s.p + at64 + 40);
		offset = u64(s.p + at64 + 48);
		list->directory_end = (size_t)at64;
	}
	if (offset > s.n || size > s.n - offset || offset + size > list->directory_end)
		return false;
	/* Readers take a zip behind something else, whose offsets begin at the zip. */
	if (!has_sign(s, offset, 4, "PK\1\2") &&
	    has_sign(s, list->directory_end - size, 4, "PK\1\2")) {
		list->start = (size_t)(list->directory_end - size - offset);
		offset += list->start;
	}
	list->directory = (size_t)offset;
	/* What stands between the directory and the end record is a gap. */
	list->directory_end = (size_t)(offset + size);
	return true;
}

/* Sizes and place that did not fit into 32 bits. */
static void read_zip64(struct zip_member *m, uint64_t *packed, uint64_t *offset)
{
	struct str extra = m->extra, field;
	unsigned tag;

	while (zip_extra_next(&extra, &tag, &field)) {
		if (tag != ZIP64)
			continue;
		if (m->size == UINT32_MAX && field.n >= 8) {
			m->size = u64(field.p);
			field = (struct str){ field.p + 8, field.n - 8 };
		}
		if (*packed == UINT32_MAX && field.n >= 8) {
			*packed = u64(field.p);
			field = (struct str){ field.p + 8, field.n - 8 };
		}
		if (*offset == UINT32_MAX && field.n >= 8)
			*offset = u64(field.p);
	}
}

/* After the data: check and sizes, with or without a sign, of 32 or 64 bits. */
static size_t descriptor_size(struct str s, uint64_t at, const struct zip_member *m,
			      uint64_t packed)
{
	size_t sign = has_sign(s, at, 4, "PK\7\10") ? 4 : 0;
	const char *p = s.p + at + sign;

	if (at + sign + 20 <= s.n && u32(p) == m->crc && u64(p + 4) == packed &&
	    u64(p + 12) == m->size)
		return sign + 20;
	if (at + sign + 12 <= s.n && u32(p) == m->crc && u32(p + 4) == (uint32_t)packed &&
	    u32(p + 8) == (uint32_t)m->size)
		return sign + 12;
	return 0;
}

static void read_local(struct str s, struct zip_member *m, uint64_t packed, uint64_t offset)
{
	size_t name, extra;
	uint64_t data;

	m->from = m->to = 0;
	if (!has_sign(s, offset, LOCAL_SIZE, "PK\3\4"))
		return;
	name = u16(s.p + offset + 26);
	extra = u16(s.p + offset + 28);
	data = offset + LOCAL_SIZE + name + extra;
	if (data > s.n || packed > s.n - data)
		return;
	m->local_name = (struct str){ s.p + offset + LOCAL_SIZE, name };
	m->local_extra = (struct str){ s.p + offset + LOCAL_SIZE + name, extra };
	m->data = (struct str){ s.p + data, (size_t)packed };
	m->from = (size_t)offset;
	m->to = (size_t)(data + packed);
	if (m->flags & ZIP_DESCRIPTOR)
		m->to += descriptor_size(s, data + packed, m, packed);
	m->is_whole = u16(s.p + offset + 8) == m->method;
}

/* One entry of the directory; what comes after it, 0 when it is broken. */
static size_t read_entry(struct str s, const struct zip_list *list, size_t at, struct zip_member *m)
{
	const char *p = s.p + at;
	size_t name, extra, comment, end = list->directory_end;
	uint64_t packed, offset;

	if (!has_sign((struct str){ s.p, end }, at, ENTRY_SIZE, "PK\1\2"))
		return 0;
	name = u16(p + 28);
	extra = u16(p + 30);
	comment = u16(p + 32);
	if (name + extra + comment > end - at - ENTRY_SIZE)
		return 0;
	*m = (struct zip_member){ .flags = u16(p + 8),
				  .method = u16(p + 10),
				  .crc = u32(p + 16),
				  .size = u32(p + 24),
				  .name = { p + ENTRY_SIZE, name },
				  .extra = { p + ENTRY_SIZE + name, extra },
				  .comment = { p + ENTRY_SIZE + name + extra, comment } };
	packed = u32(p + 20);
	offset = u32(p + 42);
	m->is_link = p[5] == UNIX && (u32(p + 38) >> 16 & S_IFMT) == S_IFLNK;
	read_zip64(m, &packed, &offset);
	read_local(s, m, packed, offset + list->start);
	return at + ENTRY_SIZE + name + extra + comment;
}

bool zip_list_read(struct str s, struct zip_list *list)
{
	uint64_t entries = 0;
	size_t at, next;

	*list = (struct zip_list){ .is_whole = false };
	if (!read_end(s, list, &entries))
		return false;
	for (at = list->directory; at < list->directory_end; at = next) {
		list->members = mem_grow(list->members, &list->capacity, list->n + 1,
					 sizeof(*list->members));
		next = read_entry(s, list, at, &list->members[list->n]);
		if (next == 0)
			break;
		list->n++;
	}
	list->is_whole = at == list->directory_end && list->n == entries;
	return true;
}

bool zip_list_is_at_end(struct str s)
{
	struct zip_list list = { .is_whole = false };
	uint64_t entries = 0;

	return read_end(s, &list, &entries) && list.end == s.n &&
	       has_sign(s, list.directory, ENTRY_SIZE, "PK\1\2");
}

void zip_list_release(struct zip_list *list)
{
	free(list->members);
	list->members = NULL;
}
