/* csv: reading. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/json.h"
#include "csv_dump.h"

/* One column of each type. */
static void typed_schema(struct schema *s)
{
	*s = (struct schema)SCHEMA_INIT;
	schema_add(s, "flag", FIELD_BOOL);
	schema_add(s, "count", FIELD_INT64);
	schema_add(s, "money", FIELD_DECIMAL);
	schema_add(s, "rate", FIELD_FLOAT64);
	schema_add(s, "day", FIELD_DATE);
	schema_add(s, "text", FIELD_UTF8);
	schema_add(s, "code", FIELD_DICT);
}

#define TYPED_HEADER "flag,count,money,rate,day,text,code\n"

static void texts_schema(struct schema *s, size_t n)
{
	char name[2] = "a";
	size_t i;

	*s = (struct schema)SCHEMA_INIT;
	for (i = 0; i < n; i++, name[0]++)
		schema_add(s, name, FIELD_UTF8);
}

static const struct csv_options full_parser = { .plain = true };

/* What both ways read: they must agree in the last byte.  To be freed. */
static char *dump(const struct schema *s, struct str bytes)
{
	struct buf fast = BUF_INIT, full = BUF_INIT;
	size_t head = bytes.n % 5;

	dump_csv(s, bytes, 0, NULL, &fast);
	dump_csv(s, bytes, head, &full_parser, &full);
	assert_string_equal(fast.p, full.p);
	assert_int_equal(fast.n, full.n);
	buf_release(&full);
	return buf_detach(&fast);
}

static void expect(const struct schema *s, struct str bytes, const char *want)
{
	char *got = dump(s, bytes);

	assert_string_equal(got, want);
	free(got);
}

static void expect_texts(size_t columns, struct str bytes, const char *want)
{
	struct schema s;

	texts_schema(&s, columns);
	expect(&s, bytes, want);
	schema_release(&s);
}

static void every_type_is_read_exactly(void **state)
{
	struct schema s;

	(void)state;
	typed_schema(&s);
	expect(&s,
	       STR(TYPED_HEADER
		   "true,-5,12.3,0.25,2026-02-28,\"a,b\",x\n"
		   "0,9223372036854775807,-0.01,-1e3,0001-01-01, b ,x\r\n"
		   ",,,,,,\n"
		   "1,-9223372036854775808,99999999999999999999.99,INF,9999-12-31,\"\",\"\"\n"
		   "\"false\",\"007\",\"5\",\"1.5\",\"2024-02-29\",\"say \"\"x\"\"\",y"),
	       "batch 5\n4 true\n2 -5\n5 12.30\n4 0.25\n10 2026-02-28\n3 a,b\n1 x\n"
	       "5 false\n19 9223372036854775807\n5 -0.01\n5 -1000\n10 0001-01-01\n3  b \n1 x\n"
	       "NULL\nNULL\nNULL\nNULL\nNULL\nNULL\nNULL\n"
	       "4 true\n20 -9223372036854775808\n23 99999999999999999999.99\n3 INF\n"
	       "10 9999-12-31\n0 \n0 \n"
	       "5 false\n1 7\n4 5.00\n3 1.5\n10 2024-02-29\n7 say \"x\"\n1 y\n");
	schema_release(&s);
}

