#include "core/stream_column.h"

#include "core/arrow.h"
#include "core/mem.h"
#include "core/stream_values.h"

/* No column of a batch needs bytes for rows that are all null. */
enum { NULL_ROWS_MAX = 1 << 26 };

struct span {
	const unsigned char *p;
	uint64_t n;
};

void stream_scratch_release(struct stream_scratch *s)
{
	free(s->values);
	free(s->valid);
}

int stream_columns_open(struct stream_columns *in, const struct fb_table *t,
			const struct stream_block *body, const struct stream_layout *layout,
			struct err *err)
{
	uint64_t buffers = layout->nbuffers;
	int64_t n;
	uint32_t i;

	*in = (struct stream_columns){ .body = body, .foreign = layout->foreign };
	in->rows = fb_int(t, BATCH_LENGTH, 8, 0);
	in->nodes = fb_vector(t, BATCH_NODES, 16);
	in->buffers = fb_vector(t, BATCH_BUFFERS, 16);
	in->variadic = fb_vector(t, BATCH_VARIADIC, 8);
	if (fb_table(t, BATCH_COMPRESSION).at)
		return err_set(err, ERR_STREAM,
			       "its body is compressed: write the stream without compression");
	if (t->fb->is_bad)
		return err_set(err, ERR_STREAM, "its metadata is broken");
	if (in->rows < 0 || in->rows >= INT32_MAX)
		return err_set(err, ERR_STREAM, "it claims %lld rows", (long long)in->rows);
	if (layout->nviews && in->variadic.n != layout->nviews)
		return err_set(err, ERR_STREAM, "%u variadic counts for %zu views", in->variadic.n,
			       layout->nviews);
	for (i = 0; i < layout->nviews; i++) {
		n = fb_vector_int64(&in->variadic, i);
		if (n < 0 || n > INT32_MAX)
			return err_set(err, ERR_STREAM, "a variadic count is out of range");
		buffers += (uint64_t)n;
	}
	if (in->nodes.n != layout->nnodes || in->buffers.n != buffers)
		return err_set(err, ERR_STREAM,
			       "it has %u nodes and %u buffers, the schema wants %zu and %llu",
			       in->nodes.n, in->buffers.n, layout->nnodes,
			       (unsigned long long)buffers);
	return 0;
}

/* The next buffer; at least `need` bytes. */
static int get_span(struct stream_columns *in, uint64_t need, struct span *s, struct err *err)
{
	int64_t at = fb_vector_int64(&in->buffers, 2 * in->buffer);
	int64_t n = fb_vector_int64(&in->buffers, 2 * in->buffer + 1);

	in->buffer++;
	if (n < 0 || (uint64_t)n > in->body->n)
		return err_set(err, ERR_STREAM, "a buffer is longer than the body");
	if ((uint64_t)n < need)
		return err_set(err, ERR_STREAM, "a buffer of %lld bytes is too short for %lld rows",
			       (long long)n, (long long)in->rows);
	*s = (struct span){ (const unsigned char *)"", 0 };
	if (n == 0)
		return 0;
	if (at < 0 || at % 8 || (uint64_t)at < in->end || (uint64_t)at > in->body->n - (uint64_t)n)
		return err_set(err, ERR_STREAM,
			       "a buffer lies outside the body, unaligned or over another");
	in->end = (uint64_t)at + (uint64_t)n;
	*s = (struct span){ in->body->p + at, (uint64_t)n };
	return 0;
}

static int get_validity(struct stream_columns *in, int64_t nulls, struct column *c, struct err *err)
{
	uint64_t need = nulls ? ((uint64_t)in->rows + 7) / 8 : 0;
	struct span s;

	if (get_span(in, need, &s, err) < 0)
		return -1;
	c->nulls = 0;
	if (nulls == 0)
		return 0;
	c->nulls = in->rows - values_count_bits(s.p, in->rows);
	c->valid = c->nulls ? s.p : NULL;
	if (c->nulls != nulls && !in->foreign)
		return err_set(err, ERR_STREAM, "%lld nulls are claimed, its bitmap has %lld",
			       (long long)nulls, (long long)c->nulls);
	return 0;
}

/* Buffers that no value is taken from. */
static int skip_spans(struct stream_columns *in, const struct stream_field *sf, struct err *err)
{
	uint64_t n = sf->buffers - sf->has_validity;
	struct span s;
	size_t i;

	for (i = 0; i < sf->views; i++)
		n += (uint64_t)fb_vector_int64(&in->variadic, in->view++);
	for (; n; n--)
		if (get_span(in, 0, &s, err) < 0)
			return -1;
	in->node += (uint32_t)(sf->nodes - 1);
	return 0;
}

static int get_opaque(struct stream_columns *in, const struct stream_field *sf,
		      struct stream_scratch *scratch, struct column *c, struct err *err)
{
	size_t n = ((size_t)in->rows + 7) / 8;

	if (sf->shape != SHAPE_NULL)
		return skip_spans(in, sf, err);
	if (in->rows > NULL_ROWS_MAX)
		return err_set(err, ERR_STREAM, "%lld rows of nulls are too many in one batch",
			       (long long)in->rows);
	c->nulls = in->rows;
	if (c->nulls == 0)
		return 0;
	scratch->valid = mem_grow(scratch->valid, &scratch->valid_capacity, n, 1);
	memset(scratch->valid, 0, n);
	c->valid = scratch->valid;
	return 0;
}

