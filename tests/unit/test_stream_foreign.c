#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "stream_craft.h"

static const struct stream_options foreign = { .foreign = true };

struct reading {
	struct reader *r;
	const struct batch *batch;
	int fd;
};

/* Opens the stream and reads its first batch. */
static int read_first(struct craft *c, const struct stream_options *o, struct reading *g,
		      struct err *err)
{
	g->fd = memory_file(c->bytes.p, c->bytes.n);
	if (stream_reader_open(g->fd, "test", STR(""), o, &g->r, err) < 0)
		return -1;
	return reader_next(g->r, &g->batch, err);
}

static void read_end(struct craft *c, struct reading *g)
{
	reader_close(g->r);
	close(g->fd);
	craft_release(c);
}

static void must_read(struct craft *c, struct reading *g)
{
	struct err err = ERR_INIT;

	craft_end(c);
	if (read_first(c, &foreign, g, &err) != 1)
		fail_msg("%s", err.msg);
}

/* The strict and the foreign reader refuse with a message that holds `text`. */
static void must_fail(struct craft *c, const struct stream_options *o, const char *text)
{
	struct reading g;
	struct err err = ERR_INIT;

	craft_end(c);
	if (read_first(c, o, &g, &err) >= 0)
		fail_msg("passes, wanted: %s", text);
	assert_int_equal(err.kind, ERR_STREAM);
	if (!strstr(err.msg, text))
		fail_msg("'%s' does not say '%s'", err.msg, text);
	read_end(c, &g);
}

static void narrow_integers_are_widened(void **state)
{
	static const struct {
		int bits;
		bool is_unsigned;
		int64_t want[2];
	} cases[] = { { 8, false, { -1, 127 } },	   { 8, true, { 255, 127 } },
		      { 16, false, { -1, 32767 } },	   { 16, true, { 65535, 32767 } },
		      { 32, false, { -1, INT32_MAX } },	   { 32, true, { UINT32_MAX, INT32_MAX } },
		      { 64, false, { -1, INT64_MAX } } };
	struct craft_field f = { .name = "n", .kind = TYPE_INT };
	struct reading g;
	char bytes[16];
	size_t i, width;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct craft c = CRAFT_INIT;

		width = (size_t)cases[i].bits / 8;
		memset(bytes, 0xff, sizeof(bytes));
		bytes[2 * width - 1] = 0x7f;
		f.bits = cases[i].bits;
		f.is_unsigned = cases[i].is_unsigned;
		craft_schema(&c, &f, 1);
		craft_node(&c, 2, 0);
		craft_buffer(&c, NULL, 0);
		craft_buffer(&c, bytes, 2 * width);
		craft_batch(&c, 2);
		must_read(&c, &g);
		assert_int_equal(g.r->schema.fields[0].type, FIELD_INT64);
		assert_true(column_int64(&g.batch->columns[0], 0) == cases[i].want[0]);
		assert_true(column_int64(&g.batch->columns[0], 1) == cases[i].want[1]);
		read_end(&c, &g);
	}
}

static void float32_is_widened(void **state)
{
	static const float values[] = { 0.5f, -3.25f };
	const struct craft_field f = { .name = "x", .kind = TYPE_FLOAT, .bits = FLOAT_SINGLE };
	struct craft c = CRAFT_INIT;
	struct reading g;

	(void)state;
	craft_schema(&c, &f, 1);
	craft_node(&c, 2, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, values, sizeof(values));
	craft_batch(&c, 2);
	must_read(&c, &g);
	assert_true(column_float64(&g.batch->columns[0], 1) == -3.25);
	read_end(&c, &g);
}

static void types_without_values_are_opaque_with_validity(void **state)
{
	static const struct craft_field item = { .name = "item", .kind = TYPE_INT, .bits = 32 };
	static const struct craft_field fields[] = {
		{ .name = "u", .kind = TYPE_INT, .bits = 64, .is_unsigned = true },
		{ .name = "l", .kind = TYPE_LIST, .child = &item },
		{ .name = "z", .kind = TYPE_NULL },
		{ .name = "n", .kind = TYPE_INT, .bits = 64 },
	};
	static const int64_t values[] = { 7, 8 };
	static const int32_t offsets[] = { 0, 1, 3 };
	struct craft c = CRAFT_INIT;
	struct reading g;
	const struct column *k;

	(void)state;
	craft_schema(&c, fields, 4);
	craft_node(&c, 2, 1);
	craft_buffer(&c, "\x02", 1);
	craft_buffer(&c, values, sizeof(values));
	craft_node(&c, 2, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, offsets, sizeof(offsets));
	craft_node(&c, 3, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, offsets, sizeof(offsets));
	craft_node(&c, 2, 2);
	craft_node(&c, 2, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, values, sizeof(values));
	craft_batch(&c, 2);
	must_read(&c, &g);
	k = g.batch->columns;
	assert_int_equal(k[0].type, FIELD_OPAQUE);
	assert_true(column_is_null(&k[0], 0) && !column_is_null(&k[0], 1));
	assert_int_equal(k[1].nulls, 0);
	assert_int_equal(k[2].nulls, 2);
	assert_true(column_is_null(&k[2], 1));
	assert_int_equal(column_int64(&k[3], 1), 8);
	read_end(&c, &g);
}

