#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "stream_craft.h"

static void narrow_integers_are_widened(void **state)
{
	static const struct {
		int bits;
		bool is_unsigned;
		int64_t want[2];
	} cases[] = { { 8, false, { -1, 127 } },	{ 8, true, { 255, 127 } },
		      { 16, false, { -1, 32767 } },	{ 16, true, { 65535, 32767 } },
		      { 32, false, { -1, INT32_MAX } }, { 32, true, { UINT32_MAX, INT32_MAX } },
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

/* A view column of `claims` further buffers, of which two come; then a number. */
static void put_views(struct craft *c, int64_t claims)
{
	static const struct craft_field fields[] = {
		{ .name = "v", .kind = TYPE_UTF8_VIEW },
		{ .name = "n", .kind = TYPE_INT, .bits = 64 },
	};
	static const int64_t values[] = { 9 };

	craft_schema(c, fields, 2);
	craft_node(c, 1, 0);
	craft_buffer(c, NULL, 0);
	craft_buffer(c, "0123456789abcdef", 16);
	craft_buffer(c, "first", 5);
	craft_buffer(c, "second", 6);
	craft_node(c, 1, 0);
	craft_buffer(c, NULL, 0);
	craft_buffer(c, values, sizeof(values));
	c->variadic[c->nvariadic++] = claims;
	craft_batch(c, 1);
}

static void views_bring_further_buffers(void **state)
{
	struct craft a = CRAFT_INIT, b = CRAFT_INIT, c = CRAFT_INIT;
	struct reading g;

	(void)state;
	put_views(&a, 2);
	must_read(&a, &g);
	assert_int_equal(g.batch->columns[0].type, FIELD_OPAQUE);
	assert_int_equal(column_int64(&g.batch->columns[1], 0), 9);
	read_end(&a, &g);
	put_views(&b, 3);
	must_fail(&b, &foreign, "the schema wants 2 and 7");
	put_views(&c, -1);
	must_fail(&c, &foreign, "variadic count is out of range");
}

static void endless_nulls_are_refused(void **state)
{
	static const struct craft_field f = { .name = "z", .kind = TYPE_NULL };
	struct craft c = CRAFT_INIT;

	(void)state;
	craft_schema(&c, &f, 1);
	craft_node(&c, INT32_MAX - 1, INT32_MAX - 1);
	craft_batch(&c, INT32_MAX - 1);
	must_fail(&c, &foreign, "too many in one batch");
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
		cmocka_unit_test(views_bring_further_buffers),
		cmocka_unit_test(endless_nulls_are_refused),
		cmocka_unit_test(strict_reader_names_field_and_type),
		cmocka_unit_test(entries_may_repeat_or_be_null),
		cmocka_unit_test(null_text_may_hold_anything),
		cmocka_unit_test(foreign_stream_may_end_without_marker),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
