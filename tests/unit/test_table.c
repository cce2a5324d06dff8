/* table: what a terminal gets to see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/table.h"
#include "core/text.h"
#include "csv_dump.h"

/* A table of a text and a number; to be freed. */
static char *table_of(const struct str *texts, size_t n, int64_t max_rows)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct err err = ERR_INIT;
	struct writer *w;
	struct buf got = BUF_INIT;
	int fd = dump_file(STR(""));
	size_t i;
	ssize_t size;

	schema_add(&s, "name", FIELD_UTF8);
	schema_add(&s, "n", FIELD_INT64);
	batch_builder_init(&bb, &s);
	for (i = 0; i < n; i++) {
		if (texts[i].p)
			builder_text(&bb.columns[0], texts[i].p, texts[i].n);
		else
			builder_null(&bb.columns[0]);
		builder_int64(&bb.columns[1], (int64_t)(i * 100));
	}
	assert_int_equal(table_writer_open(fd, "memory", &s, max_rows, &w, &err), 0);
	assert_int_equal(writer_write(w, batch_builder_view(&bb), &err), 0);
	assert_int_equal(writer_finish(w, &err), 0);
	size = pread(fd, buf_reserve(&got, 4096), 4096, 0);
	assert_true(size > 0);
	got.n = (size_t)size;
	got.p[got.n] = '\0';
	writer_close(w);
	batch_builder_release(&bb);
	schema_release(&s);
	close(fd);
	return buf_detach(&got);
}

static void expect(const struct str *texts, size_t n, int64_t max_rows, const char *want)
{
	char *got = table_of(texts, n, max_rows);

	assert_string_equal(got, want);
	free(got);
}

static void columns_align_by_what_a_terminal_shows(void **state)
{
	static const struct str texts[] = {
		STR("\xe5\xae\x89\xe6\xba\xaa"), STR("a"), { NULL, 0 }, STR("e\xcc\x81t\xc3\xa9")
	};

	(void)state;
	expect(texts, 4, 0,
	       "name    n\n"
	       "----  ---\n"
	       "\xe5\xae\x89\xe6\xba\xaa    0\n"
	       "a     100\n"
	       "      200\n"
	       "e\xcc\x81t\xc3\xa9   300\n");
}

static void no_cell_drives_the_terminal(void **state)
{
	static const struct str texts[] = { STR("\x1b[2J"),
					    STR("a\tb\r\n"),
					    STR("\xc2\x9b"
						"1m\x7f"),
					    STR("\xe2\x80\xae"
						"cba"),
					    STR("\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\xa8"),
					    STR("\0") };

	(void)state;
	expect(texts, 6, 0,
	       "name                  n\n"
	       "------------------  ---\n"
	       "\\x1b[2J               0\n"
	       "a\\tb\\r\\n            100\n"
	       "\\x9b1m\\x7f          200\n"
	       "\\u202ecba           300\n"
	       "\\u2066\\u2069\\u2028  400\n"
	       "\\x00                500\n");
}

static void rows_over_the_limit_are_counted(void **state)
{
	static const struct str texts[] = { STR("a"), STR("b"), STR("c") };

	(void)state;
	expect(texts, 3, 2, "name    n\n----  ---\na       0\nb     100\n(1 more rows)\n");
	expect(texts, 3, 3, "name    n\n----  ---\na       0\nb     100\nc     200\n");
}

static void a_long_cell_is_cut_and_says_so(void **state)
{
	struct buf text = BUF_INIT;
	struct str cell;
	char *got;
	int i;

	(void)state;
	for (i = 0; i < 100; i++)
		utf8_put(&text, 0x5b89);
	cell = (struct str){ text.p, text.n };
	got = table_of(&cell, 1, 0);
	assert_non_null(strstr(got, "\xe5\xae\x89\xe2\x80\xa6  0\n"));
	assert_int_equal(utf8_count(str_of(got)), 81 + 2 + 1 + 1 + 81 + 2 + 1 + 1 + 41 + 2 + 2);
	free(got);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_align_by_what_a_terminal_shows),
		cmocka_unit_test(no_cell_drives_the_terminal),
		cmocka_unit_test(rows_over_the_limit_are_counted),
		cmocka_unit_test(a_long_cell_is_cut_and_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
