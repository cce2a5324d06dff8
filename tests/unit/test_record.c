#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/record.h"

static void type_names_lead_back(void **state)
{
	int i;

	(void)state;
	for (i = FIELD_BOOL; i <= FIELD_OPAQUE; i++)
		assert_int_equal(field_type_by_name(field_type_name((enum field_type)i)), i);
	assert_int_equal(field_type_by_name("int32"), -1);
	assert_int_equal(field_type_by_name(""), -1);
	assert_string_equal(field_type_name((enum field_type)99), "unknown");
}

static void meta_keys_are_unique_and_keep_their_order(void **state)
{
	struct meta m = { NULL, 0 }, copy = { NULL, 0 };

	(void)state;
	assert_null(meta_get(&m, "a"));
	meta_set(&m, "a", "1");
	meta_set(&m, "b", "2");
	meta_set(&m, "c", "3");
	meta_set(&m, "a", "4");
	assert_int_equal(m.n, 3);
	assert_string_equal(m.pairs[0].key, "a");
	assert_string_equal(meta_get(&m, "a"), "4");
	meta_remove(&m, "b");
	meta_remove(&m, "x");
	assert_null(meta_get(&m, "b"));
	meta_copy(&copy, &m);
	meta_copy(&copy, &copy);
	meta_release(&m);
	assert_int_equal(copy.n, 2);
	assert_string_equal(copy.pairs[1].key, "c");
	meta_release(&copy);
	assert_int_equal(copy.n, 0);
}

static void meta_may_take_a_value_of_its_own(void **state)
{
	struct meta m = { NULL, 0 };

	(void)state;
	meta_set(&m, "a", "1");
	meta_set(&m, "a", meta_get(&m, "a"));
	assert_string_equal(meta_get(&m, "a"), "1");
	meta_release(&m);
}

static void schema_copies_are_deep(void **state)
{
	struct schema s = SCHEMA_INIT, copy = SCHEMA_INIT;
	struct field *f;

	(void)state;
	meta_set(&s.meta, META_STATE, "raw");
	f = schema_add(&s, "amount", FIELD_DECIMAL);
	assert_int_equal(f->precision, 38);
	assert_int_equal(f->scale, 2);
	assert_true(f->nullable);
	f->nullable = false;
	meta_set(&f->meta, META_UNIT, "元");
	schema_add_copy(&s, &s.fields[0]);
	schema_copy(&copy, &s);
	schema_release(&s);
	assert_int_equal(copy.nfields, 2);
	assert_string_equal(copy.fields[1].name, "amount");
	assert_false(copy.fields[1].nullable);
	assert_string_equal(meta_get(&copy.fields[1].meta, META_UNIT), "元");
	assert_string_equal(meta_get(&copy.meta, META_STATE), "raw");
	schema_release(&copy);
}

static void missing_column_is_named_with_the_nearest(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct err err = ERR_INIT;

	(void)state;
	schema_add(&s, "division", FIELD_DICT);
	schema_add(&s, "amount", FIELD_DECIMAL);
	assert_int_equal(schema_need(&s, "amount", "mask.json", &err), 1);
	assert_int_equal(schema_find(&s, "amout"), -1);
	assert_int_equal(schema_need(&s, "amout", "mask.json", &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.msg, "mask.json"));
	assert_non_null(strstr(err.msg, "'amout'"));
	assert_non_null(strstr(err.msg, "'amount'"));
	schema_release(&s);
}

static void wrong_state_names_the_stage_to_run(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(schema_need_state(&s, "masked", "yg-aggregate", &err), -1);
	assert_int_equal(err.kind, ERR_STREAM);
	assert_non_null(strstr(err.msg, "yg-mask"));
	meta_set(&s.meta, META_STATE, "cells");
	assert_int_equal(schema_need_state(&s, "safe", "yg-package", &err), -1);
	assert_non_null(strstr(err.msg, "'cells'"));
	assert_non_null(strstr(err.msg, "yg-protect"));
	meta_set(&s.meta, META_STATE, "safe");
	assert_int_equal(schema_need_state(&s, "safe", "yg-package", &err), 0);
	schema_release(&s);
}

