/*
 * stream_sample: streams in memory for the tests of the stream: a sample of
 * every type, whose values follow from the row; writing, reading, comparing.
 */
#ifndef TEST_STREAM_SAMPLE_H
#define TEST_STREAM_SAMPLE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "core/stream.h"

enum sample_column {
	SAMPLE_FLAG,
	SAMPLE_COUNT,
	SAMPLE_MONEY,
	SAMPLE_RATE,
	SAMPLE_DAY,
	SAMPLE_TEXT,
	SAMPLE_CODE,
	SAMPLE_COLUMNS
};

static inline void sample_schema(struct schema *s)
{
	struct field *f;

	*s = (struct schema)SCHEMA_INIT;
	meta_set(&s->meta, META_STATE, "raw");
	meta_set(&s->meta, META_DATASET, "样本");
	f = schema_add(s, "flag", FIELD_BOOL);
	meta_set(&f->meta, META_LABEL, "标志");
	schema_add(s, "count", FIELD_INT64)->nullable = false;
	f = schema_add(s, "money", FIELD_DECIMAL);
	f->precision = 20;
	meta_set(&f->meta, META_UNIT, "元");
	schema_add(s, "rate", FIELD_FLOAT64);
	schema_add(s, "day", FIELD_DATE);
	schema_add(s, "text", FIELD_UTF8);
	f = schema_add(s, "code", FIELD_DICT);
	meta_set(&f->meta, META_CODES, "division");
}

static inline bool sample_is_null(int64_t i, int column)
{
	return column != SAMPLE_COUNT && (i + column) % 5 == 3;
}

static inline void sample_text(struct buf *b, int64_t i)
{
	buf_clear(b);
	if (i % 4)
		buf_printf(b, "第%lld行 row %lld", (long long)i, (long long)(i * 7));
}

/* Row i of the sample: new codes go on coming. */
static inline void sample_row(struct batch_builder *bb, int64_t i)
{
	struct builder *b = bb->columns;
	struct buf text = BUF_INIT;
	char code[16];
	int c, n = snprintf(code, sizeof(code), "%lld", (long long)(i * i % (3 + i / 10)));

	sample_text(&text, i);
	for (c = 0; c < SAMPLE_COLUMNS; c++)
		if (sample_is_null(i, c))
			builder_null(&b[c]);
	if (!sample_is_null(i, SAMPLE_FLAG))
		builder_bool(&b[SAMPLE_FLAG], i % 3 == 0);
	builder_int64(&b[SAMPLE_COUNT], i * 1000003 - 5);
	if (!sample_is_null(i, SAMPLE_MONEY))
		builder_decimal(&b[SAMPLE_MONEY], (__int128)(i - 7) * 1000000007 * 100003);
	if (!sample_is_null(i, SAMPLE_RATE))
		builder_float64(&b[SAMPLE_RATE], (double)i / 8);
	if (!sample_is_null(i, SAMPLE_DAY))
		builder_date(&b[SAMPLE_DAY], (int32_t)(i * 31 % 40000 - 2000));
	if (!sample_is_null(i, SAMPLE_TEXT))
		builder_text(&b[SAMPLE_TEXT], text.p, text.n);
	if (!sample_is_null(i, SAMPLE_CODE))
		builder_text(&b[SAMPLE_CODE], code, (size_t)n);
	buf_release(&text);
}

/* A file in memory that holds these bytes and is read from the beginning. */
static inline int memory_file(const void *p, size_t n)
{
	struct err err = ERR_INIT;
	int fd = memfd_create("stream", MFD_CLOEXEC);

	if (fd < 0 || (n && file_write_all(fd, "memory", p, n, &err) < 0) ||
	    lseek(fd, 0, SEEK_SET) < 0)
		abort();
	return fd;
}

static inline void memory_read(int fd, struct buf *to)
{
	ssize_t n;

	buf_clear(to);
	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, buf_reserve(to, 65536), 65536)) > 0)
		to->n += (size_t)n;
}

/* `rows` rows of the sample in batches of `each`, from row `from` on. */
static inline void sample_stream(struct buf *to, int64_t from, int64_t rows, int64_t each)
{
	struct schema s;
	struct batch_builder bb;
	struct writer *w;
	struct err err = ERR_INIT;
	int fd = memory_file(NULL, 0);
	int64_t i;

	sample_schema(&s);
	batch_builder_init(&bb, &s);
	if (stream_writer_open(fd, "sample", &s, &w, &err) < 0)
		abort();
	for (i = from; i < from + rows; i++) {
		sample_row(&bb, i);
		if (bb.columns[0].nrows < each && i + 1 < from + rows)
			continue;
		if (writer_write(w, batch_builder_view(&bb), &err) < 0)
			abort();
		batch_builder_clear(&bb);
	}
	if (writer_finish(w, &err) < 0)
		abort();
	writer_close(w);
	batch_builder_release(&bb);
	schema_release(&s);
	memory_read(fd, to);
	close(fd);
}

/* Row i of both columns: same null, same value. */
static inline bool cell_is_same(const struct column *a, int64_t i, const struct column *b,
				int64_t k)
{
	if (a->type != b->type || column_is_null(a, i) != column_is_null(b, k))
		return false;
	if (column_is_null(a, i))
		return true;
	switch (a->type) {
	case FIELD_BOOL:
		return column_bool(a, i) == column_bool(b, k);
	case FIELD_INT64:
		return column_int64(a, i) == column_int64(b, k);
	case FIELD_DECIMAL:
		return column_decimal(a, i) == column_decimal(b, k);
	case FIELD_FLOAT64:
		return memcmp((const char *)a->values + 8 * i, (const char *)b->values + 8 * k,
			      8) == 0;
	case FIELD_DATE:
		return column_date(a, i) == column_date(b, k);
	case FIELD_UTF8:
	case FIELD_DICT:
		return str_is(column_text(a, i), column_text(b, k));
	default:
		return true;
	}
}

/* Reads all; -1 as reader_next(), and *rows. */
static inline int drain(const void *p, size_t n, const struct stream_options *o, int64_t *rows,
			struct err *err)
{
	const struct batch *batch;
	struct reader *r;
	int fd = memory_file(p, n), ret;

	*rows = 0;
	ret = stream_reader_open(fd, "test", STR(""), o, &r, err);
	if (ret == 0) {
		while ((ret = reader_next(r, &batch, err)) == 1)
			*rows += batch->nrows;
		reader_close(r);
	}
	close(fd);
	return ret;
}

/* Reads the stream and writes what came: the copy. */
static inline int copy_stream(const struct buf *from, struct buf *to, struct err *err)
{
	const struct batch *batch;
	struct reader *r;
	struct writer *w;
	int in = memory_file(from->p, from->n), out = memory_file(NULL, 0), ret;

	ret = stream_reader_open(in, "test", STR(""), NULL, &r, err);
	if (ret == 0) {
		ret = stream_writer_open(out, "copy", &r->schema, &w, err);
		while (ret == 0 && (ret = reader_next(r, &batch, err)) == 1)
			ret = writer_write(w, batch, err);
		if (ret == 0)
			ret = writer_finish(w, err);
		writer_close(w);
		reader_close(r);
	}
	memory_read(out, to);
	close(in);
	close(out);
	return ret;
}

#endif