static void a_text_of_no_type_is_bad_data_and_never_shown(void **state)
{
	static const struct {
		enum field_type type;
		const char *bad;
		const char *what;
	} cases[] = {
		{ FIELD_BOOL, "TRUE", "is not true, false, 1 or 0" },
		{ FIELD_BOOL, "\"\"", "is not true, false, 1 or 0" },
		{ FIELD_INT64, "9223372036854775808", "is not an integer of 64 bits" },
		{ FIELD_INT64, "-9223372036854775809", "is not an integer of 64 bits" },
		{ FIELD_INT64, "+41", "is not an integer of 64 bits" },
		{ FIELD_INT64, " 41", "is not an integer of 64 bits" },
		{ FIELD_INT64, "41.0", "is not an integer of 64 bits" },
		{ FIELD_INT64, "-", "is not an integer of 64 bits" },
		{ FIELD_DECIMAL, "41.005", "is not a decimal number of the column's scale" },
		{ FIELD_DECIMAL, "41.", "is not a decimal number of the column's scale" },
		{ FIELD_DECIMAL, ".41", "is not a decimal number of the column's scale" },
		{ FIELD_DECIMAL, "4e1", "is not a decimal number of the column's scale" },
		{ FIELD_DECIMAL, "4.1.1", "is not a decimal number of the column's scale" },
		{ FIELD_DECIMAL, "-", "is not a decimal number of the column's scale" },
		{ FIELD_FLOAT64, "0x41", "is not a number" },
		{ FIELD_FLOAT64, "41e999", "is not a number" },
		{ FIELD_FLOAT64, "nan", "is not a number" },
		{ FIELD_FLOAT64, "41.", "is not a number" },
		{ FIELD_DATE, "2025-02-29", "is not a date YYYY-MM-DD" },
		{ FIELD_DATE, "20250228", "is not a date YYYY-MM-DD" },
		{ FIELD_DATE, "0000-01-01", "is not a date YYYY-MM-DD" },
		{ FIELD_UTF8, "secret\xff", "is not UTF-8" },
		{ FIELD_DICT, "secret\xed\xa0\x80", "is not UTF-8" },
	};
	struct buf text = BUF_INIT, want = BUF_INIT;
	struct schema s;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		s = (struct schema)SCHEMA_INIT;
		schema_add(&s, "first", FIELD_UTF8);
		schema_add(&s, "second", cases[i].type);
		buf_clear(&text);
		buf_clear(&want);
		buf_printf(&text, "first,second\nok,\n\"o\nk\",\nok,%s\nok,\n", cases[i].bad);
		buf_printf(&want, "error 65 f.csv:5: column 'second' %s\n", cases[i].what);
		expect(&s, (struct str){ text.p, text.n }, want.p);
		schema_release(&s);
	}
	buf_release(&text);
	buf_release(&want);
}

static void a_nul_byte_is_bad_data(void **state)
{
	(void)state;
	expect_texts(2, STR("a,b\nx,y\0z\n"), "error 65 f.csv:2: column 'b' holds a NUL byte\n");
	expect_texts(2, STR("a,b\nx,\"y\0z\"\n"),
		     "error 65 f.csv:2: column 'b' holds a NUL byte\n");
}

static void null_in_a_column_without_nulls_is_bad_data(void **state)
{
	static const enum field_type types[] = { FIELD_UTF8, FIELD_DICT, FIELD_INT64 };
	struct schema s;
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		s = (struct schema)SCHEMA_INIT;
		schema_add(&s, "a", types[i])->nullable = false;
		schema_add(&s, "b", FIELD_UTF8);
		expect(&s, STR("a,b\n1,\n,x\n"),
		       "error 65 f.csv:3: column 'a' is empty and may not be\n");
		schema_release(&s);
	}
}

static void a_row_of_another_length_is_bad_data(void **state)
{
	(void)state;
	expect_texts(3, STR("a,b,c\n1,2,3\n1,2\n"),
		     "error 65 f.csv:3: the row has 2 cells, the header 3\n");
	expect_texts(3, STR("a,b,c\n1,2,3,4\n"),
		     "error 65 f.csv:2: the row has 4 cells, the header 3\n");
	expect_texts(3, STR("a,b,c\n1,2,3\n\n"),
		     "error 65 f.csv:3: the row has 1 cells, the header 3\n");
	expect_texts(3, STR("a,b,c\n1,2,3\n1,2"),
		     "error 65 f.csv:3: the row has 2 cells, the header 3\n");
}

static void the_header_must_name_the_columns_in_order(void **state)
{
	(void)state;
	expect_texts(2, STR("a,b"), "");
	expect_texts(2, STR("b,a\n1,2\n"),
		     "error 65 f.csv:1: header cell 1 is 'b', the schema has 'a'\n");
	expect_texts(2, STR("a,secret\n1,2\n"), "error 65 f.csv:1: header cell 2 is not 'b'\n");
	expect_texts(2, STR("a\n1\n"), "error 65 f.csv:1: the header has 1 cells, the schema 2\n");
	expect_texts(2, STR("a,b,c\n"), "error 65 f.csv:1: the header has 3 cells, the schema 2\n");
	expect_texts(2, STR("\na,b\n"), "error 65 f.csv:1: header cell 1 is not 'a'\n");
	expect_texts(2, STR(""), "error 65 f.csv: no header row\n");
	expect_texts(2, STR("a,\"b"),
		     "error 65 f.csv:1: header cell 2 begins a quoted cell that does not end\n");
}

static void a_quote_out_of_place_is_bad_data(void **state)
{
	(void)state;
	expect_texts(2, STR("a,b\n1,2\"\n"),
		     "error 65 f.csv:2: column 'b' holds a quote in a place where none may be\n");
	expect_texts(2, STR("a,b\n\"1\" ,2\n"),
		     "error 65 f.csv:2: column 'a' holds a quote in a place where none may be\n");
	expect_texts(2, STR("a,b\n1,2\n1, \"2\"\n"),
		     "error 65 f.csv:3: column 'b' holds a quote in a place where none may be\n");
	expect_texts(2, STR("a,b\n1,2\n\"1\n,2\n"),
		     "error 65 f.csv:3: column 'a' begins a quoted cell that does not end\n");
}

