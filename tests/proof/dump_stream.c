/*
 * dump_stream [-f] FILE: a stream as JSON, as our reader sees it; -f reads a
 * foreign one.  For scripts that compare it with what others say the file holds.
 *
 *	{"fields":[{"name","type"}],"batches":[{"rows","columns":[[value|null]]}]}
 *
 * Values are strings; a value of an opaque column is "?".
 */
#include <fcntl.h>
#include <inttypes.h>

#include "core/jsonout.h"
#include "core/mem.h"
#include "core/stream.h"

static void dump_decimal(struct buf *b, __int128 v)
{
	unsigned __int128 u = v < 0 ? -(unsigned __int128)v : (unsigned __int128)v;
	char digits[40];
	size_t n = sizeof(digits);

	do {
		digits[--n] = (char)('0' + (int)(u % 10));
		u /= 10;
	} while (u);
	if (v < 0)
		digits[--n] = '-';
	buf_add(b, digits + n, sizeof(digits) - n);
}

static void dump_value(struct jsonout *j, const struct column *c, int64_t i)
{
	struct buf b = BUF_INIT;
	struct str s;

	if (column_is_null(c, i)) {
		jsonout_null(j);
		return;
	}
	switch (c->type) {
	case FIELD_BOOL:
		buf_puts(&b, column_bool(c, i) ? "1" : "0");
		break;
	case FIELD_INT64:
		buf_printf(&b, "%" PRId64, column_int64(c, i));
		break;
	case FIELD_DECIMAL:
		dump_decimal(&b, column_decimal(c, i));
		break;
	case FIELD_FLOAT64:
		buf_printf(&b, "%.17g", column_float64(c, i));
		break;
	case FIELD_DATE:
		buf_printf(&b, "%d", column_date(c, i));
		break;
	case FIELD_UTF8:
	case FIELD_DICT:
		s = column_text(c, i);
		buf_add(&b, s.p, s.n);
		break;
	case FIELD_OPAQUE:
		buf_putc(&b, '?');
		break;
	}
	jsonout_str(j, (struct str){ b.p, b.n });
	buf_release(&b);
}

static void dump_batch(struct jsonout *j, const struct batch *batch)
{
	size_t c;
	int64_t i;

	jsonout_open(j, '{');
	jsonout_member_int(j, "rows", batch->nrows);
	jsonout_key(j, "columns");
	jsonout_open(j, '[');
	for (c = 0; c < batch->ncolumns; c++) {
		jsonout_open(j, '[');
		for (i = 0; i < batch->nrows; i++)
			dump_value(j, &batch->columns[c], i);
		jsonout_close(j, ']');
	}
	jsonout_close(j, ']');
	jsonout_close(j, '}');
}

static void dump_fields(struct jsonout *j, const struct schema *s)
{
	size_t i;

	jsonout_key(j, "fields");
	jsonout_open(j, '[');
	for (i = 0; i < s->nfields; i++) {
		jsonout_open(j, '{');
		jsonout_member(j, "name", s->fields[i].name);
		jsonout_member(j, "type", field_type_name(s->fields[i].type));
		jsonout_close(j, '}');
	}
	jsonout_close(j, ']');
}

static int dump(int fd, const char *path, const struct stream_options *options, struct buf *to,
		struct err *err)
{
	const struct batch *batch;
	struct reader *r;
	struct jsonout j;
	int ret;

	if (stream_reader_open(fd, path, STR(""), options, &r, err) < 0)
		return -1;
	jsonout_init(&j, to, 0);
	jsonout_open(&j, '{');
	dump_fields(&j, &r->schema);
	jsonout_key(&j, "batches");
	jsonout_open(&j, '[');
	while ((ret = reader_next(r, &batch, err)) == 1)
		dump_batch(&j, batch);
	jsonout_close(&j, ']');
	jsonout_close(&j, '}');
	reader_close(r);
	return ret;
}

int main(int argc, char **argv)
{
	struct stream_options options = { .foreign = argc == 3 && strcmp(argv[1], "-f") == 0 };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	int fd, ret;

	if (argc != 2 + options.foreign) {
		fprintf(stderr, "usage: dump_stream [-f] FILE\n");
		return ERR_USAGE;
	}
	fd = open(argv[argc - 1], O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		ret = err_sys(&err, ERR_SOURCE, "%s", argv[argc - 1]);
	else
		ret = dump(fd, argv[argc - 1], &options, &text, &err);
	if (ret == 0)
		puts(text.p);
	else
		fprintf(stderr, "dump_stream: %s\n", err.msg);
	buf_release(&text);
	return ret < 0 ? (int)err.kind : 0;
}
