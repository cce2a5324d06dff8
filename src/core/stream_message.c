#include <endian.h>
#include <inttypes.h>

#include "core/arrow.h"
#include "core/mem.h"
#include "core/stream_message.h"
#include "core/stream_schema.h"

/* Prefix and metadata come before the buffers; a buffer takes two places. */
enum { IOV_META = 2, BUFFERS_PER_COLUMN = 3 };

void message_release(struct message *m)
{
	size_t i;

	for (i = 0; i < m->rebased_capacity; i++)
		buf_release(&m->rebased[i]);
	free(m->rebased);
	buf_release(&m->meta.buf);
	free(m->iov);
	free(m->nodes);
	free(m->buffers);
	free(m->tails);
}

void message_begin(struct message *m, size_t ncolumns, int64_t rows)
{
	size_t buffers = ncolumns * BUFFERS_PER_COLUMN, i = m->rebased_capacity;

	m->iov = mem_grow(m->iov, &m->iov_capacity, IOV_META + 2 * buffers, sizeof(*m->iov));
	m->tails = mem_grow(m->tails, &m->tails_capacity, buffers, sizeof(*m->tails));
	m->nodes = mem_grow(m->nodes, &m->nodes_capacity, 2 * ncolumns, sizeof(*m->nodes));
	m->buffers = mem_grow(m->buffers, &m->buffers_capacity, 2 * buffers, sizeof(*m->buffers));
	m->rebased = mem_grow(m->rebased, &m->rebased_capacity, ncolumns, sizeof(*m->rebased));
	for (; i < m->rebased_capacity; i++)
		m->rebased[i] = (struct buf)BUF_INIT;
	m->niov = IOV_META;
	m->ntails = m->nnodes = m->nbuffers = 0;
	m->rows = rows;
	m->body = 0;
}

static void add_iov(struct message *m, const void *p, size_t n)
{
	/* writev() takes what it does not change without const. */
	m->iov[m->niov++] = (struct iovec){ (void *)(uintptr_t)p, n };
}

/* n whole bytes, `bits` more bits, zeros up to a multiple of 8. */
static void add_buffer(struct message *m, const void *p, size_t n, unsigned bits)
{
	size_t length = n + (bits != 0), padding = -length & 7, tail = padding + (bits != 0);
	unsigned char *t = m->tails[m->ntails];

	m->buffers[2 * m->nbuffers] = m->body;
	m->buffers[2 * m->nbuffers++ + 1] = (int64_t)length;
	m->body += (int64_t)(length + padding);
	if (n)
		add_iov(m, p, n);
	if (!tail)
		return;
	memset(t, 0, sizeof(m->tails[0]));
	if (bits)
		t[0] = ((const unsigned char *)p)[n] & ((1u << bits) - 1);
	add_iov(m, t, tail);
	m->ntails++;
}

static void add_bitmap(struct message *m, const void *p)
{
	add_buffer(m, p, (size_t)(m->rows >> 3), (unsigned)(m->rows & 7));
}

static void add_text(struct message *m, const struct column *c)
{
	const int32_t *at = c->values;
	size_t n = ((size_t)m->rows + 1) * sizeof(*at);
	struct buf *rebased = &m->rebased[m->nnodes];
	int32_t *to;
	int64_t i;

	if (at[0] == 0) {
		add_buffer(m, at, n, 0);
	} else {
		buf_clear(rebased);
		to = (int32_t *)(void *)buf_reserve(rebased, n);
		for (i = 0; i <= m->rows; i++)
			to[i] = at[i] - at[0];
		add_buffer(m, to, n, 0);
	}
	add_buffer(m, c->data + at[0], (size_t)(at[m->rows] - at[0]), 0);
}

void message_add_column(struct message *m, const struct column *c)
{
	static const unsigned char width[] = {
		[FIELD_INT64] = 8, [FIELD_DECIMAL] = 16, [FIELD_FLOAT64] = 8,
		[FIELD_DATE] = 4,  [FIELD_DICT] = 4,
	};

	if (c->nulls)
		add_bitmap(m, c->valid);
	else
		add_buffer(m, NULL, 0, 0);
	if (c->type == FIELD_BOOL)
		add_bitmap(m, c->values);
	else if (c->type == FIELD_UTF8)
		add_text(m, c);
	else
		add_buffer(m, c->values, (size_t)m->rows * width[c->type], 0);
	m->nodes[2 * m->nnodes] = m->rows;
	m->nodes[2 * m->nnodes++ + 1] = c->nulls;
}