static void strict_reader_names_field_and_type(void **state)
{
	static const struct craft_field fields[] = {
		{ .name = "day", .kind = TYPE_DATE, .bits = DATE_DAYS },
		{ .name = "at", .kind = TYPE_TIMESTAMP },
	};
	static const struct craft_field small = { .name = "s", .kind = TYPE_INT, .bits = 16 };
	static const struct craft_field index = { .name = "i", .kind = TYPE_UTF8, .index_bits = 8 };
	struct craft a = CRAFT_INIT, b = CRAFT_INIT, c = CRAFT_INIT, d = CRAFT_INIT;

	(void)state;
	craft_schema(&a, fields, 2);
	must_fail(&a, NULL, "test: schema: field 'at': type timestamp");
	craft_schema(&b, &small, 1);
	must_fail(&b, NULL, "field 's': type int");
	craft_schema(&c, &index, 1);
	must_fail(&c, NULL, "field 'i'");
	craft_schema(&d, NULL, 0);
	must_fail(&d, NULL, "no field");
}

static const struct craft_field coded = { .name = "c", .kind = TYPE_UTF8, .index_bits = 8,
					  .id = 42 };

static void put_entries(struct craft *c, const char *text, const int32_t *offsets, int64_t n,
			const char *valid, int64_t nulls)
{
	craft_node(c, n, nulls);
	craft_buffer(c, valid, valid ? 1 : 0);
	craft_buffer(c, offsets, ((size_t)n + 1) * 4);
	craft_buffer(c, text, (size_t)offsets[n]);
}

static void entries_may_repeat_or_be_null(void **state)
{
	static const int32_t offsets[] = { 0, 1, 2, 2, 3 };
	struct craft c = CRAFT_INIT;
	struct reading g;
	const struct column *k;

	(void)state;
	craft_schema(&c, &coded, 1);
	/* "a", "a", null, "b" */
	put_entries(&c, "aab", offsets, 4, "\x0b", 1);
	craft_dictionary(&c, 42, false, 4);
	craft_node(&c, 5, 1);
	craft_buffer(&c, "\x0f", 1);
	craft_buffer(&c, "\0\1\2\3\x7f", 5);
	craft_batch(&c, 5);
	must_read(&c, &g);
	k = &g.batch->columns[0];
	assert_int_equal(k->nulls, 2);
	assert_int_equal(column_index(k, 0), column_index(k, 1));
	assert_true(column_is_null(k, 2) && column_is_null(k, 4));
	assert_true(str_is(column_text(k, 3), STR("b")));
	assert_int_equal(column_index(k, 4), 0);
	read_end(&c, &g);
}

static void dictionaries_are_checked(void **state)
{
	static const int32_t offsets[] = { 0, 1, 2 };
	struct craft a = CRAFT_INIT, b = CRAFT_INIT, c = CRAFT_INIT, d = CRAFT_INIT;

	(void)state;
	craft_schema(&a, &coded, 1);
	craft_node(&a, 1, 0);
	craft_buffer(&a, NULL, 0);
	craft_buffer(&a, "\0", 1);
	craft_batch(&a, 1);
	must_fail(&a, &foreign, "batch 1: field 'c': its dictionary has not come");

	craft_schema(&b, &coded, 1);
	put_entries(&b, "ab", offsets, 2, NULL, 0);
	craft_dictionary(&b, 42, true, 2);
	must_fail(&b, &foreign, "grows before it has begun");

	craft_schema(&c, &coded, 1);
	put_entries(&c, "ab", offsets, 2, NULL, 0);
	craft_dictionary(&c, 42, false, 2);
	craft_node(&c, 2, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, "\1\2", 2);
	craft_batch(&c, 2);
	must_fail(&c, &foreign, "row 1 of the batch: the index lies outside");

	craft_schema(&d, &coded, 1);
	put_entries(&d, "ab", offsets, 2, NULL, 0);
	craft_dictionary(&d, 42, false, 2);
	craft_node(&d, 1, 0);
	craft_buffer(&d, NULL, 0);
	craft_buffer(&d, "\xff", 1);
	craft_batch(&d, 1);
	must_fail(&d, &foreign, "row 0 of the batch: the index lies outside");
}

