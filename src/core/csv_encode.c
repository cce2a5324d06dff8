#include "core/csv_encode.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/decimal.h"
#include "core/mem.h"

/* Bytes that a short text is copied with, whatever its length. */
enum { SHORT = 16 };

/* Entries of a dictionary as they stand in the file, made when first met. */
struct encoded_dict {
	uint64_t serial; /* of the dictionary; another one is learned anew */
	struct buf text; /* and room for SHORT bytes behind it */
	size_t *ends;	 /* entry i ends at ends[i] and begins at ends[i - 1] */
	size_t n, capacity, longest;
};

struct csv_encode {
	const struct field **fields;
	size_t n;
	csv_guard_fn *guard;
	struct encoded_dict *dicts; /* one per column */
	bool *plain;		    /* per column: no text of these rows needs quotes */
	const char **ends;	    /* per column: behind the last text of these rows */
	struct buf guarded, cell;   /* scratch */
};

struct csv_encode *csv_encode_new(const struct field *const *fields, size_t n, csv_guard_fn *guard)
{
	struct csv_encode *e = mem_zalloc(1, sizeof(*e));
	size_t i;

	e->fields = mem_zalloc(n, sizeof(*e->fields));
	e->n = n;
	e->guard = guard;
	e->dicts = mem_zalloc(n, sizeof(*e->dicts));
	e->plain = mem_zalloc(n, sizeof(*e->plain));
	e->ends = mem_zalloc(n, sizeof(*e->ends));
	for (i = 0; i < n; i++) {
		e->fields[i] = fields[i];
		e->dicts[i].text = (struct buf)BUF_INIT;
	}
	e->guarded = (struct buf)BUF_INIT;
	e->cell = (struct buf)BUF_INIT;
	return e;
}

void csv_encode_free(struct csv_encode *e)
{
	size_t i;

	if (!e)
		return;
	for (i = 0; i < e->n; i++) {
		buf_release(&e->dicts[i].text);
		free(e->dicts[i].ends);
	}
	free(e->fields);
	free(e->dicts);
	free(e->plain);
	free(e->ends);
	buf_release(&e->guarded);
	buf_release(&e->cell);
	free(e);
}

void csv_encode_header(const struct csv_encode *e, struct buf *to)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		if (i)
			buf_putc(to, ',');
		csv_put_text(to, str_of(e->fields[i]->name));
	}
	buf_puts(to, "\r\n");
}

static void put_text(struct csv_encode *e, struct str text, struct buf *to)
{
	char guard = e->guard && text.n ? e->guard(text) : 0;

	if (!guard) {
		csv_put_text(to, text);
		return;
	}
	buf_clear(&e->guarded);
	buf_putc(&e->guarded, guard);
	buf_add(&e->guarded, text.p, text.n);
	csv_put_text(to, (struct str){ e->guarded.p, e->guarded.n });
}

static void learn_dict(struct csv_encode *e, struct encoded_dict *d, const struct dict *dict)
{
	size_t n = (size_t)dict_count(dict), begin;

	if (d->serial != dict->serial) {
		buf_clear(&d->text);
		d->serial = dict->serial;
		d->n = d->longest = 0;
	}
	d->ends = mem_grow(d->ends, &d->capacity, n + 1, sizeof(*d->ends));
	for (; d->n < n; d->n++) {
		begin = d->text.n;
		put_text(e, dict_at(dict, (int32_t)d->n), &d->text);
		d->ends[d->n] = d->text.n;
		if (d->text.n - begin > d->longest)
			d->longest = d->text.n - begin;
	}
	buf_reserve(&d->text, SHORT);
}

/* As wide as the vector registers that every processor of the kind has. */
typedef unsigned char lanes __attribute__((vector_size(16)));

static lanes find_quotable(lanes v)
{
	return (lanes)((v == ',') | (v == '"') | (v == '\r') | (v == '\n'));
}

/* Whether no byte needs quotes. */
static bool needs_no_quotes(const char *p, size_t n)
{
	lanes found = { 0 }, v;
	uint64_t halves[2];
	size_t i;

	for (i = 0; n - i >= sizeof(v); i += sizeof(v)) {
		memcpy(&v, p + i, sizeof(v));
		found |= find_quotable(v);
	}
	memset(&v, 0, sizeof(v));
	if (n - i)
		memcpy(&v, p + i, n - i);
	found |= find_quotable(v);
	memcpy(halves, &found, sizeof(halves));
	return (halves[0] | halves[1]) == 0;
}

