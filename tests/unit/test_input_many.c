/* input: streams that follow one another on one descriptor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/wait.h>

#include "core/input.h"
#include "core/stream.h"
#include "stream_sample.h"

/* A stream of one column "c" with `rows` numbers from `first` on; mark: META_STREAM,
 * or NULL. */
static void put_stream(struct buf *to, const char *mark, int64_t first, int64_t rows)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct writer *w;
	struct buf bytes = BUF_INIT;
	struct err err = ERR_INIT;
	int fd = memory_file(NULL, 0);
	int64_t i;

	if (mark)
		meta_set(&s.meta, META_STREAM, mark);
	schema_add(&s, "c", FIELD_INT64);
	batch_builder_init(&bb, &s);
	assert_int_equal(stream_writer_open(fd, "w", &s, &w, &err), 0);
	for (i = 0; i < rows; i++)
		builder_int64(&bb.columns[0], first + i);
	assert_int_equal(writer_write(w, batch_builder_view(&bb), &err), 0);
	assert_int_equal(writer_finish(w, &err), 0);
	writer_close(w);
	memory_read(fd, &bytes);
	buf_add(to, bytes.p, bytes.n);
	buf_release(&bytes);
	batch_builder_release(&bb);
	schema_release(&s);
	close(fd);
}

/* Three numbered streams of 3, 0 and 2 rows: of 1 2 3, none, 4 5. */
static void put_three(struct buf *to)
{
	put_stream(to, "1/3", 1, 3);
	put_stream(to, "2/3", 0, 0);
	put_stream(to, "3/3", 4, 2);
}

struct seen {
	int streams;
	int64_t rows, sum;
};

static int read_open(struct reader **r, struct seen *seen, struct err *err)
{
	const struct batch *batch;
	int64_t i;
	int ret;

	do {
		seen->streams++;
		assert_int_equal((*r)->schema.nfields, 1);
		while ((ret = reader_next(*r, &batch, err)) == 1)
			for (i = 0; i < batch->nrows; i++, seen->rows++)
				seen->sum += column_int64(&batch->columns[0], i);
	} while (ret == 0 && (ret = input_next_stream(r, err)) == 1);
	if (ret == 0)
		assert_int_equal(input_next_stream(r, err), 0);
	return ret;
}

/* 0, or the kind of the error. */
static int read_many(const void *p, size_t n, struct seen *seen, struct err *err)
{
	int fd = memory_file(p, n), ret;
	struct reader *r = NULL;
	char path[32];

	*seen = (struct seen){ 0, 0, 0 };
	*err = (struct err)ERR_INIT;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ret = input_open_many(path, &r, err);
	if (ret == 0)
		ret = read_open(&r, seen, err);
	reader_close(r);
	close(fd);
	return ret < 0 ? (int)err->kind : 0;
}

static void refuse(const struct buf *bytes, const char *message)
{
	struct seen seen;
	struct err err;

	assert_int_equal(read_many(bytes->p, bytes->n, &seen, &err), ERR_STREAM);
	if (!strstr(err.msg, message))
		fail_msg("%s", err.msg);
}

static void streams_come_one_after_another(void **state)
{
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;

	(void)state;
	put_three(&b);
	assert_int_equal(read_many(b.p, b.n, &seen, &err), 0);
	assert_int_equal(seen.streams, 3);
	assert_int_equal(seen.rows, 5);
	assert_int_equal(seen.sum, 15);
	buf_release(&b);
}

static void one_stream_is_enough(void **state)
{
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;

	(void)state;
	put_stream(&b, NULL, 1, 4);
	assert_int_equal(read_many(b.p, b.n, &seen, &err), 0);
	assert_int_equal(seen.sum, 10);
	put_stream(&b, NULL, 5, 1);
	assert_int_equal(read_many(b.p, b.n, &seen, &err), 0);
	assert_int_equal(seen.streams, 2);
	assert_int_equal(seen.sum, 15);
	buf_release(&b);
}

/* A hundred streams of all sizes, so that their ends fall anywhere in what is read
 * at once. */
static void streams_of_any_length_follow(void **state)
{
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;
	int64_t rows = 0;
	char mark[16];
	int i;

	(void)state;
	for (i = 1; i <= 100; i++) {
		snprintf(mark, sizeof(mark), "%d/100", i);
		put_stream(&b, mark, 1, i * 13 % 1500);
		rows += i * 13 % 1500;
	}
	assert_int_equal(read_many(b.p, b.n, &seen, &err), 0);
	assert_int_equal(seen.streams, 100);
	assert_int_equal(seen.rows, rows);
	buf_release(&b);
}

static void a_pipe_gives_them_as_well(void **state)
{
	struct buf b = BUF_INIT;
	struct reader *r = NULL;
	struct seen seen = { 0, 0, 0 };
	struct err err = ERR_INIT;
	int ends[2], status;
	char path[32];
	size_t i;
	pid_t pid;

	(void)state;
	put_three(&b);
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		close(ends[0]);
		for (i = 0; i < b.n; i += 7)
			if (write(ends[1], b.p + i, b.n - i < 7 ? b.n - i : 7) < 0)
				_exit(1);
		_exit(0);
	}
	close(ends[1]);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", ends[0]);
	assert_int_equal(input_open_many(path, &r, &err), 0);
	close(ends[0]);
	assert_int_equal(read_open(&r, &seen, &err), 0);
	assert_int_equal(seen.sum, 15);
	reader_close(r);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	buf_release(&b);
}