static void text_is_checked(void **state)
{
	static const struct {
		int32_t offsets[3];
		const char *text, *say;
	} cases[] = {
		{ { 0, 2, 1 }, "abc", "offsets fall" },
		{ { 0, 1, 4 }, "abc", "offsets fall or leave" },
		{ { -1, 1, 2 }, "abc", "offsets fall or leave" },
		{ { 0, 1, 3 }, "a\xc3(", "row 1 of the batch is not UTF-8" },
		/* Valid as a whole, cut within a character. */
		{ { 0, 1, 3 }, "福", "row 0 of the batch is not UTF-8" },
	};
	static const struct craft_field f = { .name = "t", .kind = TYPE_UTF8 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct craft c = CRAFT_INIT;

		craft_schema(&c, &f, 1);
		craft_node(&c, 2, 0);
		craft_buffer(&c, NULL, 0);
		craft_buffer(&c, cases[i].offsets, sizeof(cases[i].offsets));
		craft_buffer(&c, cases[i].text, 3);
		craft_batch(&c, 2);
		must_fail(&c, i % 2 ? &foreign : NULL, cases[i].say);
	}
}

static void null_text_may_hold_anything(void **state)
{
	static const int32_t offsets[] = { 0, 1, 3 };
	static const struct craft_field f = { .name = "t", .kind = TYPE_UTF8 };
	struct craft c = CRAFT_INIT;
	struct reading g;

	(void)state;
	craft_schema(&c, &f, 1);
	craft_node(&c, 2, 1);
	craft_buffer(&c, "\1", 1);
	craft_buffer(&c, offsets, sizeof(offsets));
	craft_buffer(&c, "a\xff\xff", 3);
	craft_batch(&c, 2);
	must_read(&c, &g);
	assert_true(str_is(column_text(&g.batch->columns[0], 0), STR("a")));
	read_end(&c, &g);
}

static void values_out_of_range_are_told_by_row(void **state)
{
	static const struct craft_field day = { .name = "d", .kind = TYPE_DATE };
	static const struct craft_field money = { .name = "m", .kind = TYPE_DECIMAL, .bits = 3 };
	static const int32_t days[] = { 0, 2932896, 2932897 };
	__int128 amounts[] = { 999, -999, -1000 };
	struct craft a = CRAFT_INIT, b = CRAFT_INIT;

	(void)state;
	craft_schema(&a, &day, 1);
	craft_node(&a, 3, 0);
	craft_buffer(&a, NULL, 0);
	craft_buffer(&a, days, sizeof(days));
	craft_batch(&a, 3);
	must_fail(&a, NULL, "field 'd': row 2 of the batch: the date");
	craft_schema(&b, &money, 1);
	craft_node(&b, 3, 0);
	craft_buffer(&b, NULL, 0);
	craft_buffer(&b, amounts, sizeof(amounts));
	craft_batch(&b, 3);
	must_fail(&b, NULL, "field 'm': row 2 of the batch: the decimal");
}

/* One INT64 column whose batch lies in one way. */
enum lie {
	LIE_ROWS, LIE_NULLS, LIE_NULL_COUNT, LIE_SHORT, LIE_BEYOND, LIE_NEGATIVE, LIE_UNALIGNED,
	LIE_OVERLAP, LIE_NODES, LIE_BUFFERS, LIE_COMPRESSED, LIE_HUGE, LIE_NOT_NULL, LIES
};

static void tell(struct craft *c, enum lie lie)
{
	static const int64_t values[] = { 1, 2, 3, 4 };
	struct craft_field f = { .name = "n", .kind = TYPE_INT, .bits = 64 };
	int64_t rows = 4;

	f.not_null = lie == LIE_NOT_NULL;
	craft_schema(c, &f, 1);
	craft_node(c, lie == LIE_ROWS ? 3 : 4, lie == LIE_NULLS ? 5 : lie == LIE_NULL_COUNT ? 2 : 1);
	craft_buffer(c, "\x07", 1);
	craft_buffer(c, values, sizeof(values));
	switch (lie) {
	case LIE_SHORT:
		c->buffers[3] = 31;
		break;
	case LIE_BEYOND:
		c->buffers[2] = 16;
		break;
	case LIE_NEGATIVE:
		c->buffers[2] = -8;
		break;
	case LIE_UNALIGNED:
		c->buffers[2] = 4;
		break;
	case LIE_OVERLAP:
		c->buffers[2] = 0;
		break;
	case LIE_NODES:
		craft_node(c, 4, 0);
		break;
	case LIE_BUFFERS:
		c->nbuffers--;
		break;
	case LIE_COMPRESSED:
		c->is_compressed = true;
		break;
	case LIE_HUGE:
		rows = c->nodes[0] = INT64_MAX;
		break;
	default:
		break;
	}
	craft_batch(c, rows);
}

