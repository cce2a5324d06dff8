/*
 * stream_craft: streams put together by hand, as other writers would, or as
 * nobody should: types that ours never writes, buffers that lie.  Include it
 * after cmocka.h.
 */
#ifndef TEST_STREAM_CRAFT_H
#define TEST_STREAM_CRAFT_H

#include "core/arrow.h"
#include "core/stream_message.h"
#include "core/stream_schema.h"
#include "stream_sample.h"

enum { CRAFT_MAX = 16 };

struct craft_field {
	const char *name;
	int kind; /* TYPE_... */
	int bits; /* of an integer; precision of a float; unit of a date */
	bool is_unsigned;
	int index_bits; /* 0: no dictionary */
	int64_t id;
	const struct craft_field *child;
	bool not_null;
	bool is_index_unsigned;
};

struct craft {
	struct buf bytes;
	int version;
	/* The batch under way: */
	int64_t nodes[2 * CRAFT_MAX], buffers[2 * CRAFT_MAX];
	size_t nnodes, nbuffers;
	struct buf body;
	bool is_compressed;
	int64_t variadic[CRAFT_MAX]; /* counts of further buffers of views */
	size_t nvariadic;
};

#define CRAFT_INIT                                                                                 \
	{                                                                                          \
		.bytes = BUF_INIT, .version = ARROW_V5, .body = BUF_INIT                           \
	}

static inline void craft_release(struct craft *c)
{
	buf_release(&c->bytes);
	buf_release(&c->body);
}

static inline uint32_t craft_int(struct fb_builder *b, int bits, bool is_unsigned)
{
	uint32_t t = fb_put_table(b, "41");

	fb_set_int(b, t, INT_BITS, 4, bits);
	fb_set_int(b, t, INT_SIGNED, 1, !is_unsigned);
	return t;
}

static inline uint32_t craft_type(struct fb_builder *b, const struct craft_field *f)
{
	uint32_t t;

	switch (f->kind) {
	case TYPE_INT:
		return craft_int(b, f->bits, f->is_unsigned);
	case TYPE_FLOAT:
	case TYPE_DATE:
	case TYPE_UNION:
		t = fb_put_table(b, "2");
		fb_set_int(b, t, 0, 2, f->bits);
		return t;
	case TYPE_DECIMAL:
		t = fb_put_table(b, "44");
		fb_set_int(b, t, DECIMAL_PRECISION, 4, f->bits);
		return t;
	default:
		return fb_put_table(b, "");
	}
}

static inline uint32_t craft_put_field(struct fb_builder *b, const struct craft_field *f)
{
	uint32_t t = fb_put_table(b, f->index_bits ? "o11ooo" : "o11o-o"), e, children;

	fb_set_offset(b, t, FIELD_NAME, fb_put_string(b, f->name));
	fb_set_int(b, t, FIELD_NULLABLE, 1, !f->not_null);
	fb_set_int(b, t, FIELD_TYPE_TYPE, 1, f->kind);
	fb_set_offset(b, t, FIELD_TYPE, craft_type(b, f));
	if (f->index_bits) {
		e = fb_put_table(b, "8o");
		fb_set_offset(b, t, FIELD_DICTIONARY, e);
		fb_set_int(b, e, ENCODING_ID, 8, f->id);
		fb_set_offset(b, e, ENCODING_INDEX,
			      craft_int(b, f->index_bits, f->is_index_unsigned));
	}
	children = fb_put_vector(b, f->child != NULL, 4);
	fb_set_offset(b, t, FIELD_CHILDREN, children);
	if (f->child)
		fb_set_element(b, children, 0, craft_put_field(b, f->child));
	return t;
}

/* The metadata with its prefix, then the body. */
static inline void craft_send(struct craft *c, struct fb_builder *b)
{
	uint32_t n;

	fb_end(b);
	n = (uint32_t)b->buf.n;
	buf_add(&c->bytes, ARROW_CONTINUATION, 4);
	buf_add(&c->bytes, &n, 4);
	buf_add(&c->bytes, b->buf.p, b->buf.n);
	buf_add(&c->bytes, c->body.p, c->body.n);
	buf_release(&b->buf);
	buf_clear(&c->body);
	c->nnodes = c->nbuffers = c->nvariadic = 0;
}

static inline uint32_t craft_message(struct craft *c, struct fb_builder *b, int type)
{
	uint32_t t;

	b->buf = (struct buf)BUF_INIT;
	fb_begin(b);
	t = fb_put_table(b, "21o8");
	fb_set_int(b, t, MESSAGE_VERSION, 2, c->version);
	fb_set_int(b, t, MESSAGE_TYPE, 1, type);
	fb_set_int(b, t, MESSAGE_BODY, 8, (int64_t)c->body.n);
	return t;
}

static inline void craft_schema(struct craft *c, const struct craft_field *fields, size_t n)
{
	struct fb_builder b;
	uint32_t t = craft_message(c, &b, HEADER_SCHEMA), header = fb_put_table(&b, "2o"), vector;
	size_t i;

	fb_set_offset(&b, t, MESSAGE_HEADER, header);
	vector = fb_put_vector(&b, n, 4);
	fb_set_offset(&b, header, SCHEMA_FIELDS, vector);
	for (i = 0; i < n; i++)
		fb_set_element(&b, vector, i, craft_put_field(&b, &fields[i]));
	craft_send(c, &b);
}