static void dictionary_numbers_by_arrival_and_never_moves(void **state)
{
	enum { N = 50000 };
	struct dict *d = dict_new(), *other = dict_new();
	struct str first;
	char text[16];
	int i, n;

	(void)state;
	assert_int_equal(dict_find(d, "", 0), -1);
	assert_int_equal(dict_put(d, NULL, 0), 0);
	assert_int_equal(dict_put(d, "a\0b", 3), 1);
	assert_int_equal(dict_put(d, "a", 1), 2);
	first = dict_at(d, 1);
	for (i = 3; i < N; i++) {
		n = snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(dict_put(d, text, (size_t)n), i);
	}
	assert_int_equal(dict_count(d), N);
	assert_ptr_equal(first.p, dict_at(d, 1).p);
	assert_memory_equal(first.p, "a\0b", 3);
	assert_int_equal(dict_at(d, 0).n, 0);
	for (i = 3; i < N; i++) {
		n = snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(dict_put(d, text, (size_t)n), i);
		assert_int_equal(dict_find(d, text, (size_t)n), i);
	}
	assert_int_equal(dict_find(d, "x", 1), -1);
	assert_int_not_equal(d->serial, other->serial);
	dict_free(d);
	dict_free(other);
	dict_free(NULL);
}

static void dictionary_takes_long_entries(void **state)
{
	struct dict *d = dict_new();
	char *text = malloc(1000000);
	size_t n;

	(void)state;
	memset(text, 'x', 1000000);
	for (n = 1000000; n > 100; n /= 3)
		dict_put(d, text, n);
	for (n = 1000000; n > 100; n /= 3)
		assert_int_equal(dict_at(d, dict_find(d, text, n)).n, n);
	free(text);
	dict_free(d);
}

static void put_value(struct builder *b, int64_t i)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)(i % 7));

	switch (b->type) {
	case FIELD_BOOL:
		builder_bool(b, i % 3 == 1);
		break;
	case FIELD_INT64:
		builder_int64(b, -i);
		break;
	case FIELD_DECIMAL:
		builder_decimal(b, (__int128)i << 70);
		break;
	case FIELD_FLOAT64:
		builder_float64(b, (double)i / 3);
		break;
	case FIELD_DATE:
		builder_date(b, (int32_t)-i);
		break;
	case FIELD_UTF8:
	case FIELD_DICT:
		builder_text(b, text, i % 5 ? (size_t)n : 0);
		break;
	case FIELD_OPAQUE:
		builder_null(b);
		break;
	}
}

static bool value_is(const struct column *c, int64_t i)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%lld", (long long)(i % 7));

	switch (c->type) {
	case FIELD_BOOL:
		return column_bool(c, i) == (i % 3 == 1);
	case FIELD_INT64:
		return column_int64(c, i) == -i;
	case FIELD_DECIMAL:
		return column_decimal(c, i) == (__int128)i << 70;
	case FIELD_FLOAT64:
		return column_float64(c, i) == (double)i / 3;
	case FIELD_DATE:
		return column_date(c, i) == -i;
	default:
		return str_is(column_text(c, i), (struct str){ text, i % 5 ? (size_t)n : 0 });
	}
}

static bool pattern(int which, int64_t i)
{
	switch (which) {
	case 0:
		return false;
	case 1:
		return true;
	case 2:
		return i % 9 == 8;
	default:
		return i > 40;
	}
}

/* What was put is there, nulls too, and no bit is set beyond the rows. */
static void check_column(const struct builder *b, int which, int64_t rows)
{
	struct column c;
	int64_t i, nulls = 0;

	builder_view(b, &c);
	for (i = 0; i < rows; i++) {
		nulls += pattern(which, i);
		assert_int_equal(column_is_null(&c, i), pattern(which, i));
		if (!pattern(which, i))
			assert_true(value_is(&c, i));
	}
	assert_int_equal(c.nulls, nulls);
	assert_int_equal(c.valid == NULL, nulls == 0);
	assert_int_equal((uintptr_t)c.values % 8, 0);
	for (i = rows; c.valid && i % 8; i++)
		assert_true(column_is_null(&c, i));
	if (c.type == FIELD_UTF8)
		assert_int_equal(((const int32_t *)c.values)[0], 0);
}

static void builders_give_back_what_was_put(void **state)
{
	static const int64_t sizes[] = { 0, 1, 7, 8, 9, 64, 65, 1000 };
	struct builder b;
	int type, which;
	size_t k;
	int64_t i;

	(void)state;
	for (type = FIELD_BOOL; type <= FIELD_DICT; type++) {
		builder_init(&b, (enum field_type)type, NULL);
		for (which = 0; which < 4; which++) {
			for (k = 0; k < sizeof(sizes) / sizeof(*sizes); k++) {
				builder_clear(&b);
				for (i = 0; i < sizes[k]; i++) {
					if (pattern(which, i))
						builder_null(&b);
					else
						put_value(&b, i);
				}
				check_column(&b, which, sizes[k]);
			}
		}
		builder_release(&b);
	}
}