static uint32_t put_pairs(struct fb_builder *b, const int64_t *numbers, size_t n)
{
	uint32_t vector = fb_put_vector(b, n, 16);
	size_t i;

	for (i = 0; i < 2 * n; i++)
		fb_set_int64(b, vector, i, numbers[i]);
	return vector;
}

static uint32_t put_batch(struct message *m)
{
	struct fb_builder *b = &m->meta;
	uint32_t t = fb_put_table(b, "8oo");

	fb_set_int(b, t, BATCH_LENGTH, 8, m->rows);
	fb_set_offset(b, t, BATCH_NODES, put_pairs(b, m->nodes, m->nnodes));
	fb_set_offset(b, t, BATCH_BUFFERS, put_pairs(b, m->buffers, m->nbuffers));
	return t;
}

static uint32_t put_message(struct message *m, int type, const struct meta *meta)
{
	struct fb_builder *b = &m->meta;
	uint32_t t;

	fb_begin(b);
	t = fb_put_table(b, meta ? "21o8o" : "21o8");
	fb_set_int(b, t, MESSAGE_VERSION, 2, ARROW_V5);
	fb_set_int(b, t, MESSAGE_TYPE, 1, type);
	fb_set_int(b, t, MESSAGE_BODY, 8, m->body);
	if (meta)
		fb_set_offset(b, t, MESSAGE_META, stream_put_meta(b, meta));
	return t;
}

static void message_end(struct message *m)
{
	uint32_t n = htole32((uint32_t)m->meta.buf.n);

	memcpy(m->prefix, ARROW_CONTINUATION, 4);
	memcpy(m->prefix + 4, &n, 4);
	m->iov[0] = (struct iovec){ m->prefix, sizeof(m->prefix) };
	m->iov[1] = (struct iovec){ m->meta.buf.p, m->meta.buf.n };
}

void message_end_batch(struct message *m, const struct meta *meta)
{
	uint32_t t = put_message(m, HEADER_BATCH, meta);

	fb_set_offset(&m->meta, t, MESSAGE_HEADER, put_batch(m));
	fb_end(&m->meta);
	message_end(m);
}

void message_end_dictionary(struct message *m, int64_t id, bool is_delta)
{
	struct fb_builder *b = &m->meta;
	uint32_t t = put_message(m, HEADER_DICTIONARY, NULL);
	uint32_t dictionary = fb_put_table(b, "8o1");

	fb_set_offset(b, t, MESSAGE_HEADER, dictionary);
	fb_set_int(b, dictionary, DICTIONARY_ID, 8, id);
	fb_set_int(b, dictionary, DICTIONARY_DELTA, 1, is_delta);
	fb_set_offset(b, dictionary, DICTIONARY_DATA, put_batch(m));
	fb_end(b);
	message_end(m);
}

void message_schema(struct message *m, const struct schema *schema)
{
	message_begin(m, 0, 0);
	stream_put_schema(&m->meta, schema);
	message_end(m);
}

void message_closing(struct message *m, const struct schema *schema, int64_t rows,
		     const char *digest)
{
	static const int32_t zero[2];
	struct column empty = { .values = zero, .data = "" };
	struct meta meta = { NULL, 0 };
	struct buf text = BUF_INIT;
	size_t i;

	message_begin(m, schema->nfields, 0);
	for (i = 0; i < schema->nfields; i++) {
		empty.type = schema->fields[i].type;
		message_add_column(m, &empty);
	}
	buf_printf(&text, "%" PRId64, rows);
	meta_set(&meta, META_ROWS, text.p);
	buf_clear(&text);
	buf_printf(&text, DIGEST_PREFIX "%s", digest);
	meta_set(&meta, META_DIGEST, text.p);
	message_end_batch(m, &meta);
	meta_release(&meta);
	buf_release(&text);
}