static void a_line_ends_with_lf_or_crlf_and_nothing_else(void **state)
{
	(void)state;
	expect_texts(2, STR("a,b\r\n1,2\n3,4\r\n5,\"6\"\r\n"),
		     "batch 3\n1 1\n1 2\n1 3\n1 4\n1 5\n1 6\n");
	expect_texts(2, STR("a,b\n1,2\r3,4\n"),
		     "error 65 f.csv:2: a carriage return without line feed ends the row\n");
	expect_texts(2, STR("a,b\n1\r,2\n"),
		     "error 65 f.csv:2: the row has 1 cells, the header 2\n");
	expect_texts(2, STR("a,b\n1,2\r"),
		     "error 65 f.csv:2: a carriage return without line feed ends the row\n");
	expect_texts(2, STR("a,b\n1,\"x\ry\r\nz\"\n"), "batch 1\n1 1\n6 x\ry\r\nz\n");
}

static void an_empty_line_is_a_row_of_one_empty_cell(void **state)
{
	(void)state;
	expect_texts(1, STR("a\n\n1\n\r\n\"\"\n"), "batch 4\nNULL\n1 1\nNULL\n0 \n");
}

static void a_byte_order_mark_is_dropped_once(void **state)
{
	(void)state;
	expect_texts(1,
		     STR("\xef\xbb\xbf"
			 "a\n1\n"),
		     "batch 1\n1 1\n");
	expect_texts(1, STR("\xef\xbb\xbf\"a\"\n1\n"), "batch 1\n1 1\n");
	expect_texts(1,
		     STR("\xef\xbb\xbf\xef\xbb\xbf"
			 "a\n1\n"),
		     "error 65 f.csv:1: header cell 1 is not 'a'\n");
}

static void a_cell_longer_than_the_limit_is_bad_data(void **state)
{
	struct buf text = BUF_INIT, got = BUF_INIT;
	const struct csv_options limit = { .max_cell = 300 };
	struct schema s;
	size_t n;

	(void)state;
	texts_schema(&s, 2);
	for (n = 299; n <= 301; n++) {
		buf_clear(&text);
		buf_clear(&got);
		buf_printf(&text, "a,b\n1,%0*d\n1,\"%0*d\"\n", (int)n, 1, (int)n, 1);
		assert_int_equal(dump_csv(&s, (struct str){ text.p, text.n }, 0, &limit, &got),
				 n <= 300 ? ERR_NONE : ERR_DATA);
	}
	assert_string_equal(got.p,
			    "error 65 f.csv:2: column 'b' holds a cell longer than the limit\n");
	/* An endless quoted cell must not fill the memory first. */
	buf_clear(&text);
	buf_clear(&got);
	buf_puts(&text, "a,b\n1,\"");
	for (n = 0; n < 400000; n++)
		buf_puts(&text, "x\ny,z");
	assert_int_equal(dump_csv(&s, (struct str){ text.p, text.n }, 0, NULL, &got), ERR_DATA);
	assert_string_equal(got.p,
			    "error 65 f.csv:2: column 'b' holds a cell longer than the limit\n");
	buf_release(&text);
	buf_release(&got);
	schema_release(&s);
}

static void gb18030_is_read_and_its_errors_have_lines(void **state)
{
	const struct csv_options gb = { .encoding = "gb18030" };
	struct buf got = BUF_INIT;
	struct schema s;

	(void)state;
	texts_schema(&s, 2);
	assert_int_equal(dump_csv(&s,
				  STR("\x84\x31\x95\x33"
				      "a,b\n\xb0\xb2,\xcf\xaa\n"),
				  4, &gb, &got),
			 ERR_NONE);
	assert_string_equal(got.p, "batch 1\n3 \xe5\xae\x89\n3 \xe6\xba\xaa\n");
	buf_clear(&got);
	assert_int_equal(dump_csv(&s, STR("a,b\n1,2\n1,\xff\n"), 2, &gb, &got), ERR_DATA);
	assert_string_equal(got.p, "error 65 f.csv:3: byte 11 is not GB18030\n");
	buf_clear(&got);
	assert_int_equal(dump_csv(&s, STR("a,b\n1\n1,\xff\n"), 2, &gb, &got), ERR_DATA);
	assert_string_equal(got.p, "error 65 f.csv:2: the row has 1 cells, the header 2\n");
	buf_release(&got);
	schema_release(&s);
}