static void lies_about_buffers_are_noticed(void **state)
{
	static const char *const say[LIES] = {
		[LIE_ROWS] = "it has 3 rows, the batch 4",
		[LIE_NULLS] = "it claims 5 nulls in 4 rows",
		[LIE_NULL_COUNT] = "2 nulls are claimed, its bitmap has 1",
		[LIE_SHORT] = "too short for 4 rows",
		[LIE_BEYOND] = "outside the body",
		[LIE_NEGATIVE] = "outside the body",
		[LIE_UNALIGNED] = "unaligned",
		[LIE_OVERLAP] = "over another",
		[LIE_NODES] = "2 nodes and 2 buffers",
		[LIE_BUFFERS] = "1 nodes and 1 buffers",
		[LIE_COMPRESSED] = "compressed",
		[LIE_HUGE] = "it claims 9223372036854775807 rows",
		[LIE_NOT_NULL] = "may not be null",
	};
	int i;

	(void)state;
	for (i = 0; i < LIES; i++) {
		struct craft c = CRAFT_INIT;

		tell(&c, (enum lie)i);
		must_fail(&c, NULL, say[i]);
	}
}

static void deep_nesting_is_refused(void **state)
{
	enum { DEEP = ARROW_DEPTH_MAX + 2 };
	struct craft_field f[DEEP] = { { .name = "x", .kind = TYPE_LIST } };
	struct craft c = CRAFT_INIT;
	int i;

	(void)state;
	for (i = 1; i < DEEP; i++) {
		f[i] = f[0];
		f[i].child = &f[i - 1];
	}
	f[0].kind = TYPE_BOOL;
	craft_schema(&c, &f[DEEP - 1], 1);
	must_fail(&c, &foreign, "nested deeper");
}

static void schema_must_come_first_and_once(void **state)
{
	struct craft a = CRAFT_INIT, b = CRAFT_INIT;

	(void)state;
	craft_batch(&a, 0);
	must_fail(&a, &foreign, "not a schema");
	craft_schema(&b, &coded, 1);
	craft_schema(&b, &coded, 1);
	must_fail(&b, &foreign, "message of type 1");
}

static void foreign_stream_may_end_without_marker(void **state)
{
	static const int64_t values[] = { 1 };
	static const struct craft_field f = { .name = "n", .kind = TYPE_INT, .bits = 64 };
	struct craft c = CRAFT_INIT;
	struct err err = ERR_INIT;
	int64_t rows;

	(void)state;
	craft_schema(&c, &f, 1);
	craft_node(&c, 1, 0);
	craft_buffer(&c, NULL, 0);
	craft_buffer(&c, values, sizeof(values));
	craft_batch(&c, 1);
	assert_int_equal(drain(c.bytes.p, c.bytes.n, &foreign, &rows, &err), 0);
	assert_int_equal(rows, 1);
	assert_int_equal(drain(c.bytes.p, c.bytes.n - 1, &foreign, &rows, &err), -1);
	assert_int_equal(err.kind, ERR_STREAM);
	craft_end(&c);
	assert_int_equal(drain(c.bytes.p, c.bytes.n, &foreign, &rows, &err), 0);
	assert_int_equal(drain(c.bytes.p, c.bytes.n, NULL, &rows, &err), -1);
	assert_non_null(strstr(err.msg, "before its closing batch (after 1 rows)"));
	craft_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(narrow_integers_are_widened),
		cmocka_unit_test(float32_is_widened),
		cmocka_unit_test(types_without_values_are_opaque_with_validity),
		cmocka_unit_test(strict_reader_names_field_and_type),
		cmocka_unit_test(entries_may_repeat_or_be_null),
		cmocka_unit_test(dictionaries_are_checked),
		cmocka_unit_test(text_is_checked),
		cmocka_unit_test(null_text_may_hold_anything),
		cmocka_unit_test(values_out_of_range_are_told_by_row),
		cmocka_unit_test(lies_about_buffers_are_noticed),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(schema_must_come_first_and_once),
		cmocka_unit_test(foreign_stream_may_end_without_marker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