static size_t dict_length(const struct encoded_dict *d, int32_t index)
{
	return d->ends[index] - (index ? d->ends[index - 1] : 0);
}

/* One long entry must not be counted once for every row. */
static size_t dict_room(const struct encoded_dict *d, const struct column *c, int64_t first,
			int64_t n)
{
	size_t room = 0;
	int64_t row;

	if (d->longest <= 64)
		return (size_t)n * d->longest;
	for (row = first; row < first + n; row++)
		if (!column_is_null(c, row))
			room += dict_length(d, column_index(c, row));
	return room;
}

static size_t text_room(struct csv_encode *e, size_t i, const struct column *c, int64_t first,
			int64_t n)
{
	const int32_t *at = (const int32_t *)c->values + first;
	size_t bytes = (size_t)(at[n] - at[0]);

	e->ends[i] = c->data + at[n];
	e->plain[i] = !e->guard && needs_no_quotes(c->data + at[0], bytes);
	/* Every byte doubled, quotes around, a guard in front. */
	return 2 * bytes + 3 * (size_t)n;
}

/* The room that these rows may need, and what must be known before them. */
static size_t prepare(struct csv_encode *e, const struct batch *batch, int64_t first, int64_t n)
{
	size_t rows = (size_t)n, room = 2 * rows + SHORT, i;
	const struct column *c;

	for (i = 0; i < batch->ncolumns; i++) {
		c = &batch->columns[i];
		room += rows;
		switch (c->type) {
		case FIELD_DICT:
			learn_dict(e, &e->dicts[i], c->dict);
			room += dict_room(&e->dicts[i], c, first, n);
			break;
		case FIELD_UTF8:
			room += text_room(e, i, c, first, n);
			break;
		default:
			room += DECIMAL_TEXT * rows;
		}
	}
	return room;
}

/* SHORT bytes behind p may be read when p + SHORT <= end; they may always be written. */
static inline char *put_bytes(char *out, const char *p, size_t n, const char *end)
{
	if (n <= SHORT && end - p >= SHORT)
		memcpy(out, p, SHORT);
	else if (n)
		memcpy(out, p, n);
	return out + n;
}

/* Through a buf: for what is rare. */
static char *put_slowly(struct csv_encode *e, char *out, size_t column, const struct column *c,
			int64_t row)
{
	buf_clear(&e->cell);
	if (c->type == FIELD_UTF8)
		put_text(e, column_text(c, row), &e->cell);
	else
		cell_put_text(&e->cell, e->fields[column], c, row);
	return put_bytes(out, e->cell.p, e->cell.n, e->cell.p);
}

static inline char *put_dict(char *out, const struct encoded_dict *d, int32_t index)
{
	const char *begin = d->text.p + (index ? d->ends[index - 1] : 0);

	return put_bytes(out, begin, dict_length(d, index), begin + SHORT);
}

static char *put_utf8(struct csv_encode *e, char *out, size_t i, const struct column *c,
		      int64_t row)
{
	struct str s = column_text(c, row);

	if (s.n && (e->plain[i] || (!e->guard && needs_no_quotes(s.p, s.n))))
		return put_bytes(out, s.p, s.n, e->ends[i]);
	return put_slowly(e, out, i, c, row);
}

static inline char *put_cell(struct csv_encode *e, char *out, size_t i, const struct column *c,
			     int64_t row)
{
	switch (c->type) {
	case FIELD_DICT:
		return put_dict(out, &e->dicts[i], column_index(c, row));
	case FIELD_INT64:
		return out + decimal_format(column_int64(c, row), 0, out);
	case FIELD_DECIMAL:
		return out + decimal_format(column_decimal(c, row), e->fields[i]->scale, out);
	case FIELD_DATE:
		date_format(column_date(c, row), out);
		return out + 10;
	case FIELD_UTF8:
		return put_utf8(e, out, i, c, row);
	default:
		return put_slowly(e, out, i, c, row);
	}
}

void csv_encode_rows(struct csv_encode *e, const struct batch *batch, int64_t first, int64_t n,
		     struct buf *to)
{
	char *begin = buf_reserve(to, prepare(e, batch, first, n)), *out = begin;
	int64_t row;
	size_t i;

	for (row = first; row < first + n; row++) {
		for (i = 0; i < batch->ncolumns; i++) {
			if (i)
				*out++ = ',';
			if (!column_is_null(&batch->columns[i], row))
				out = put_cell(e, out, i, &batch->columns[i], row);
		}
		*out++ = '\r';
		*out++ = '\n';
	}
	to->n += (size_t)(out - begin);
	to->p[to->n] = '\0';
}
