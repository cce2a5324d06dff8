#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/csv.h"
#include "core/file.h"
#include "core/mem.h"
#include "package/csv_encode.h"

enum { ROWS = 1000 };

static void fill_schema(struct schema *s)
{
	schema_add(s, "flag", FIELD_BOOL);
	schema_add(s, "count", FIELD_INT64);
	schema_add(s, "money", FIELD_DECIMAL);
	schema_add(s, "tiny", FIELD_DECIMAL)->scale = 12;
	schema_add(s, "whole", FIELD_DECIMAL)->scale = 0;
	schema_add(s, "rate", FIELD_FLOAT64);
	schema_add(s, "day", FIELD_DATE);
	schema_add(s, "text, \"x\"", FIELD_UTF8);
	schema_add(s, "plain", FIELD_UTF8);
	schema_add(s, "code", FIELD_DICT);
}

static __int128 big(int64_t i)
{
	__int128 v = i * 7919 - 3000000;

	return i % 4 ? v : v * 1000000000000000000 * 100000000;
}

static void fill_rows(struct batch_builder *bb)
{
	static const char *const texts[] = { "", "a,b", "say \"q\"", "line\r\n", "=1", "甲" };
	int64_t edges[] = { 0, INT64_MAX, INT64_MIN, -1 };
	char code[8];
	size_t k;
	int64_t i;

	for (i = 0; i < ROWS; i++) {
		struct builder *b = bb->columns;

		for (k = 0; k < bb->ncolumns; k++)
			if ((i + (int64_t)k) % 11 == 0)
				builder_null(&b[k]);
			else if (k == 0)
				builder_bool(&b[k], i & 1);
			else if (k == 1)
				builder_int64(&b[k], i < 4 ? edges[i] : i * i * i - 500000);
			else if (k <= 4)
				builder_decimal(&b[k], i < 4 ? (__int128)edges[i] : big(i));
			else if (k == 5)
				builder_float64(&b[k], (double)(i - 100) / 7);
			else if (k == 6)
				builder_date(&b[k], (int32_t)(i * 50 - 20000));
			else if (k == 7)
				builder_text(&b[k], texts[i % 6], strlen(texts[i % 6]));
			else if (k == 8)
				builder_text(&b[k], "plain words", (size_t)(i % 12));
			else
				builder_text(&b[k], code, (size_t)snprintf(code, 8, "%c%d\"", 'a',
									   (int)(i % 90)));
	}
}

/* What the writer of the core makes of the same batch. */
static void write_by_core(const struct schema *s, const struct batch *batch, struct buf *to)
{
	char path[] = "/tmp/yg-test-XXXXXX";
	struct err err = ERR_INIT;
	int fd = mkstemp(path);
	struct writer *w;

	assert_true(fd >= 0);
	assert_int_equal(csv_writer_open(fd, "test", s, &w, &err), 0);
	assert_int_equal(writer_write(w, batch, &err), 0);
	assert_int_equal(writer_finish(w, &err), 0);
	writer_close(w);
	close(fd);
	assert_int_equal(file_read(path, 1 << 24, to, ERR_IO, &err), 0);
	unlink(path);
}

static void fast_text_is_the_text_of_the_core(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct release r = { 0 };
	struct batch_builder bb;
	struct csv_encode *e;
	struct buf got = BUF_INIT, want = BUF_INIT;
	size_t i;

	(void)state;
	fill_schema(&s);
	r.ncolumns = s.nfields;
	r.columns = mem_zalloc(s.nfields, sizeof(*r.columns));
	for (i = 0; i < s.nfields; i++)
		r.columns[i].field = &s.fields[i];
	batch_builder_init(&bb, &s);
	fill_rows(&bb);
	e = csv_encode_new(&r, CSV_CANONICAL);
	csv_encode_header(e, &got);
	csv_encode_batch(e, batch_builder_view(&bb), &got);
	write_by_core(&s, batch_builder_view(&bb), &want);
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
	csv_encode_free(e);
	batch_builder_release(&bb);
	free(r.columns);
	schema_release(&s);
	buf_release(&got);
	buf_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fast_text_is_the_text_of_the_core),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
