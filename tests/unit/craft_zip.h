/*
 * craft_zip: zip files by hand, with everything that a good packer would not write.
 */
#ifndef TEST_CRAFT_ZIP_H
#define TEST_CRAFT_ZIP_H

#include <libdeflate.h>
#include <stdlib.h>

#include "core/buf.h"

struct craft_member {
	const char *name, *text;
	size_t n;					       /* of text; 0: up to its NUL */
	const char *local_name, *comment, *extra, *gap, *tail; /* NULL: none */
	size_t nextra;
	unsigned flags;
	bool stored, bad_crc;
};

static inline void craft_number(struct buf *b, unsigned long value, int bytes)
{
	for (; bytes; bytes--, value >>= 8)
		buf_putc(b, (char)(value & 0xff));
}

static inline size_t craft_length(const char *s)
{
	return s ? strlen(s) : 0;
}

/* The fields that both headers have in common. */
static inline void craft_common(struct buf *b, const struct craft_member *m, unsigned long crc,
				size_t packed, size_t size)
{
	craft_number(b, 20, 2);
	craft_number(b, m->flags, 2);
	craft_number(b, m->stored ? 0 : 8, 2);
	craft_number(b, 0, 4);
	craft_number(b, m->bad_crc ? crc ^ 1 : crc, 4);
	craft_number(b, packed, 4);
	craft_number(b, size, 4);
}

static inline void craft_zip(struct buf *to, const struct craft_member *m, size_t n,
			     const char *comment)
{
	struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
	struct buf directory = BUF_INIT, packed = BUF_INIT;
	size_t i, start = to->n;

	for (i = 0; i < n; i++, m++) {
		size_t size = m->n ? m->n : craft_length(m->text), offset;
		unsigned long crc = libdeflate_crc32(0, m->text, size);
		const char *local = m->local_name ? m->local_name : m->name;

		buf_clear(&packed);
		if (m->stored)
			buf_add(&packed, m->text, size);
		else
			packed.n = libdeflate_deflate_compress(
				c, m->text, size, buf_reserve(&packed, size + 64), size + 64);
		buf_add(&packed, m->tail, craft_length(m->tail));
		buf_add(to, m->gap, craft_length(m->gap));
		offset = to->n - start;
		buf_add(to, "PK\3\4", 4);
		craft_common(to, m, crc, packed.n, size);
		craft_number(to, strlen(local), 2);
		craft_number(to, m->nextra, 2);
		buf_puts(to, local);
		buf_add(to, m->extra, m->nextra);
		buf_add(to, packed.p, packed.n);
		buf_add(&directory, "PK\1\2\24\0", 6);
		craft_common(&directory, m, crc, packed.n, size);
		craft_number(&directory, strlen(m->name), 2);
		craft_number(&directory, m->nextra, 2);
		craft_number(&directory, craft_length(m->comment), 2);
		craft_number(&directory, 0, 8);
		craft_number(&directory, offset, 4);
		buf_puts(&directory, m->name);
		buf_add(&directory, m->extra, m->nextra);
		buf_add(&directory, m->comment, craft_length(m->comment));
	}
	i = to->n - start;
	buf_add(to, directory.p, directory.n);
	buf_add(to, "PK\5\6\0\0\0\0", 8);
	craft_number(to, n, 2);
	craft_number(to, n, 2);
	craft_number(to, directory.n, 4);
	craft_number(to, i, 4);
	craft_number(to, strlen(comment), 2);
	buf_puts(to, comment);
	buf_release(&directory);
	buf_release(&packed);
	libdeflate_free_compressor(c);
}

#endif
