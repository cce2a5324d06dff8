#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

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
				assert_true(cell_is_same(&batch->columns[c], i,
							 &want->columns[c], i));
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
	static const int64_t sizes[][2] = { { 0, 1 },	 { 1, 1 },    { 7, 3 },	   { 8, 8 },
					    { 63, 64 },	 { 64, 64 },  { 65, 13 },  { 1000, 7 },
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