static void copies_equal_their_source(void **state)
{
	struct builder from, to, again;
	struct column c;
	int type;
	int64_t i;

	(void)state;
	for (type = FIELD_BOOL; type <= FIELD_DICT; type++) {
		builder_init(&from, (enum field_type)type, NULL);
		builder_init(&to, (enum field_type)type, NULL);
		builder_init(&again, (enum field_type)type, from.dict);
		for (i = 0; i < 100; i++) {
			if (pattern(2, i))
				builder_null(&from);
			else
				put_value(&from, i);
		}
		builder_view(&from, &c);
		for (i = 0; i < 100; i++) {
			builder_copy(&to, &c, i);
			builder_copy(&again, &c, i);
		}
		check_column(&to, 2, 100);
		check_column(&again, 2, 100);
		builder_release(&again);
		builder_release(&to);
		builder_release(&from);
	}
}

/* In pieces, behind rows with nulls and without. */
static void check_append(enum field_type type, int which)
{
	struct builder from, to;
	struct column c;
	int64_t i;

	builder_init(&from, type, NULL);
	builder_init(&to, type, from.dict);
	for (i = 0; i < 100; i++)
		if (pattern(which, i))
			builder_null(&from);
		else
			put_value(&from, i);
	builder_view(&from, &c);
	builder_append(&to, &c, 0, 0);
	builder_append(&to, &c, 0, 1);
	builder_append(&to, &c, 1, 63);
	builder_append(&to, &c, 64, 36);
	check_column(&to, which, 100);
	builder_release(&to);
	builder_release(&from);
}

static void appended_rows_equal_their_source(void **state)
{
	int type, which;

	(void)state;
	for (type = FIELD_BOOL; type <= FIELD_DICT; type++)
		for (which = 0; which < 4; which++)
			check_append((enum field_type)type, which);
}

static void dictionary_outlives_a_cleared_builder(void **state)
{
	struct builder b;
	struct column c;

	(void)state;
	builder_init(&b, FIELD_DICT, NULL);
	builder_text(&b, "x", 1);
	builder_clear(&b);
	builder_text(&b, "y", 1);
	builder_index(&b, 0);
	builder_view(&b, &c);
	assert_int_equal(column_index(&c, 0), 1);
	assert_true(str_is(column_text(&c, 1), STR("x")));
	builder_release(&b);
}

static void batch_is_full_at_rows_or_bytes(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	const struct batch *batch;
	char text[1000];
	int i;

	(void)state;
	memset(text, 'x', sizeof(text));
	schema_add(&s, "n", FIELD_INT64);
	schema_add(&s, "t", FIELD_UTF8);
	batch_builder_init(&bb, &s);
	assert_false(batch_builder_is_full(&bb));
	for (i = 0; !batch_builder_is_full(&bb); i++) {
		builder_int64(&bb.columns[0], i);
		builder_text(&bb.columns[1], text, 1);
	}
	assert_int_equal(i, BATCH_ROWS);
	batch = batch_builder_view(&bb);
	assert_int_equal(batch->nrows, BATCH_ROWS);
	assert_int_equal(batch->ncolumns, 2);
	assert_int_equal(builder_bytes(&bb.columns[0]), BATCH_ROWS * 8);
	batch_builder_clear(&bb);
	assert_int_equal(batch_builder_view(&bb)->nrows, 0);
	for (i = 0; !batch_builder_is_full(&bb); i++) {
		builder_int64(&bb.columns[0], i);
		builder_text(&bb.columns[1], text, sizeof(text));
	}
	assert_in_range(i, BATCH_BYTES / 1100, BATCH_BYTES / 1000);
	batch_builder_release(&bb);
	schema_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(type_names_lead_back),
		cmocka_unit_test(meta_keys_are_unique_and_keep_their_order),
		cmocka_unit_test(meta_may_take_a_value_of_its_own),
		cmocka_unit_test(schema_copies_are_deep),
		cmocka_unit_test(missing_column_is_named_with_the_nearest),
		cmocka_unit_test(wrong_state_names_the_stage_to_run),
		cmocka_unit_test(dictionary_numbers_by_arrival_and_never_moves),
		cmocka_unit_test(dictionary_takes_long_entries),
		cmocka_unit_test(builders_give_back_what_was_put),
		cmocka_unit_test(copies_equal_their_source),
		cmocka_unit_test(appended_rows_equal_their_source),
		cmocka_unit_test(dictionary_outlives_a_cleared_builder),
		cmocka_unit_test(batch_is_full_at_rows_or_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
