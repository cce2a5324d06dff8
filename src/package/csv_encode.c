#include "package/csv_encode.h"

#include <stdlib.h>

#include "core/csv.h"
#include "core/date.h"
#include "core/decimal.h"
#include "core/mem.h"

/* Entries of a dictionary as they stand in the file, made when first met. */
struct encoded_dict {
	struct buf text;
	size_t *ends;		/* entry i ends at ends[i] and begins at ends[i - 1] */
	size_t n, capacity, longest;
};

struct csv_encode {
	const struct release *release;
	enum csv_flavour flavour;
	struct encoded_dict *dicts;	/* one per column */
	bool *plain;			/* per column: this batch needs no quotes */
	struct buf guarded, cell;	/* scratch */
};

struct csv_encode *csv_encode_new(const struct release *r, enum csv_flavour flavour)
{
	struct csv_encode *e = mem_zalloc(1, sizeof(*e));
	size_t i;

	e->release = r;
	e->flavour = flavour;
	e->dicts = mem_zalloc(r->ncolumns, sizeof(*e->dicts));
	e->plain = mem_zalloc(r->ncolumns, sizeof(*e->plain));
	for (i = 0; i < r->ncolumns; i++)
		e->dicts[i].text = (struct buf)BUF_INIT;
	e->guarded = (struct buf)BUF_INIT;
	e->cell = (struct buf)BUF_INIT;
	return e;
}

void csv_encode_free(struct csv_encode *e)
{
	size_t i;

	if (!e)
		return;
	for (i = 0; i < e->release->ncolumns; i++) {
		buf_release(&e->dicts[i].text);
		free(e->dicts[i].ends);
	}
	free(e->dicts);
	free(e->plain);
	buf_release(&e->guarded);
	buf_release(&e->cell);
	free(e);
}

void csv_encode_header(const struct csv_encode *e, struct buf *to)
{
	size_t i;

	if (e->flavour == CSV_EXCEL)
		buf_puts(to, "\xef\xbb\xbf");
	for (i = 0; i < e->release->ncolumns; i++) {
		if (i)
			buf_putc(to, ',');
		csv_put_text(to, str_of(e->release->columns[i].field->name));
	}
	buf_puts(to, "\r\n");
}

static void put_text(struct csv_encode *e, struct str text, struct buf *to)
{
	char guard = e->flavour == CSV_EXCEL ? csv_guard(text) : 0;

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

	d->ends = mem_grow(d->ends, &d->capacity, n + 1, sizeof(*d->ends));
	for (; d->n < n; d->n++) {
		begin = d->text.n;
		put_text(e, dict_at(dict, (int32_t)d->n), &d->text);
		d->ends[d->n] = d->text.n;
		if (d->text.n - begin > d->longest)
			d->longest = d->text.n - begin;
	}
}

static bool needs_quotes(char c)
{
	return c == ',' || c == '"' || c == '\r' || c == '\n';
}

/* High bits where bytes of the block are c; false alarms are possible, misses not. */
static uint64_t find_byte(uint64_t block, char c)
{
	const uint64_t ones = 0x0101010101010101;
	uint64_t x = block ^ ones * (unsigned char)c;

	return (x - ones) & ~x & 0x80 * ones;
}

/* Whether no text of the column needs quotes: eight bytes at a time. */
static bool needs_no_quotes(const char *p, size_t n)
{
	uint64_t block;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		memcpy(&block, p + i, 8);
		if (find_byte(block, ',') | find_byte(block, '"') | find_byte(block, '\r') |
		    find_byte(block, '\n'))
			return false;
	}
	for (; i < n; i++)
		if (needs_quotes(p[i]))
			return false;
	return true;
}

static size_t dict_length(const struct encoded_dict *d, int32_t index)
{
	return d->ends[index] - (index ? d->ends[index - 1] : 0);
}

