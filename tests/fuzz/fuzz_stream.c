/*
 * fuzz_stream: any bytes as a stream, ours and foreign, part of them as head.
 * What the foreign reader takes and the writer can write, the strict reader
 * must give back value by value.  As streams that follow one another they are
 * taken or ERR_STREAM.  Seeds: the small ones of proof/make_streams.
 */
#include "../unit/stream_sample.h"
#include "core/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static int open_fuzz(const uint8_t *p, size_t n, bool foreign, struct reader **r, int *fd)
{
	const struct stream_options options = { .foreign = foreign, .max_message = 1 << 24 };
	size_t head = n % 7 * (n / 16);
	struct err err = ERR_INIT;

	*fd = memory_file(p + head, n - head);
	return stream_reader_open(*fd, "fuzz", (struct str){ (const char *)p, head }, &options, r,
				  &err);
}

static void check(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "fuzz_stream: %s\n", what);
	abort();
}

static void drain_fuzz(const uint8_t *p, size_t n)
{
	const struct batch *batch;
	struct reader *r;
	struct err err = ERR_INIT;
	int fd, ret;

	if (open_fuzz(p, n, false, &r, &fd) == 0) {
		while ((ret = reader_next(r, &batch, &err)) == 1)
			;
		check(ret == 0 || err.kind == ERR_STREAM, err.msg);
		reader_close(r);
	}
	close(fd);
}

static void drain_many(const uint8_t *p, size_t n)
{
	const struct batch *batch;
	struct reader *r = NULL;
	struct err err = ERR_INIT;
	int fd = memory_file(p, n), ret;
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	ret = input_open_many(path, &r, &err);
	if (ret == 0)
		do
			while ((ret = reader_next(r, &batch, &err)) == 1)
				;
		while (ret == 0 && (ret = input_next_stream(&r, &err)) == 1);
	check(ret == 0 || err.kind == ERR_STREAM, err.msg);
	reader_close(r);
	close(fd);
}

/* A copy of what the foreign reader gives; false when it cannot be made. */
static bool copy_fuzz(const uint8_t *p, size_t n, int to)
{
	const struct batch *batch;
	struct reader *r;
	struct writer *w = NULL;
	struct err err = ERR_INIT;
	int fd, ret = open_fuzz(p, n, true, &r, &fd);

	if (ret == 0) {
		ret = stream_writer_open(to, "copy", &r->schema, &w, &err);
		while (ret == 0 && (ret = reader_next(r, &batch, &err)) == 1)
			ret = writer_write(w, batch, &err);
		if (ret == 0)
			ret = writer_finish(w, &err);
		reader_close(r);
		writer_close(w);
	}
	close(fd);
	return ret == 0;
}

static void compare_batches(const struct batch *a, const struct batch *b)
{
	size_t c;
	int64_t i;

	check(a->nrows == b->nrows && a->ncolumns == b->ncolumns, "another shape");
	for (c = 0; c < a->ncolumns; c++) {
		check(a->columns[c].nulls == b->columns[c].nulls, "other nulls");
		for (i = 0; i < a->nrows; i++)
			check(cell_is_same(&a->columns[c], i, &b->columns[c], i), "another value");
	}
}

static void compare_fuzz(const uint8_t *p, size_t n, int copy)
{
	const struct batch *a, *b;
	struct reader *from, *to;
	struct err err = ERR_INIT;
	int fd, ra, rb;

	check(open_fuzz(p, n, true, &from, &fd) == 0, "not read twice");
	lseek(copy, 0, SEEK_SET);
	rb = stream_reader_open(copy, "copy", STR(""), NULL, &to, &err);
	check(rb == 0, err.msg);
	do {
		ra = reader_next(from, &a, &err);
		rb = reader_next(to, &b, &err);
		/* Others do not hold to the precision that they declare. */
		if (rb < 0 && strstr(err.msg, "more digits"))
			break;
		check(ra >= 0 && ra == rb, err.msg);
		if (ra == 1)
			compare_batches(a, b);
	} while (ra == 1);
	reader_close(from);
	reader_close(to);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	int copy = memory_file(NULL, 0);

	drain_fuzz(p, n);
	drain_many(p, n);
	if (copy_fuzz(p, n, copy))
		compare_fuzz(p, n, copy);
	close(copy);
	return 0;
}
