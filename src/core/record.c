#include "core/mem.h"
#include "core/record.h"

/* So that a view of an empty builder has aligned memory behind it. */
enum { FIRST_BYTES = 64 };

/* Bytes of a value, or of the offset of a text. */
static const unsigned char value_width[] = {
	[FIELD_BOOL] = 0, [FIELD_INT64] = 8, [FIELD_DECIMAL] = 16, [FIELD_FLOAT64] = 8,
	[FIELD_DATE] = 4, [FIELD_UTF8] = 4,  [FIELD_DICT] = 4,	   [FIELD_OPAQUE] = 0,
};

void builder_init(struct builder *b, enum field_type type, struct dict *dict)
{
	*b = (struct builder){ .type = type, .values = BUF_INIT, .data = BUF_INIT };
	if (type == FIELD_DICT) {
		b->dict = dict ? dict : dict_new();
		b->dict_is_given = dict != NULL;
	}
	buf_reserve(&b->values, FIRST_BYTES);
	builder_clear(b);
}

void builder_release(struct builder *b)
{
	buf_release(&b->values);
	buf_release(&b->data);
	free(b->valid);
	if (!b->dict_is_given)
		dict_free(b->dict);
	b->valid = NULL;
	b->valid_capacity = 0;
	b->dict = NULL;
}

void builder_clear(struct builder *b)
{
	b->nrows = 0;
	b->nulls = 0;
	buf_clear(&b->values);
	buf_clear(&b->data);
	if (b->type == FIELD_UTF8)
		*(int32_t *)builder_room(b, sizeof(int32_t)) = 0;
}

void *builder_grow(struct builder *b, size_t n)
{
	char *p = buf_reserve(&b->values, n);

	b->values.n += n;
	return p;
}

/* Offsets are 32 bits; a batch is full long before. */
char *builder_grow_data(struct builder *b, size_t n)
{
	if (n > (size_t)INT32_MAX - b->data.n)
		mem_alloc(SIZE_MAX);
	return buf_reserve(&b->data, n);
}

void builder_grow_valid(struct builder *b)
{
	size_t old = b->valid_capacity;

	b->valid = mem_grow(b->valid, &b->valid_capacity, (size_t)(b->nrows >> 3) + 1, 1);
	memset(b->valid + old, 0, b->valid_capacity - old);
}

/* The bitmap begins with the first null: all rows before it are valid. */
static void builder_begin_valid(struct builder *b)
{
	size_t whole = (size_t)(b->nrows >> 3);

	b->valid = mem_grow(b->valid, &b->valid_capacity, whole + 1, 1);
	memset(b->valid, 0xff, whole);
	memset(b->valid + whole, 0, b->valid_capacity - whole);
	b->valid[whole] = (uint8_t)((1u << (b->nrows & 7)) - 1);
}

/* The row whose value was put is null. */
static void builder_mark_null(struct builder *b)
{
	if (b->nulls++ == 0)
		builder_begin_valid(b);
	else if ((size_t)(b->nrows >> 3) >= b->valid_capacity)
		builder_grow_valid(b);
	b->nrows++;
}

void builder_null(struct builder *b)
{
	size_t width = value_width[b->type];

	if (b->type == FIELD_UTF8)
		*(int32_t *)builder_room(b, sizeof(int32_t)) = (int32_t)b->data.n;
	else if (b->type == FIELD_BOOL)
		builder_put_bit(b, false);
	else
		memset(builder_room(b, width), 0, width);
	builder_mark_null(b);
}

void builder_text(struct builder *b, const char *p, size_t n)
{
	if (b->type == FIELD_DICT)
		builder_index(b, dict_put(b->dict, p, n));
	else
		builder_utf8(b, p, n);
}

