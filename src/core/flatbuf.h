/*
 * flatbuf: reading and building FlatBuffers, without generated code.
 *
 * Source: "FlatBuffer Internals" of the FlatBuffers documentation.  A table
 * begins with the distance back to its vtable, which says where each slot lies;
 * a string or vector begins with its count; an offset counts forward from where
 * it stands.  All little-endian.
 *
 * The reader trusts nothing: every position, size and alignment is checked
 * when it is used.  The first fault sticks in the struct fb: later calls
 * return the default, and the caller asks fb->is_bad once at the end.
 */
#ifndef CORE_FLATBUF_H
#define CORE_FLATBUF_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

struct fb {
	const unsigned char *p; /* aligned to 8 */
	size_t n;
	bool is_bad;
};

/* A table; `at` 0 stands for one that is absent: all its slots are. */
struct fb_table {
	struct fb *fb;
	uint32_t at, size, vtable, vtable_size;
};

struct fb_vector {
	struct fb *fb;
	uint32_t at, n; /* first element, count; 0, 0 when absent */
};

struct fb_table fb_root(struct fb *fb);
int64_t fb_int(const struct fb_table *t, int slot, int bytes, int64_t otherwise);
struct fb_table fb_table(const struct fb_table *t, int slot);
/* Not NUL-ended as far as this checks; p is NULL when absent. */
struct str fb_string(const struct fb_table *t, int slot);
/* Elements of the size; structs of 64-bit members are aligned to 8. */
struct fb_vector fb_vector(const struct fb_table *t, int slot, uint32_t size);
/* Element i < n of a vector of tables. */
struct fb_table fb_vector_table(const struct fb_vector *v, uint32_t i);
/* 64-bit number i of a vector of them or of structs of them. */
int64_t fb_vector_int64(const struct fb_vector *v, uint32_t i);

/*
 * The builder grows forward: parents first, then what they point to.  Places
 * are counted from the beginning, and memory may move with each call.
 */
struct fb_builder {
	struct buf buf;
};

/* Begins with room for the root offset. */
void fb_begin(struct fb_builder *b);
/*
 * A table, all zero.  layout has one character per slot: '1', '2', '4', '8'
 * bytes, 'o' an offset, '-' absent.  The first table is the root.
 */
uint32_t fb_put_table(struct fb_builder *b, const char *layout);
void fb_set_int(struct fb_builder *b, uint32_t table, int slot, int bytes, int64_t v);
/* The slot points to what stands at `target`. */
void fb_set_offset(struct fb_builder *b, uint32_t table, int slot, uint32_t target);
uint32_t fb_put_string(struct fb_builder *b, const char *s);
/* n elements of the size, zero; the place of the vector. */
uint32_t fb_put_vector(struct fb_builder *b, size_t n, size_t size);
/* Element i of a vector of offsets, or 64-bit number i of one of numbers. */
void fb_set_element(struct fb_builder *b, uint32_t vector, size_t i, uint32_t target);
void fb_set_int64(struct fb_builder *b, uint32_t vector, size_t i, int64_t v);
/* Zeros up to a multiple of 8. */
void fb_end(struct fb_builder *b);

#endif
