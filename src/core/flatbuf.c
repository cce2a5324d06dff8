#include "core/flatbuf.h"

#include <endian.h>

static bool fb_has(struct fb *fb, uint64_t at, uint64_t n, uint32_t align)
{
	if (!fb->is_bad && at % align == 0 && at <= fb->n && n <= fb->n - at)
		return true;
	fb->is_bad = true;
	return false;
}

static uint64_t fb_load(const struct fb *fb, uint32_t at, int bytes)
{
	uint64_t v = 0;

	memcpy(&v, fb->p + at, (size_t)bytes);
	return le64toh(v);
}

static struct fb_table fb_table_at(struct fb *fb, uint64_t at)
{
	struct fb_table none = { fb, 0, 0, 0, 0 }, t = none;
	int64_t vtable;

	if (!fb_has(fb, at, 4, 4))
		return none;
	vtable = (int64_t)at - (int32_t)fb_load(fb, (uint32_t)at, 4);
	if (vtable < 0 || !fb_has(fb, (uint64_t)vtable, 4, 2)) {
		fb->is_bad = true;
		return none;
	}
	t.at = (uint32_t)at;
	t.vtable = (uint32_t)vtable;
	t.vtable_size = (uint32_t)fb_load(fb, t.vtable, 2);
	t.size = (uint32_t)fb_load(fb, t.vtable + 2, 2);
	if (t.vtable_size < 4 || t.vtable_size % 2 || t.size < 4 ||
	    !fb_has(fb, t.vtable, t.vtable_size, 2) || !fb_has(fb, t.at, t.size, 4)) {
		fb->is_bad = true;
		return none;
	}
	return t;
}

struct fb_table fb_root(struct fb *fb)
{
	struct fb_table none = { fb, 0, 0, 0, 0 };
	uint64_t at;

	if (fb->n > INT32_MAX || !fb_has(fb, 0, 4, 4)) {
		fb->is_bad = true;
		return none;
	}
	at = fb_load(fb, 0, 4);
	if (at == 0)
		fb->is_bad = true;
	return fb_table_at(fb, at);
}

/* Where the slot's `bytes` lie, or 0 when the slot is absent. */
static uint32_t fb_slot(const struct fb_table *t, int slot, uint32_t bytes)
{
	uint32_t entry = 4 + 2 * (uint32_t)slot, offset;

	if (t->at == 0 || entry + 2 > t->vtable_size)
		return 0;
	offset = (uint32_t)fb_load(t->fb, t->vtable + entry, 2);
	if (offset == 0)
		return 0;
	if (offset < 4 || offset + bytes > t->size ||
	    !fb_has(t->fb, t->at + offset, bytes, bytes)) {
		t->fb->is_bad = true;
		return 0;
	}
	return t->at + offset;
}

int64_t fb_int(const struct fb_table *t, int slot, int bytes, int64_t otherwise)
{
	uint32_t at = fb_slot(t, slot, (uint32_t)bytes);
	uint64_t v;

	if (at == 0)
		return otherwise;
	v = fb_load(t->fb, at, bytes);
	switch (bytes) {
	case 1:
		return (int64_t)(uint8_t)v;
	case 2:
		return (int64_t)(int16_t)v;
	case 4:
		return (int64_t)(int32_t)v;
	default:
		return (int64_t)v;
	}
}

/* The place that the offset at `at` points to, or 0. */
static uint64_t fb_follow(struct fb *fb, uint32_t at)
{
	uint64_t distance;

	if (at == 0)
		return 0;
	distance = fb_load(fb, at, 4);
	if (distance < 4 || distance > INT32_MAX) {
		fb->is_bad = true;
		return 0;
	}
	return at + distance;
}

struct fb_table fb_table(const struct fb_table *t, int slot)
{
	uint64_t at = fb_follow(t->fb, fb_slot(t, slot, 4));

	if (at == 0)
		return (struct fb_table){ t->fb, 0, 0, 0, 0 };
	return fb_table_at(t->fb, at);
}

struct str fb_string(const struct fb_table *t, int slot)
{
	struct fb_vector v = fb_vector(t, slot, 1);

	if (v.at == 0)
		return (struct str){ NULL, 0 };
	return (struct str){ (const char *)t->fb->p + v.at, v.n };
}

struct fb_vector fb_vector(const struct fb_table *t, int slot, uint32_t size)
{
	struct fb_vector none = { t->fb, 0, 0 };
	uint64_t at = fb_follow(t->fb, fb_slot(t, slot, 4));
	uint32_t n, align = size < 8 ? size : 8;