/* Wherever the bytes end, also between two streams, it is noticed. */
static void no_cut_passes(void **state)
{
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;
	size_t n;

	(void)state;
	put_three(&b);
	for (n = 0; n < b.n; n++)
		if (read_many(b.p, n, &seen, &err) != ERR_STREAM)
			fail_msg("%zu of %zu bytes pass", n, b.n);
	buf_release(&b);
}

static void no_flipped_bit_passes(void **state)
{
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;
	size_t i;

	(void)state;
	put_three(&b);
	for (i = 0; i < b.n * 8; i += 3) {
		b.p[i / 8] ^= (char)(1 << i % 8);
		if (read_many(b.p, b.n, &seen, &err) != ERR_STREAM)
			fail_msg("bit %zu of byte %zu", i % 8, i / 8);
		b.p[i / 8] ^= (char)(1 << i % 8);
	}
	buf_release(&b);
}

static void nothing_else_may_follow(void **state)
{
	static const char *const tails[] = { "x", "\xff", "\xff\xff\xff\xff",
					     "\xff\xff\xff\xff\xff\xff\xff\xff", "a,b\n1,2\n" };
	struct buf b = BUF_INIT;
	struct seen seen;
	struct err err;
	size_t i, n;

	(void)state;
	put_three(&b);
	n = b.n;
	for (i = 0; i < sizeof(tails) / sizeof(*tails); i++) {
		b.n = n;
		buf_puts(&b, tails[i]);
		assert_int_equal(read_many(b.p, b.n, &seen, &err), ERR_STREAM);
	}
	b.n = n;
	buf_add(&b, "\0", 1);
	assert_int_equal(read_many(b.p, b.n, &seen, &err), ERR_STREAM);
	b.n = n;
	buf_add(&b, "\xff\xff\xff\xff\0\0\0\0", 8);
	assert_int_equal(read_many(b.p, b.n, &seen, &err), ERR_STREAM);
	b.n = n;
	put_three(&b);
	refuse(&b, "streams are missing or do not belong together");
	buf_release(&b);
}

static void streams_come_in_their_order_and_all_of_them(void **state)
{
	static const struct {
		const char *marks[3];
		const char *message;
	} cases[] = {
		{ { "2/3", "3/3", NULL }, "streams are missing" },
		{ { "1/3", "3/3", NULL }, "stream 2: streams are missing" },
		{ { "1/3", "2/3", NULL }, "ends after stream 2 of 3: its producer did not finish" },
		{ { "1/3", "1/3", NULL }, "stream 2: streams are missing" },
		{ { "1/2", "2/3", NULL }, "do not belong together" },
		{ { "1/1", "2/2", NULL }, "do not belong together" },
		{ { "0/1", NULL, NULL }, "streams are missing" },
		{ { "1/1 ", NULL, NULL }, "streams are missing" },
		{ { "01/1", NULL, NULL }, "streams are missing" },
		{ { "1", NULL, NULL }, "streams are missing" },
		{ { "9999999999/9999999999", NULL, NULL }, "streams are missing" },
		{ { "1/2", "", NULL }, "stream 2: streams are missing" },
		{ { "", "2/2", NULL }, "stream 2: streams are missing" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf b = BUF_INIT;

		for (k = 0; k < 3 && cases[i].marks[k]; k++)
			put_stream(&b, *cases[i].marks[k] ? cases[i].marks[k] : NULL, 1, 1);
		refuse(&b, cases[i].message);
		buf_release(&b);
	}
}

static void who_asks_for_one_gets_no_more(void **state)
{
	struct buf b = BUF_INIT;
	struct reader *r = NULL;
	const struct batch *batch;
	struct err err = ERR_INIT;
	char path[32];
	int fd;

	(void)state;
	put_stream(&b, NULL, 1, 1);
	put_stream(&b, NULL, 2, 1);
	fd = memory_file(b.p, b.n);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(input_open(path, NULL, &r, &err), 0);
	assert_int_equal(reader_next(r, &batch, &err), 1);
	assert_int_equal(input_next_stream(&r, &err), -1);
	assert_int_equal(err.kind, ERR_BUG);
	assert_int_equal(reader_next(r, &batch, &err), -1);
	assert_non_null(strstr(err.msg, "something follows the end of the stream"));
	reader_close(r);
	close(fd);
	buf_release(&b);
}

static void the_next_one_must_wait_for_the_end(void **state)
{
	struct buf b = BUF_INIT;
	struct reader *r = NULL;
	struct err err = ERR_INIT;
	char path[32];
	int fd;

	(void)state;
	put_three(&b);
	fd = memory_file(b.p, b.n);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	assert_int_equal(input_open_many(path, &r, &err), 0);
	assert_int_equal(input_next_stream(&r, &err), -1);
	assert_int_equal(err.kind, ERR_BUG);
	reader_close(r);
	close(fd);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(streams_come_one_after_another),
		cmocka_unit_test(one_stream_is_enough),
		cmocka_unit_test(streams_of_any_length_follow),
		cmocka_unit_test(a_pipe_gives_them_as_well),
		cmocka_unit_test(no_cut_passes),
		cmocka_unit_test(no_flipped_bit_passes),
		cmocka_unit_test(nothing_else_may_follow),
		cmocka_unit_test(streams_come_in_their_order_and_all_of_them),
		cmocka_unit_test(who_asks_for_one_gets_no_more),
		cmocka_unit_test(the_next_one_must_wait_for_the_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