void builder_copy(struct builder *b, const struct column *c, int64_t i)
{
	struct str s;

	if (column_is_null(c, i)) {
		builder_null(b);
		return;
	}
	switch (b->type) {
	case FIELD_BOOL:
		builder_bool(b, column_bool(c, i));
		break;
	case FIELD_INT64:
		builder_int64(b, column_int64(c, i));
		break;
	case FIELD_DECIMAL:
		builder_decimal(b, column_decimal(c, i));
		break;
	case FIELD_FLOAT64:
		builder_float64(b, column_float64(c, i));
		break;
	case FIELD_DATE:
		builder_date(b, column_date(c, i));
		break;
	case FIELD_UTF8:
	case FIELD_DICT:
		if (b->type == FIELD_DICT && b->dict == c->dict) {
			builder_index(b, column_index(c, i));
			break;
		}
		s = column_text(c, i);
		builder_text(b, s.p, s.n);
		break;
	case FIELD_OPAQUE:
		builder_null(b);
		break;
	}
}

static void append_text(struct builder *b, const struct column *c, int64_t first, int64_t n)
{
	const int32_t *at = (const int32_t *)c->values + first;
	size_t bytes = (size_t)(at[n] - at[0]);
	int32_t *to, shift;
	int64_t i;

	shift = (int32_t)b->data.n - at[0];
	if (bytes)
		memcpy(builder_grow_data(b, bytes), c->data + at[0], bytes);
	b->data.n += bytes;
	to = builder_room(b, (size_t)n * sizeof(*to));
	for (i = 0; i < n; i++)
		to[i] = at[i + 1] + shift;
}

void builder_append(struct builder *b, const struct column *c, int64_t first, int64_t n)
{
	size_t width = value_width[b->type], bytes = (size_t)n * width;
	int64_t i;

	if (n == 0 || width == 0) {
		for (i = first; i < first + n; i++)
			builder_copy(b, c, i);
		return;
	}
	if (b->type == FIELD_UTF8)
		append_text(b, c, first, n);
	else
		memcpy(builder_room(b, bytes), (const char *)c->values + (size_t)first * width,
		       bytes);
	if (c->nulls == 0 && b->nulls == 0)
		b->nrows += n;
	else
		for (i = first; i < first + n; i++)
			if (column_is_null(c, i))
				builder_mark_null(b);
			else
				builder_mark(b);
}

void builder_view(const struct builder *b, struct column *c)
{
	*c = (struct column){ .type = b->type,
			      .nulls = b->nulls,
			      .valid = b->nulls ? b->valid : NULL,
			      .values = b->values.p,
			      .data = b->type == FIELD_UTF8 ? b->data.p : NULL,
			      .dict = b->dict };
}

size_t builder_bytes(const struct builder *b)
{
	size_t bitmap = b->nulls ? (size_t)(b->nrows + 7) / 8 : 0;

	return b->values.n + b->data.n + bitmap;
}

void batch_builder_init(struct batch_builder *bb, const struct schema *s)
{
	size_t i, n = s->nfields;

	bb->ncolumns = n;
	bb->columns = mem_zalloc(n + 1, sizeof(*bb->columns));
	for (i = 0; i < n; i++)
		builder_init(&bb->columns[i], s->fields[i].type, NULL);
	bb->batch = (struct batch){ 0, n, mem_zalloc(n + 1, sizeof(struct column)) };
}

void batch_builder_release(struct batch_builder *bb)
{
	size_t i;

	for (i = 0; i < bb->ncolumns; i++)
		builder_release(&bb->columns[i]);
	free(bb->columns);
	free(bb->batch.columns);
	*bb = (struct batch_builder){ NULL, 0, { 0, 0, NULL } };
}

void batch_builder_clear(struct batch_builder *bb)
{
	size_t i;

	for (i = 0; i < bb->ncolumns; i++)
		builder_clear(&bb->columns[i]);
}

bool batch_builder_is_full(const struct batch_builder *bb)
{
	size_t i, bytes = 0;

	if (bb->ncolumns == 0 || bb->columns[0].nrows == 0)
		return false;
	if (bb->columns[0].nrows >= BATCH_ROWS)
		return true;
	for (i = 0; i < bb->ncolumns; i++)
		bytes += bb->columns[i].values.n + bb->columns[i].data.n;
	return bytes >= BATCH_BYTES;
}

const struct batch *batch_builder_view(struct batch_builder *bb)
{
	size_t i;

	bb->batch.nrows = bb->ncolumns ? bb->columns[0].nrows : 0;
	for (i = 0; i < bb->ncolumns; i++)
		builder_view(&bb->columns[i], &bb->batch.columns[i]);
	return &bb->batch;
}