static inline void craft_node(struct craft *c, int64_t rows, int64_t nulls)
{
	c->nodes[2 * c->nnodes] = rows;
	c->nodes[2 * c->nnodes++ + 1] = nulls;
}

static inline void craft_buffer(struct craft *c, const void *p, size_t n)
{
	c->buffers[2 * c->nbuffers] = (int64_t)c->body.n;
	c->buffers[2 * c->nbuffers++ + 1] = (int64_t)n;
	buf_add(&c->body, p, n);
	buf_add(&c->body, "\0\0\0\0\0\0\0", -n & 7);
}

static inline uint32_t craft_pairs(struct fb_builder *b, const int64_t *numbers, size_t n)
{
	uint32_t vector = fb_put_vector(b, n, 16);
	size_t i;

	for (i = 0; i < 2 * n; i++)
		fb_set_int64(b, vector, i, numbers[i]);
	return vector;
}

static inline uint32_t craft_data(struct craft *c, struct fb_builder *b, int64_t rows)
{
	uint32_t t = fb_put_table(b, c->is_compressed ? "8ooo" : c->nvariadic ? "8oo-o" : "8oo");
	uint32_t variadic;
	size_t i;

	fb_set_int(b, t, BATCH_LENGTH, 8, rows);
	fb_set_offset(b, t, BATCH_NODES, craft_pairs(b, c->nodes, c->nnodes));
	fb_set_offset(b, t, BATCH_BUFFERS, craft_pairs(b, c->buffers, c->nbuffers));
	if (c->is_compressed)
		fb_set_offset(b, t, BATCH_COMPRESSION, fb_put_table(b, ""));
	if (c->nvariadic) {
		variadic = fb_put_vector(b, c->nvariadic, 8);
		fb_set_offset(b, t, BATCH_VARIADIC, variadic);
		for (i = 0; i < c->nvariadic; i++)
			fb_set_int64(b, variadic, i, c->variadic[i]);
	}
	return t;
}

static inline void craft_batch(struct craft *c, int64_t rows)
{
	struct fb_builder b;
	uint32_t t = craft_message(c, &b, HEADER_BATCH);

	fb_set_offset(&b, t, MESSAGE_HEADER, craft_data(c, &b, rows));
	craft_send(c, &b);
}

static inline void craft_dictionary(struct craft *c, int64_t id, bool is_delta, int64_t rows)
{
	struct fb_builder b;
	uint32_t t = craft_message(c, &b, HEADER_DICTIONARY), d = fb_put_table(&b, "8o1");

	fb_set_offset(&b, t, MESSAGE_HEADER, d);
	fb_set_int(&b, d, DICTIONARY_ID, 8, id);
	fb_set_int(&b, d, DICTIONARY_DELTA, 1, is_delta);
	fb_set_offset(&b, d, DICTIONARY_DATA, craft_data(c, &b, rows));
	craft_send(c, &b);
}

static inline void craft_end(struct craft *c)
{
	buf_add(&c->bytes, ARROW_END, 8);
}

static const struct craft_field coded = {
	.name = "c", .kind = TYPE_UTF8, .index_bits = 8, .id = 42
};

static inline void put_entries(struct craft *c, const char *text, const int32_t *offsets, int64_t n,
			       const char *valid, int64_t nulls)
{
	craft_node(c, n, nulls);
	craft_buffer(c, valid, valid ? 1 : 0);
	craft_buffer(c, offsets, ((size_t)n + 1) * 4);
	craft_buffer(c, text, (size_t)offsets[n]);
}

static const struct stream_options foreign = { .foreign = true };

struct reading {
	struct reader *r;
	const struct batch *batch;
	int fd;
};

/* Opens the stream and reads its first batch. */
static inline int read_first(struct craft *c, const struct stream_options *o, struct reading *g,
			     struct err *err)
{
	g->fd = memory_file(c->bytes.p, c->bytes.n);
	if (stream_reader_open(g->fd, "test", STR(""), o, &g->r, err) < 0)
		return -1;
	return reader_next(g->r, &g->batch, err);
}

static inline void read_end(struct craft *c, struct reading *g)
{
	reader_close(g->r);
	close(g->fd);
	craft_release(c);
}

static inline void must_read(struct craft *c, struct reading *g)
{
	struct err err = ERR_INIT;

	craft_end(c);
	if (read_first(c, &foreign, g, &err) != 1)
		fail_msg("%s", err.msg);
}

/* The strict and the foreign reader refuse with a message that holds `text`. */
static inline void must_fail(struct craft *c, const struct stream_options *o, const char *text)
{
	struct reading g;
	struct err err = ERR_INIT;

	craft_end(c);
	if (read_first(c, o, &g, &err) >= 0)
		fail_msg("passes, wanted: %s", text);
	assert_int_equal(err.kind, ERR_STREAM);
	if (!strstr(err.msg, text))
		fail_msg("'%s' does not say '%s'", err.msg, text);
	read_end(c, &g);
}

#endif