/* One long entry must not be counted once for every row. */
static size_t dict_room(const struct encoded_dict *d, const struct column *c, size_t rows)
{
	size_t row, room = 0;

	if (d->longest <= 64)
		return rows * d->longest;
	for (row = 0; row < rows; row++)
		if (!column_is_null(c, (int64_t)row))
			room += dict_length(d, column_index(c, (int64_t)row));
	return room;
}

/* The room that a batch may need, and what must be known before its rows. */
static size_t prepare(struct csv_encode *e, const struct batch *batch)
{
	size_t rows = (size_t)batch->nrows, room = 2 * rows, i, n;
	const struct column *c;
	const int32_t *at;

	for (i = 0; i < batch->ncolumns; i++) {
		c = &batch->columns[i];
		room += rows;
		switch (c->type) {
		case FIELD_DICT:
			learn_dict(e, &e->dicts[i], c->dict);
			room += dict_room(&e->dicts[i], c, rows);
			break;
		case FIELD_UTF8:
			at = c->values;
			n = (size_t)(at[rows] - at[0]);
			e->plain[i] = e->flavour == CSV_CANONICAL &&
				      needs_no_quotes(c->data + at[0], n);
			room += 2 * n + 4 * rows;
			break;
		default:
			room += DECIMAL_TEXT * rows;
		}
	}
	return room;
}

static char *put_digits(char *out, uint64_t v)
{
	char text[20], *at = text + sizeof(text);

	do {
		*--at = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	memcpy(out, at, (size_t)(text + sizeof(text) - at));
	return out + (text + sizeof(text) - at);
}

static char *put_int64(char *out, int64_t v)
{
	if (v < 0)
		*out++ = '-';
	return put_digits(out, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);
}

/* Money nearly always fits 63 bits, where a division is a few cycles. */
static char *put_decimal(char *out, __int128 v, int scale)
{
	static const uint64_t powers[10] = {
		1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000
	};
	uint64_t whole, rest;
	int i;

	if (scale > 9 || v > INT64_MAX || v < -INT64_MAX)
		return out + decimal_format(v, scale, out);
	if (v < 0)
		*out++ = '-';
	whole = (uint64_t)(v < 0 ? -v : v);
	rest = whole % powers[scale];
	out = put_digits(out, whole / powers[scale]);
	if (scale == 0)
		return out;
	*out = '.';
	for (i = scale; i > 0; i--, rest /= 10)
		out[i] = (char)('0' + rest % 10);
	return out + scale + 1;
}

static char *put_bytes(char *out, const char *p, size_t n)
{
	if (n)
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
		cell_put_text(&e->cell, e->release->columns[column].field, c, row);
	return put_bytes(out, e->cell.p, e->cell.n);
}

static char *put_dict(char *out, const struct encoded_dict *d, int32_t index)
{
	size_t begin = index ? d->ends[index - 1] : 0;

	return put_bytes(out, d->text.p + begin, dict_length(d, index));
}

static char *put_cell(struct csv_encode *e, char *out, size_t i, const struct column *c,
		      int64_t row)
{
	struct str s;

	switch (c->type) {
	case FIELD_DICT:
		return put_dict(out, &e->dicts[i], column_index(c, row));
	case FIELD_INT64:
		return put_int64(out, column_int64(c, row));
	case FIELD_DECIMAL:
		return put_decimal(out, column_decimal(c, row),
				   e->release->columns[i].field->scale);
	case FIELD_DATE:
		date_format(column_date(c, row), out);
		return out + 10;
	case FIELD_UTF8:
		s = column_text(c, row);
		if (e->plain[i] && s.n)
			return put_bytes(out, s.p, s.n);
		return put_slowly(e, out, i, c, row);
	default:
		return put_slowly(e, out, i, c, row);
	}
}

void csv_encode_batch(struct csv_encode *e, const struct batch *batch, struct buf *to)
{
	char *begin = buf_reserve(to, prepare(e, batch)), *out = begin;
	int64_t row;
	size_t i;

	for (row = 0; row < batch->nrows; row++) {
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
