#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "stream_sample.h"

/* Every row that comes is the sample's. */
static int64_t compare_with_sample(const struct buf *stream)
{
	struct schema s;
	struct batch_builder bb;
	const struct batch *batch, *want;
	struct reader *r;
	struct err err = ERR_INIT;
	int fd = memory_file(stream->p, stream->n), ret;
	int64_t i, at = 0;
	size_t c;

	sample_schema(&s);
	batch_builder_init(&bb, &s);
	assert_int_equal(stream_reader_open(fd, "test", STR(""), NULL, &r, &err), 0);
	while ((ret = reader_next(r, &batch, &err)) == 1) {
		batch_builder_clear(&bb);
		for (i = 0; i < batch->nrows; i++)
			sample_row(&bb, at++);
		want = batch_builder_view(&bb);
		assert_int_equal(batch->ncolumns, want->ncolumns);
		for (c = 0; c < want->ncolumns; c++) {
			assert_int_equal(batch->columns[c].nulls, want->columns[c].nulls);
			for (i = 0; i < want->nrows; i++)
				assert_true(
					cell_is_same(&batch->columns[c], i, &want->columns[c], i));
		}
	}
	if (ret < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(r->rows, at);
	assert_int_equal(reader_next(r, &batch, &err), 0);
	reader_close(r);
	close(fd);
	batch_builder_release(&bb);
	schema_release(&s);
	return at;
}

static void every_type_comes_back(void **state)
{
	static const int64_t sizes[][2] = { { 0, 1 },	    { 1, 1 },	   { 7, 3 },   { 8, 8 },
					    { 63, 64 },	    { 64, 64 },	   { 65, 13 }, { 1000, 7 },
					    { 1000, 1000 }, { 9000, 4096 } };
	struct buf stream = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		sample_stream(&stream, 0, sizes[i][0], sizes[i][1]);
		assert_int_equal(compare_with_sample(&stream), sizes[i][0]);
	}
	buf_release(&stream);
}

static void a_copy_is_the_same_bytes(void **state)
{
	struct buf stream = BUF_INIT, copy = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	sample_stream(&stream, 0, 5000, 777);
	assert_int_equal(copy_stream(&stream, &copy, &err), 0);
	assert_int_equal(copy.n, stream.n);
	assert_memory_equal(copy.p, stream.p, stream.n);
	buf_release(&stream);
	buf_release(&copy);
}

static void metadata_comes_back(void **state)
{
	struct buf stream = BUF_INIT;
	struct schema want;
	struct reader *r;
	struct err err = ERR_INIT;
	const struct field *a, *b;
	size_t i, k;
	int fd;

	(void)state;
	sample_stream(&stream, 0, 1, 1);
	sample_schema(&want);
	fd = memory_file(stream.p, stream.n);
	assert_int_equal(stream_reader_open(fd, "test", STR(""), NULL, &r, &err), 0);
	assert_int_equal(r->schema.nfields, want.nfields);
	assert_int_equal(r->schema.meta.n, 2);
	assert_string_equal(meta_get(&r->schema.meta, META_DATASET), "样本");
	for (i = 0; i < want.nfields; i++) {
		a = &r->schema.fields[i];
		b = &want.fields[i];
		assert_string_equal(a->name, b->name);
		assert_int_equal(a->type, b->type);
		assert_int_equal(a->nullable, b->nullable);
		assert_int_equal(a->precision, b->precision);
		assert_int_equal(a->scale, b->scale);
		assert_int_equal(a->meta.n, b->meta.n);
		for (k = 0; k < b->meta.n; k++)
			assert_string_equal(meta_get(&a->meta, b->meta.pairs[k].key),
					    b->meta.pairs[k].value);
	}
	reader_close(r);
	close(fd);
	schema_release(&want);
	buf_release(&stream);
}

