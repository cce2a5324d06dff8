#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/csv.h"
#include "core/csv_encode.h"

enum { ROWS = 1000, FIELDS = 10 };

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
				builder_text(
					&b[k], code,
					(size_t)snprintf(code, 8, "%c%d\"", 'a', (int)(i % 90)));
	}
}

static char guard(struct str s)
{
	return s.p[0] == '=' || s.p[0] == 'a' ? '\'' : 0;
}

static void put_naively(const struct column *c, const struct field *f, int64_t row,
			csv_guard_fn *guarded, struct buf *to)
{
	struct buf text = BUF_INIT;
	struct str s;

	if (column_is_null(c, row))
		return;
	if (c->type != FIELD_UTF8 && c->type != FIELD_DICT) {
		cell_put_text(to, f, c, row);
		return;
	}
	s = column_text(c, row);
	if (guarded && s.n && guarded(s))
		buf_putc(&text, guarded(s));
	buf_add(&text, s.p, s.n);
	csv_put_text(to, (struct str){ text.p, text.n });
	buf_release(&text);
}

/* Cell by cell. */
static void write_naively(const struct schema *s, const struct batch *batch, csv_guard_fn *guarded,
			  struct buf *to)
{
	int64_t row;
	size_t i;

	for (row = 0; row < batch->nrows; row++)
		for (i = 0; i < s->nfields; i++) {
			put_naively(&batch->columns[i], &s->fields[i], row, guarded, to);
			buf_puts(to, i + 1 < s->nfields ? "," : "\r\n");
		}
}

static struct csv_encode *encoder(const struct schema *s, csv_guard_fn *guarded)
{
	const struct field *fields[FIELDS];
	size_t i;

	for (i = 0; i < s->nfields; i++)
		fields[i] = &s->fields[i];
	return csv_encode_new(fields, s->nfields, guarded);
}

static void check_rows(csv_guard_fn *guarded, int64_t at_once)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct csv_encode *e;
	struct buf got = BUF_INIT, want = BUF_INIT;
	int64_t row, n;

	fill_schema(&s);
	batch_builder_init(&bb, &s);
	fill_rows(&bb);
	e = encoder(&s, guarded);
	for (row = 0; row < ROWS; row += n) {
		n = ROWS - row < at_once ? ROWS - row : at_once;
		csv_encode_rows(e, batch_builder_view(&bb), row, n, &got);
	}
	write_naively(&s, batch_builder_view(&bb), guarded, &want);
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
	csv_encode_free(e);
	batch_builder_release(&bb);
	schema_release(&s);
	buf_release(&got);
	buf_release(&want);
}

static void rows_are_the_cells_one_by_one(void **state)
{
	(void)state;
	check_rows(NULL, ROWS);
	check_rows(guard, ROWS);
}

static void rows_in_pieces_are_the_same(void **state)
{
	(void)state;
	check_rows(NULL, 1);
	check_rows(NULL, 97);
	check_rows(guard, 7);
}

static void header_is_quoted_as_text(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct buf got = BUF_INIT;
	struct csv_encode *e;

	(void)state;
	fill_schema(&s);
	e = encoder(&s, guard);
	csv_encode_header(e, &got);
	assert_string_equal(got.p, "flag,count,money,tiny,whole,rate,day,\"text, \"\"x\"\"\","
				   "plain,code\r\n");
	csv_encode_free(e);
	schema_release(&s);
	buf_release(&got);
}

/* A reader may replace a dictionary; the numbers then mean other texts. */
static void another_dictionary_is_learned_anew(void **state)
{
	struct schema s = SCHEMA_INIT;
	struct buf got = BUF_INIT;
	struct csv_encode *e;
	int i;

	(void)state;
	schema_add(&s, "code", FIELD_DICT);
	e = encoder(&s, NULL);
	for (i = 0; i < 2; i++) {
		struct batch_builder bb;

		batch_builder_init(&bb, &s);
		builder_text(&bb.columns[0], i ? "b" : "a,", i ? 1 : 2);
		csv_encode_rows(e, batch_builder_view(&bb), 0, 1, &got);
		batch_builder_release(&bb);
	}
	assert_string_equal(got.p, "\"a,\"\r\nb\r\n");
	csv_encode_free(e);
	schema_release(&s);
	buf_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_the_cells_one_by_one),
		cmocka_unit_test(rows_in_pieces_are_the_same),
		cmocka_unit_test(header_is_quoted_as_text),
		cmocka_unit_test(another_dictionary_is_learned_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
