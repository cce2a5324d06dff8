/*
 * JSON: one object that says what it is, then one object per row and line.
 * Decimals keep every digit that they have in the CSV; NULL is null.
 */
#include <stdlib.h>

#include "core/csv.h"
#include "core/jsonout.h"
#include "core/mem.h"
#include "package/dictionary.h"
#include "package/format.h"
#include "package/member.h"

/* Entries of a dictionary as JSON texts, made when first met. */
struct json_dict {
	struct buf text;
	size_t *ends;
	size_t n, capacity;
};

struct json_encoder {
	struct encoder encoder;
	struct member member;
	struct buf text;
	struct buf *keys; /* "name": with quotes and colon, one per column */
	struct json_dict *dicts;
	int64_t rows;
};

static void json_close_encoder(struct encoder *encoder)
{
	struct json_encoder *e = (struct json_encoder *)encoder;
	size_t i;

	for (i = 0; e->keys && i < encoder->release->ncolumns; i++) {
		buf_release(&e->keys[i]);
		buf_release(&e->dicts[i].text);
		free(e->dicts[i].ends);
	}
	free(e->keys);
	free(e->dicts);
	buf_release(&e->text);
	member_close(&e->member);
	free(e);
}

static void put_string(struct buf *b, struct str s)
{
	struct jsonout j;

	jsonout_init(&j, b, 0);
	jsonout_str(&j, s);
}

static void put_member(struct buf *b, const char *key, const char *value)
{
	if (!value)
		return;
	put_string(b, str_of(key));
	buf_puts(b, ": ");
	put_string(b, str_of(value));
	buf_puts(b, ",\n");
}

static void put_fields(const struct release *r, struct buf *b)
{
	const struct release_column *c;
	struct jsonout j;
	size_t i;

	buf_puts(b, "\"fields\": [\n");
	for (i = 0; i < r->ncolumns; i++) {
		c = &r->columns[i];
		jsonout_init(&j, b, 0);
		jsonout_open(&j, '{');
		jsonout_member(&j, "name", c->field->name);
		jsonout_member(&j, "title", c->title);
		jsonout_member(&j, "type", dictionary_type(c->field->type));
		if (c->unit)
			jsonout_member(&j, "unit", c->unit);
		if (c->codes)
			jsonout_member(&j, "codes", c->codes);
		if (*c->description)
			jsonout_member(&j, "description", c->description);
		jsonout_close(&j, '}');
		buf_puts(b, i + 1 < r->ncolumns ? ",\n" : "\n");
	}
	buf_puts(b, "],\n");
}

static void put_head(const struct release *r, struct buf *b)
{
	buf_puts(b, "{\n");
	put_member(b, "dataset", r->spec->name);
	put_member(b, "title", r->spec->title);
	put_member(b, "version", r->spec->version);
	put_member(b, "period", r->period);
	put_member(b, "publisher", r->site->name);
	put_member(b, "licence", r->site->licence_title);
	put_member(b, "attribution", r->site->attribution);
	if (r->site->is_demo)
		buf_puts(b, "\"demo\": true,\n");
	put_fields(r, b);
	buf_puts(b, "\"data\": [");
}

static int json_open_encoder(struct release *r, struct encoder **out, struct err *err)
{
	struct json_encoder *e = mem_zalloc(1, sizeof(*e));
	size_t i;

	e->encoder.release = r;
	e->text = (struct buf)BUF_INIT;
	e->member = (struct member)MEMBER_INIT;
	e->keys = mem_zalloc(r->ncolumns, sizeof(*e->keys));
	e->dicts = mem_zalloc(r->ncolumns, sizeof(*e->dicts));
	for (i = 0; i < r->ncolumns; i++) {
		e->dicts[i].text = (struct buf)BUF_INIT;
		e->keys[i] = (struct buf)BUF_INIT;
		put_string(&e->keys[i], str_of(r->columns[i].field->name));
		buf_putc(&e->keys[i], ':');
	}
	put_head(r, &e->text);
	if (format_member(&format_json, r, &e->member, err) < 0 ||
	    member_add(&e->member, e->text.p, e->text.n, err) < 0) {
		json_close_encoder(&e->encoder);
		return -1;
	}
	*out = &e->encoder;
	return 0;
}

static void learn_dict(struct json_dict *d, const struct dict *dict)
{
	size_t n = (size_t)dict_count(dict);

	d->ends = mem_grow(d->ends, &d->capacity, n + 1, sizeof(*d->ends));
	for (; d->n < n; d->n++) {
		put_string(&d->text, dict_at(dict, (int32_t)d->n));
		d->ends[d->n] = d->text.n;
	}
}

static void put_dict(const struct json_dict *d, int32_t index, struct buf *b)
{
	size_t begin = index ? d->ends[index - 1] : 0;

	buf_add(b, d->text.p + begin, d->ends[index] - begin);
}

static void put_value(struct json_encoder *e, size_t i, const struct column *c, int64_t row)
{
	struct buf *b = &e->text;

	if (column_is_null(c, row)) {
		buf_puts(b, "null");
	} else if (c->type == FIELD_DICT) {
		put_dict(&e->dicts[i], column_index(c, row), b);
	} else if (c->type == FIELD_UTF8) {
		put_string(b, column_text(c, row));
	} else if (c->type == FIELD_DATE) {
		buf_putc(b, '"');
		cell_put_text(b, e->encoder.release->columns[i].field, c, row);
		buf_putc(b, '"');
	} else {
		cell_put_text(b, e->encoder.release->columns[i].field, c, row);
	}
}

static int json_write(struct encoder *encoder, const struct page *page, struct err *err)
{
	struct json_encoder *e = (struct json_encoder *)encoder;
	const struct batch *batch = page->batch;
	int64_t row;
	size_t i;

	buf_clear(&e->text);
	for (i = 0; i < batch->ncolumns; i++)
		if (batch->columns[i].type == FIELD_DICT)
			learn_dict(&e->dicts[i], batch->columns[i].dict);
	for (row = 0; row < batch->nrows; row++) {
		buf_puts(&e->text, e->rows++ ? ",\n" : "\n");
		for (i = 0; i < batch->ncolumns; i++) {
			buf_putc(&e->text, i ? ',' : '{');
			buf_add(&e->text, e->keys[i].p, e->keys[i].n);
			put_value(e, i, &batch->columns[i], row);
		}
		buf_putc(&e->text, '}');
	}
	return member_add(&e->member, e->text.p, e->text.n, err);
}

static int json_finish(struct encoder *encoder, struct err *err)
{
	struct json_encoder *e = (struct json_encoder *)encoder;

	buf_clear(&e->text);
	buf_printf(&e->text, "\n],\n\"rows\": %lld\n}\n", (long long)e->rows);
	if (member_add(&e->member, e->text.p, e->text.n, err) < 0)
		return -1;
	return member_finish(&e->member, encoder->release, err);
}

const struct format format_json = {
	PACK_JSON,
	".json",
	"-json",
	"json",
	"application/json",
	"JSON",
	"一个对象：dataset、fields（字段）、data（每行一个对象，缺失为 null）、rows（行数）。"
	"金额保留全部小数位。",
	json_open_encoder,
	json_write,
	json_finish,
	json_close_encoder
};