/* The writer feeds a pipe in small pieces, and some bytes were read before. */
static void reader_takes_pieces_and_a_head(void **state)
{
	struct buf stream = BUF_INIT;
	const struct batch *batch;
	struct reader *r;
	struct err err = ERR_INIT;
	size_t at, n;
	int p[2], ret;
	pid_t child;

	(void)state;
	sample_stream(&stream, 0, 300, 40);
	assert_int_equal(pipe(p), 0);
	child = fork();
	if (child == 0) {
		for (at = 10; at < stream.n; at += n) {
			n = 1 + at % 23;
			if (n > stream.n - at)
				n = stream.n - at;
			if (write(p[1], stream.p + at, n) != (ssize_t)n)
				_exit(1);
		}
		_exit(0);
	}
	close(p[1]);
	ret = stream_reader_open(p[0], "pipe", (struct str){ stream.p, 10 }, NULL, &r, &err);
	assert_int_equal(ret, 0);
	while ((ret = reader_next(r, &batch, &err)) == 1)
		;
	assert_int_equal(ret, 0);
	assert_int_equal(r->rows, 300);
	reader_close(r);
	close(p[0]);
	waitpid(child, NULL, 0);
	buf_release(&stream);
}

static void a_head_may_hold_the_whole_stream(void **state)
{
	struct buf stream = BUF_INIT;
	const struct batch *batch;
	struct reader *r;
	struct err err = ERR_INIT;
	int fd = memory_file(NULL, 0), ret;

	(void)state;
	sample_stream(&stream, 0, 9000, 4096);
	ret = stream_reader_open(fd, "head", (struct str){ stream.p, stream.n }, NULL, &r, &err);
	assert_int_equal(ret, 0);
	while ((ret = reader_next(r, &batch, &err)) == 1)
		;
	assert_int_equal(ret, 0);
	assert_int_equal(r->rows, 9000);
	reader_close(r);
	close(fd);
	buf_release(&stream);
}

static int write_one(const struct schema *s, const struct batch *batch, struct buf *to,
		     struct err *err)
{
	struct writer *w;
	int fd = memory_file(NULL, 0), ret = stream_writer_open(fd, "test", s, &w, err);

	if (ret == 0)
		ret = writer_write(w, batch, err);
	if (ret == 0)
		ret = writer_finish(w, err);
	writer_close(w);
	memory_read(fd, to);
	close(fd);
	return ret;
}

static void views_are_written_as_if_they_were_whole(void **state)
{
	/* Offsets from 5 on, bits set beyond the rows. */
	static const int32_t from5[] __attribute__((aligned(8))) = { 5, 7, 7, 8 };
	static const int32_t from0[] __attribute__((aligned(8))) = { 0, 2, 2, 3 };
	static const uint8_t dirty[] = { 0xfd }, clean[] = { 0x05 };
	struct column dirty_columns[] = {
		{ FIELD_UTF8, 1, dirty, from5, "#####abc", NULL },
		{ FIELD_BOOL, 0, NULL, dirty, NULL, NULL },
	};
	struct column clean_columns[] = {
		{ FIELD_UTF8, 1, clean, from0, "abc", NULL },
		{ FIELD_BOOL, 0, NULL, clean, NULL, NULL },
	};
	struct schema s = SCHEMA_INIT;
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct err err = ERR_INIT;

	(void)state;
	schema_add(&s, "t", FIELD_UTF8);
	schema_add(&s, "b", FIELD_BOOL);
	assert_int_equal(write_one(&s, &(struct batch){ 3, 2, dirty_columns }, &a, &err), 0);
	assert_int_equal(write_one(&s, &(struct batch){ 3, 2, clean_columns }, &b, &err), 0);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
	buf_release(&a);
	buf_release(&b);
	schema_release(&s);
}