static int get_text(struct stream_columns *in, struct column *c, struct err *err)
{
	uint64_t need = ((uint64_t)in->rows + 1) * sizeof(int32_t);
	struct span offsets, data;

	/* The offsets of no rows may be left out. */
	if (get_span(in, in->rows ? need : 0, &offsets, err) < 0 || get_span(in, 0, &data, err) < 0)
		return -1;
	c->data = (const char *)data.p;
	if (in->rows == 0)
		return 0;
	c->values = offsets.p;
	return values_check_text(c, in->rows, data.n, err);
}

static int get_index(struct stream_columns *in, const struct stream_field *sf,
		     const struct stream_dict *d, struct stream_scratch *scratch, struct column *c,
		     struct err *err)
{
	struct span s;
	size_t n = (size_t)in->rows;

	if (get_span(in, n * (unsigned)sf->width, &s, err) < 0)
		return -1;
	c->dict = d->dict;
	if (in->rows == 0)
		return 0;
	if (!d->is_known)
		return err_set(err, ERR_STREAM, "its dictionary has not come");
	c->values = s.p;
	if (sf->width == 4 && d->is_same && values_are_below((const void *)s.p, n, d->n))
		return 0;
	scratch->values = mem_grow(scratch->values, &scratch->values_capacity, n, 4);
	/* Room to make rows null whose entry is. */
	scratch->valid = mem_grow(scratch->valid, &scratch->valid_capacity, (n + 7) / 8, 1);
	return values_map(s.p, sf, d, in->rows, scratch->values, scratch->valid, c, err);
}

static int get_same(struct stream_columns *in, const struct field *f, struct column *c,
		    struct err *err)
{
	static const unsigned char width[] = {
		[FIELD_INT64] = 8, [FIELD_DECIMAL] = 16, [FIELD_FLOAT64] = 8, [FIELD_DATE] = 4
	};
	uint64_t rows = (uint64_t)in->rows;
	struct span s;

	if (f->type == FIELD_UTF8)
		return get_text(in, c, err);
	if (get_span(in, f->type == FIELD_BOOL ? (rows + 7) / 8 : rows * width[f->type], &s, err) <
	    0)
		return -1;
	if (rows == 0)
		return 0;
	c->values = s.p;
	/* Writers of others do not always hold to the precision they declare. */
	if (f->type == FIELD_DECIMAL && !in->foreign)
		return values_check_decimal(c, in->rows, f->precision, err);
	if (f->type == FIELD_DATE)
		return values_check_date(c, in->rows, err);
	return 0;
}

static int get_widened(struct stream_columns *in, const struct stream_field *sf,
		       struct stream_scratch *scratch, struct column *c, struct err *err)
{
	bool is_float = sf->shape == SHAPE_FLOAT32;
	size_t n = (size_t)in->rows, width = is_float ? sizeof(float) : (size_t)sf->width;
	struct span s;

	if (get_span(in, n * width, &s, err) < 0)
		return -1;
	if (n == 0)
		return 0;
	scratch->values = mem_grow(scratch->values, &scratch->values_capacity, n, 8);
	c->values = scratch->values;
	if (is_float)
		values_widen_floats(s.p, n, scratch->values);
	else
		values_widen_integers(s.p, n, sf->width, sf->is_signed, scratch->values);
	return 0;
}

static int get_values(struct stream_columns *in, const struct field *f,
		      const struct stream_field *sf, const struct stream_dict *dicts,
		      struct stream_scratch *scratch, struct column *c, struct err *err)
{
	switch (sf->shape) {
	case SHAPE_SAME:
		return get_same(in, f, c, err);
	case SHAPE_INTEGER:
	case SHAPE_FLOAT32:
		return get_widened(in, sf, scratch, c, err);
	case SHAPE_INDEX:
		return get_index(in, sf, &dicts[sf->dictionary], scratch, c, err);
	default:
		return get_opaque(in, sf, scratch, c, err);
	}
}

int stream_column_get(struct stream_columns *in, const struct field *f,
		      const struct stream_field *sf, const struct stream_dict *dicts,
		      struct stream_scratch *scratch, struct column *c, struct err *err)
{
	static const int64_t zero[2];
	int64_t length = fb_vector_int64(&in->nodes, 2 * in->node);
	int64_t nulls = fb_vector_int64(&in->nodes, 2 * in->node + 1);

	in->node++;
	*c = (struct column){ .type = f->type, .values = zero, .data = "" };
	if (length != in->rows)
		return err_set(err, ERR_STREAM, "it has %lld rows, the batch %lld",
			       (long long)length, (long long)in->rows);
	if (nulls < 0 || nulls > in->rows)
		return err_set(err, ERR_STREAM, "it claims %lld nulls in %lld rows",
			       (long long)nulls, (long long)in->rows);
	if (sf->has_validity && get_validity(in, nulls, c, err) < 0)
		return -1;
	if (get_values(in, f, sf, dicts, scratch, c, err) < 0)
		return -1;
	if (c->nulls && !f->nullable)
		return err_set(err, ERR_STREAM, "it may not be null and has %lld nulls",
			       (long long)c->nulls);
	return 0;
}