	if (at == 0 || !fb_has(t->fb, at, 4, 4))
		return none;
	n = (uint32_t)fb_load(t->fb, (uint32_t)at, 4);
	/* An empty vector has no element that must be aligned. */
	if (!fb_has(t->fb, at + 4, (uint64_t)n * size, n ? align : 1))
		return none;
	return (struct fb_vector){ t->fb, (uint32_t)at + 4, n };
}

struct fb_table fb_vector_table(const struct fb_vector *v, uint32_t i)
{
	uint64_t at = fb_follow(v->fb, v->at + 4 * i);

	if (at == 0)
		return (struct fb_table){ v->fb, 0, 0, 0, 0 };
	return fb_table_at(v->fb, at);
}

int64_t fb_vector_int64(const struct fb_vector *v, uint32_t i)
{
	return (int64_t)fb_load(v->fb, v->at + 8 * i, 8);
}

static char *fb_put_zeros(struct fb_builder *b, size_t n)
{
	char *p = buf_reserve(&b->buf, n);

	memset(p, 0, n + 1);
	b->buf.n += n;
	return p;
}

static void fb_align(struct fb_builder *b, size_t ahead, size_t align)
{
	fb_put_zeros(b, -(b->buf.n + ahead) & (align - 1));
}

static void fb_store(struct fb_builder *b, size_t at, uint64_t v, size_t bytes)
{
	v = htole64(v);
	memcpy(b->buf.p + at, &v, bytes);
}

void fb_begin(struct fb_builder *b)
{
	buf_clear(&b->buf);
	fb_put_zeros(b, 4);
}

static size_t layout_bytes(char c)
{
	return c == 'o' ? 4 : c == '-' ? 0 : (size_t)(c - '0');
}

uint32_t fb_put_table(struct fb_builder *b, const char *layout)
{
	size_t slots = strlen(layout), vtable, table, bytes, i;
	bool is_root = b->buf.n == 4;

	fb_align(b, 0, 2);
	vtable = b->buf.n;
	fb_put_zeros(b, 4 + 2 * slots);
	fb_align(b, 0, 4);
	table = b->buf.n;
	fb_put_zeros(b, 4);
	fb_store(b, table, table - vtable, 4);
	for (bytes = 8; bytes; bytes /= 2) {
		for (i = 0; i < slots; i++) {
			if (layout_bytes(layout[i]) != bytes)
				continue;
			fb_align(b, 0, bytes);
			fb_store(b, vtable + 4 + 2 * i, b->buf.n - table, 2);
			fb_put_zeros(b, bytes);
		}
	}
	fb_store(b, vtable, 4 + 2 * slots, 2);
	fb_store(b, vtable + 2, b->buf.n - table, 2);
	if (is_root)
		fb_store(b, 0, table, 4);
	return (uint32_t)table;
}

/* Where a slot of our own table lies. */
static size_t fb_place(const struct fb_builder *b, uint32_t table, int slot)
{
	int32_t back;
	uint16_t offset;

	memcpy(&back, b->buf.p + table, 4);
	back = (int32_t)le32toh((uint32_t)back);
	memcpy(&offset, b->buf.p + (int64_t)table - back + 4 + 2 * slot, 2);
	return table + le16toh(offset);
}

void fb_set_int(struct fb_builder *b, uint32_t table, int slot, int bytes, int64_t v)
{
	fb_store(b, fb_place(b, table, slot), (uint64_t)v, (size_t)bytes);
}

void fb_set_offset(struct fb_builder *b, uint32_t table, int slot, uint32_t target)
{
	size_t at = fb_place(b, table, slot);

	fb_store(b, at, target - at, 4);
}

uint32_t fb_put_string(struct fb_builder *b, const char *s)
{
	size_t n = strlen(s);
	uint32_t at = fb_put_vector(b, n, 1);

	memcpy(b->buf.p + at + 4, s, n);
	/* A string ends in a NUL that its length does not count. */
	fb_put_zeros(b, 1);
	return at;
}

uint32_t fb_put_vector(struct fb_builder *b, size_t n, size_t size)
{
	size_t align = size < 4 ? 4 : size < 8 ? size : 8, at;

	fb_align(b, 4, align);
	at = b->buf.n;
	fb_put_zeros(b, 4 + n * size);
	fb_store(b, at, n, 4);
	return (uint32_t)at;
}

void fb_set_element(struct fb_builder *b, uint32_t vector, size_t i, uint32_t target)
{
	size_t at = vector + 4 + 4 * i;

	fb_store(b, at, target - at, 4);
}

void fb_set_int64(struct fb_builder *b, uint32_t vector, size_t i, int64_t v)
{
	fb_store(b, vector + 4 + 8 * i, (uint64_t)v, 8);
}

void fb_end(struct fb_builder *b)
{
	fb_align(b, 0, 8);
}
