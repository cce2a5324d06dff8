#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "stream_craft.h"

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
	LIE_ROWS,
	LIE_NULLS,
	LIE_NULL_COUNT,
	LIE_SHORT,
	LIE_BEYOND,
	LIE_NEGATIVE,
	LIE_UNALIGNED,
	LIE_OVERLAP,
	LIE_NODES,
	LIE_BUFFERS,
	LIE_COMPRESSED,
	LIE_HUGE,
	LIE_NOT_NULL,
	LIES
};

static void tell(struct craft *c, enum lie lie)
{
	static const int64_t values[] = { 1, 2, 3, 4 };
	struct craft_field f = { .name = "n", .kind = TYPE_INT, .bits = 64 };
	int64_t rows = 4;

	f.not_null = lie == LIE_NOT_NULL;
	craft_schema(c, &f, 1);
	craft_node(c, lie == LIE_ROWS ? 3 : 4,
		   lie == LIE_NULLS	   ? 5
		   : lie == LIE_NULL_COUNT ? 2
					   : 1);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dictionaries_are_checked),
		cmocka_unit_test(text_is_checked),
		cmocka_unit_test(values_out_of_range_are_told_by_row),
		cmocka_unit_test(lies_about_buffers_are_noticed),
		cmocka_unit_test(deep_nesting_is_refused),
		cmocka_unit_test(schema_must_come_first_and_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