static void writer_refuses_what_is_not_as_declared(void **state)
{
	static const int64_t values[1];
	static const uint8_t none[1];
	struct column c = { FIELD_INT64, 0, NULL, values, NULL, NULL };
	struct batch batch = { 1, 1, &c };
	struct schema s = SCHEMA_INIT;
	struct buf to = BUF_INIT;
	struct err err = ERR_INIT;
	struct writer *w;

	(void)state;
	schema_add(&s, "n", FIELD_INT64)->nullable = false;
	assert_int_equal(write_one(&s, &batch, &to, &err), 0);
	c.nulls = 1;
	c.valid = none;
	assert_int_equal(write_one(&s, &batch, &to, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(err.msg, "'n'"));
	c = (struct column){ FIELD_FLOAT64, 0, NULL, values, NULL, NULL };
	assert_int_equal(write_one(&s, &batch, &to, &err), -1);
	assert_int_equal(err.kind, ERR_BUG);
	batch.ncolumns = 0;
	assert_int_equal(write_one(&s, &batch, &to, &err), -1);
	schema_add(&s, "n", FIELD_INT64);
	assert_int_equal(stream_writer_open(-1, "test", &s, &w, &err), -1);
	assert_null(w);
	s.fields[1].name[0] = 'o';
	s.fields[1].type = FIELD_OPAQUE;
	assert_int_equal(stream_writer_open(-1, "test", &s, &w, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	schema_release(&s);
	assert_int_equal(stream_writer_open(-1, "test", &s, &w, &err), -1);
	writer_close(NULL);
	reader_close(NULL);
	buf_release(&to);
}

static void a_reader_that_has_gone_is_an_io_error(void **state)
{
	struct schema s;
	struct err err = ERR_INIT;
	struct writer *w;
	int p[2];

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	sample_schema(&s);
	assert_int_equal(pipe(p), 0);
	assert_int_equal(stream_writer_open(p[1], "out", &s, &w, &err), 0);
	close(p[0]);
	assert_int_equal(writer_finish(w, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	assert_string_equal(err.msg, "out: the program that reads it has gone");
	writer_close(w);
	close(p[1]);
	schema_release(&s);
}

static void a_full_disk_is_an_io_error(void **state)
{
	struct schema s;
	struct err err = ERR_INIT;
	struct writer *w;
	int fd = open("/dev/full", O_WRONLY);

	(void)state;
	sample_schema(&s);
	assert_int_equal(stream_writer_open(fd, "out", &s, &w, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	close(fd);
	schema_release(&s);
}

/* A pipe that is full and does not block: the writer waits. */
static void descriptors_that_do_not_block_are_waited_for(void **state)
{
	struct buf stream = BUF_INIT;
	const struct batch *batch;
	struct err err = ERR_INIT;
	struct reader *r;
	struct writer *w;
	int p[2], fd, ret;
	pid_t child;

	(void)state;
	sample_stream(&stream, 0, 40000, 4096);
	assert_int_equal(pipe2(p, O_NONBLOCK), 0);
	child = fork();
	if (child == 0) {
		close(p[0]);
		fd = memory_file(stream.p, stream.n);
		if (stream_reader_open(fd, "in", STR(""), NULL, &r, &err) < 0 ||
		    stream_writer_open(p[1], "out", &r->schema, &w, &err) < 0)
			_exit(1);
		while ((ret = reader_next(r, &batch, &err)) == 1)
			if (writer_write(w, batch, &err) < 0)
				_exit(1);
		_exit(ret < 0 || writer_finish(w, &err) < 0);
	}
	close(p[1]);
	assert_int_equal(stream_reader_open(p[0], "pipe", STR(""), NULL, &r, &err), 0);
	while ((ret = reader_next(r, &batch, &err)) == 1)
		;
	assert_int_equal(ret, 0);
	assert_int_equal(r->rows, 40000);
	reader_close(r);
	close(p[0]);
	waitpid(child, &ret, 0);
	assert_int_equal(ret, 0);
	buf_release(&stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_comes_back),
		cmocka_unit_test(a_copy_is_the_same_bytes),
		cmocka_unit_test(metadata_comes_back),
		cmocka_unit_test(reader_takes_pieces_and_a_head),
		cmocka_unit_test(a_head_may_hold_the_whole_stream),
		cmocka_unit_test(views_are_written_as_if_they_were_whole),
		cmocka_unit_test(writer_refuses_what_is_not_as_declared),
		cmocka_unit_test(a_reader_that_has_gone_is_an_io_error),
		cmocka_unit_test(a_full_disk_is_an_io_error),
		cmocka_unit_test(descriptors_that_do_not_block_are_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