/* https://github.com/maxogden/csv-spectrum, where it lies beside the project or
 * YG_SHARED says. */
static char *spectrum_path(const char *folder, const char *name)
{
	const char *shared = getenv("YG_SHARED");
	struct buf b = BUF_INIT;

	buf_printf(&b, "%s/standards/csv-spectrum/%s/%s.%s", shared ? shared : "../shared", folder,
		   name, strcmp(folder, "csvs") == 0 ? "csv" : "json");
	return buf_detach(&b);
}

/* The expected rows as dump_csv() shows them; the keys of the first make the schema. */
static void spectrum_want(const char *path, struct schema *s, struct buf *want)
{
	struct err err = ERR_INIT;
	struct json_doc *doc;
	struct json row, cell, root;
	const char *value;

	*s = (struct schema)SCHEMA_INIT;
	assert_int_equal(json_read(path, &doc, &err), 0);
	root = json_root(doc);
	buf_printf(want, "batch %zu\n", json_count(root));
	for (row = json_first(root); json_is(row); row = json_next(row))
		for (cell = json_first(row); json_is(cell); cell = json_next(cell)) {
			if (schema_find(s, json_key(cell)) < 0)
				schema_add(s, json_key(cell), FIELD_UTF8);
			assert_int_equal(json_get_str(cell, &value, &err), 0);
			buf_printf(want, "%zu %s\n", strlen(value), value);
		}
	json_free(doc);
}

/* A checkout may have turned the CRLF of these files into LF. */
static void restore_crlf(const char *name, struct buf *text)
{
	struct buf with = BUF_INIT;
	size_t i;

	if (!strstr(name, "_crlf") || memchr(text->p, '\r', text->n))
		return;
	for (i = 0; i < text->n; i++)
		buf_puts(&with, text->p[i] == '\n' ? "\r\n" : (char[]){ text->p[i], '\0' });
	buf_release(text);
	*text = with;
}

static void csv_spectrum_is_read_as_it_says(void **state)
{
	/* location_coordinates is left out: it has bare quotes in cells, which RFC 4180
	 * forbids and the test above refuses. */
	static const char *const names[] = { "comma_in_quotes",
					     "empty",
					     "empty_crlf",
					     "escaped_quotes",
					     "json",
					     "newlines",
					     "newlines_crlf",
					     "quotes_and_newlines",
					     "simple",
					     "simple_crlf",
					     "utf8" };
	struct err err = ERR_INIT;
	struct schema s;
	size_t i, n = sizeof(names) / sizeof(*names);
	char *path, *got;

	(void)state;
	path = spectrum_path("csvs", "simple");
	if (access(path, R_OK) != 0) {
		print_message("skipped: no %s (see YG_SHARED)\n", path);
		free(path);
		skip();
	}
	free(path);
	for (i = 0; i < n; i++) {
		struct buf text = BUF_INIT, want = BUF_INIT;

		path = spectrum_path("json", names[i]);
		spectrum_want(path, &s, &want);
		free(path);
		path = spectrum_path("csvs", names[i]);
		assert_int_equal(file_read(path, 1 << 20, &text, ERR_IO, &err), 0);
		free(path);
		restore_crlf(names[i], &text);
		got = dump(&s, (struct str){ text.p, text.n });
		assert_string_equal(got, want.p);
		free(got);
		schema_release(&s);
		buf_release(&text);
		buf_release(&want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_type_is_read_exactly),
		cmocka_unit_test(a_text_of_no_type_is_bad_data_and_never_shown),
		cmocka_unit_test(a_nul_byte_is_bad_data),
		cmocka_unit_test(null_in_a_column_without_nulls_is_bad_data),
		cmocka_unit_test(a_row_of_another_length_is_bad_data),
		cmocka_unit_test(the_header_must_name_the_columns_in_order),
		cmocka_unit_test(a_quote_out_of_place_is_bad_data),
		cmocka_unit_test(a_line_ends_with_lf_or_crlf_and_nothing_else),
		cmocka_unit_test(an_empty_line_is_a_row_of_one_empty_cell),
		cmocka_unit_test(a_byte_order_mark_is_dropped_once),
		cmocka_unit_test(a_cell_longer_than_the_limit_is_bad_data),
		cmocka_unit_test(gb18030_is_read_and_its_errors_have_lines),
		cmocka_unit_test(csv_spectrum_is_read_as_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
