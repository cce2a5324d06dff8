#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdlib.h>

#include "core/date.h"
#include "extract/intake.h"

static struct reg_column column;
static struct builder to;
static struct intake cell;
static struct err err;

static void begin(enum field_type type, unsigned stored)
{
	column = (struct reg_column){ .name = "c",
				      .type = type,
				      .stored = stored,
				      .precision = 38,
				      .scale = 2,
				      .nullable = true,
				      .format = "YYYY-MM-DD" };
}

/* The cell after the column has got its rules. */
static void open_cell(void)
{
	struct intake_spec spec = { &column, "t.c", NULL, false, false, false };

	err = (struct err)ERR_INIT;
	intake_init(&cell, &spec);
	builder_init(&to, column.type, cell.dict);
	cell.to = &to;
}

static void close_cell(void)
{
	builder_release(&to);
	intake_release(&cell);
}

static int put(const char *text)
{
	return cell.text(&cell, text, strlen(text), &err);
}

static struct column view(void)
{
	struct column c;

	builder_view(&to, &c);
	return c;
}

static bool last_is_null(void)
{
	struct column c = view();

	return column_is_null(&c, to.nrows - 1);
}

static void assert_last_text(const char *expected)
{
	struct column c = view();

	assert_false(last_is_null());
	assert_true(str_is(column_text(&c, to.nrows - 1), str_of(expected)));
}

static void money_in_fen_is_exact(void **state)
{
	struct column c;

	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_INTEGER);
	column.stored_scale = 2;
	open_cell();
	assert_int_equal(cell.integer(&cell, INT64_MAX, &err), 1);
	assert_int_equal(cell.integer(&cell, -1, &err), 1);
	c = view();
	assert_true(column_decimal(&c, 0) == (__int128)INT64_MAX);
	assert_true(column_decimal(&c, 1) == -1);
	close_cell();
}

static void money_in_yuan_is_scaled(void **state)
{
	struct column c;

	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_INTEGER);
	open_cell();
	assert_int_equal(cell.integer(&cell, INT64_MAX, &err), 1);
	c = view();
	assert_true(column_decimal(&c, 0) == (__int128)INT64_MAX * 100);
	close_cell();
}

static void money_beyond_its_precision_is_bad(void **state)
{
	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_INTEGER);
	column.stored_scale = 2;
	column.precision = 5;
	open_cell();
	assert_int_equal(cell.integer(&cell, 99999, &err), 1);
	assert_int_equal(cell.integer(&cell, 100000, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(cell.integer(&cell, -100000, &err), -1);
	close_cell();
}

static void money_as_text_is_read_exactly_or_not_at_all(void **state)
{
	static const char *const bad[] = {
		"1,000.00", " 1", "1 ", "1e3", "0.005", "12元", "+1", "-"
	};
	struct column c;
	size_t i;

	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_TEXT);
	open_cell();
	assert_int_equal(put("1234.50"), 1);
	assert_int_equal(put("-0.1"), 1);
	c = view();
	assert_true(column_decimal(&c, 0) == 123450);
	assert_true(column_decimal(&c, 1) == -10);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(put(bad[i]), -1);
	close_cell();
}

static void money_as_real_needs_to_be_a_decimal_of_the_scale(void **state)
{
	struct column c;

	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_REAL);
	open_cell();
	assert_int_equal(cell.real(&cell, 0.1 + 0.2, &err), 1);
	assert_int_equal(cell.real(&cell, 1234567.89, &err), 1);
	c = view();
	assert_true(column_decimal(&c, 0) == 30);
	assert_true(column_decimal(&c, 1) == 123456789);
	assert_int_equal(cell.real(&cell, 0.125, &err), -1);
	assert_int_equal(cell.real(&cell, 1e20, &err), -1);
	assert_int_equal(cell.real(&cell, 1.0 / 0.0, &err), -1);
	close_cell();
}

static void another_kind_is_refused_by_name_not_by_value(void **state)
{
	(void)state;
	begin(FIELD_DECIMAL, REG_STORED_INTEGER);
	open_cell();
	assert_int_equal(put("620.00"), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_string_equal(err.msg, "t.c: a value is stored as text; the register allows integer");
	assert_int_equal(cell.real(&cell, 1.5, &err), -1);
	assert_int_equal(cell.blob(&cell, "x", 1, &err), -1);
	close_cell();
}

static void a_rule_of_null_counts_and_goes_on(void **state)
{
	(void)state;
	begin(FIELD_INT64, REG_STORED_INTEGER | REG_STORED_TEXT);
	column.on_bad_value = REG_NULL;
	column.on_empty = REG_NULL;
	open_cell();
	assert_int_equal(put("12"), 1);
	assert_int_equal(put("12a"), 1);
	assert_true(last_is_null());
	assert_int_equal(put("9223372036854775808"), 1);
	assert_int_equal(put(""), 1);
	assert_int_equal(cell.counts[INTAKE_VALUE], 2);
	assert_int_equal(cell.counts[INTAKE_EMPTY], 1);
	assert_int_equal(to.nrows, 4);
	assert_int_equal(to.nulls, 3);
	close_cell();
}

static void a_rejected_row_still_has_a_value(void **state)
{
	(void)state;
	begin(FIELD_DATE, REG_STORED_TEXT);
	column.on_bad_value = REG_REJECT_ROW;
	open_cell();
	assert_int_equal(put("2026-02-30"), 0);
	assert_int_equal(to.nrows, 1);
	assert_int_equal(put("2026-02-28"), 1);
	close_cell();
}

static void null_is_refused_where_the_register_has_none(void **state)
{
	(void)state;
	begin(FIELD_INT64, REG_STORED_INTEGER);
	column.nullable = false;
	column.on_bad_value = REG_NULL;
	open_cell();
	assert_int_equal(cell.null(&cell, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	close_cell();
}

static void dates_are_read_in_their_format_only(void **state)
{
	struct column c;

	(void)state;
	begin(FIELD_DATE, REG_STORED_TEXT | REG_STORED_INTEGER);
	column.format = "YYYYMMDD";
	open_cell();
	assert_int_equal(put("19491001"), 1);
	assert_int_equal(cell.integer(&cell, 20261031, &err), 1);
	c = view();
	assert_int_equal(column_date(&c, 0), date_from_civil(1949, 10, 1));
	assert_int_equal(column_date(&c, 1), date_from_civil(2026, 10, 31));
	assert_int_equal(put("1949-10-01"), -1);
	assert_int_equal(put("19491301"), -1);
	close_cell();
}

static void booleans_are_zero_and_one(void **state)
{
	struct column c;

	(void)state;
	begin(FIELD_BOOL, REG_STORED_INTEGER | REG_STORED_TEXT);
	open_cell();
	assert_int_equal(cell.integer(&cell, 1, &err), 1);
	assert_int_equal(put("false"), 1);
	c = view();
	assert_true(column_bool(&c, 0));
	assert_false(column_bool(&c, 1));
	assert_int_equal(cell.integer(&cell, 2, &err), -1);
	assert_int_equal(put("yes"), -1);
	close_cell();
}

static void rates_are_finite(void **state)
{
	(void)state;
	begin(FIELD_FLOAT64, REG_STORED_REAL | REG_STORED_INTEGER | REG_STORED_TEXT);
	open_cell();
	assert_int_equal(cell.real(&cell, 0.5, &err), 1);
	assert_int_equal(cell.integer(&cell, 3, &err), 1);
	assert_int_equal(put("-1.5e2"), 1);
	assert_int_equal(put("nan"), -1);
	assert_int_equal(put("1e999"), -1);
	assert_int_equal(put("1x"), -1);
	close_cell();
}

static void rates_as_text_are_decimal_numbers(void **state)
{
	static const char *const bad[] = { "0x10", "0x1p3", "1e999", "-inf", "nan", "NaN",
					   "INF",  "1 ",    "--1",   "1e",   ".",   "" };
	size_t i;

	(void)state;
	begin(FIELD_FLOAT64, REG_STORED_TEXT);
	column.on_bad_value = column.on_empty = REG_NULL;
	open_cell();
	assert_int_equal(cell.text(&cell, "-12.5e-1", 8, &err), 1);
	assert_false(last_is_null());
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		assert_int_equal(cell.text(&cell, bad[i], strlen(bad[i]), &err), 1);
		assert_true(last_is_null());
	}
	close_cell();
}

/* Every way through the words of a text: all kinds of characters, at all places. */
static void mixed_text_is_clean_as_utf8_says(void **state)
{
	static const char *const pieces[] = { "a",  "0123456789",   "安",	    "。",
					      "，", "\xed\x9f\xbf", "\xe0\xa0\x80", "é",
					      "𠮷", "\xed\xa0\x80", "\xe5\xae",	    "\x80" };
	char text[64];
	uint64_t dice = 1;
	size_t n, k;
	int i;

	(void)state;
	begin(FIELD_UTF8, REG_STORED_TEXT);
	column.on_nul = column.on_bad_utf8 = REG_NULL;
	open_cell();
	for (i = 0; i < 50000; i++) {
		for (n = 0, k = 0; k < 12 && n < sizeof(text) - 10; k++) {
			const char *piece;

			dice = dice * 6364136223846793005u + 1442695040888963407u;
			/* The last three are no text, so they must be rare. */
			piece = pieces[(dice >> 33) % (dice >> 60 ? 9 : 12)];
			memcpy(text + n, piece, strlen(piece));
			n += strlen(piece);
		}
		assert_int_equal(cell.text(&cell, text, n, &err), 1);
		assert_int_equal(last_is_null(), !utf8_is_valid(text, n));
		builder_clear(cell.to);
	}
	close_cell();
}

static void an_integer_kept_as_real_must_be_whole(void **state)
{
	(void)state;
	begin(FIELD_INT64, REG_STORED_INTEGER | REG_STORED_REAL);
	open_cell();
	assert_int_equal(cell.real(&cell, 7.0, &err), 1);
	assert_int_equal(cell.real(&cell, 7.5, &err), -1);
	assert_int_equal(cell.real(&cell, 1e18, &err), -1);
	close_cell();
}

/* Every length around the eight-byte steps and the vector routine, with the fault
 * at every place. */
static void a_nul_or_a_bad_byte_is_found_anywhere(void **state)
{
	char text[64];
	size_t n, i;

	(void)state;
	begin(FIELD_UTF8, REG_STORED_TEXT);
	column.on_nul = column.on_bad_utf8 = REG_NULL;
	open_cell();
	for (n = 1; n < 50; n++)
		for (i = 0; i < n; i++) {
			memset(text, 'a', n);
			assert_int_equal(cell.text(&cell, text, n, &err), 1);
			assert_false(last_is_null());
			text[i] = '\0';
			assert_int_equal(cell.text(&cell, text, n, &err), 1);
			assert_true(last_is_null());
			text[i] = (char)0x80;
			assert_int_equal(cell.text(&cell, text, n, &err), 1);
			assert_true(last_is_null());
			text[i] = (char)0xe5;
			assert_int_equal(cell.text(&cell, text, n, &err), 1);
			assert_true(last_is_null());
			if (i + 3 <= n) {
				memcpy(text + i, "安", 3);
				assert_int_equal(cell.text(&cell, text, n, &err), 1);
				assert_false(last_is_null());
			}
		}
	close_cell();
}

static void surrogates_and_overlong_forms_are_not_text(void **state)
{
	static const char *const bad[] = { "\xed\xa0\x80", "\xe0\x80\xaf", "\xc0\xaf",
					   "\xf4\x90\x80\x80", "\xe5\xae" };
	size_t i;

	(void)state;
	begin(FIELD_UTF8, REG_STORED_TEXT);
	open_cell();
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(put(bad[i]), -1);
	assert_int_equal(put("\xe0\xa0\x80\xed\x9f\xbf\xf0\xa0\xae\xb7"), 1);
	close_cell();
}

static void text_is_stripped_repaired_and_read_as_gb18030(void **state)
{
	(void)state;
	begin(FIELD_UTF8, REG_STORED_TEXT);
	column.on_nul = REG_STRIP;
	column.on_bad_utf8 = REG_GB18030;
	column.on_empty = REG_NULL;
	open_cell();
	assert_int_equal(cell.text(&cell, "安\0溪", 7, &err), 1);
	assert_last_text("安溪");
	assert_int_equal(cell.text(&cell, "\0\0", 2, &err), 1);
	assert_true(last_is_null());
	assert_int_equal(put("\xb0\xb2\xcf\xaa"), 1);
	assert_last_text("安溪");
	assert_int_equal(cell.text(&cell, "\xb0\0\xb2", 3, &err), 1);
	assert_last_text("安");
	assert_int_equal(put("\xb0\xb2\xff"), -1);
	assert_int_equal(put("\xb0\xb2"), 1);
	assert_last_text("安");
	close_cell();
	column.on_bad_utf8 = REG_REPLACE;
	open_cell();
	assert_int_equal(put("a\xff\xe5安\xf0"), 1);
	assert_last_text("a\xef\xbf\xbd\xef\xbf\xbd安\xef\xbf\xbd");
	close_cell();
}

static void an_empty_text_is_not_null_unless_the_rule_says_so(void **state)
{
	(void)state;
	begin(FIELD_DICT, REG_STORED_TEXT);
	open_cell();
	assert_int_equal(put(""), -1);
	close_cell();
	column.on_empty = REG_KEEP;
	open_cell();
	assert_int_equal(put(""), 1);
	assert_last_text("");
	close_cell();
}

static void texts_alike_at_both_ends_stay_apart(void **state)
{
	char a[] = "12345678xxxx12345678", b[] = "12345678yyyy12345678";
	const char *const shorts[] = { "a",    "aa",	 "aaa",	   "aba",     "abca",
				       "acba", "abcdea", "acbdea", "abcdefg", "abcdefh" };
	size_t i, round;

	(void)state;
	begin(FIELD_DICT, REG_STORED_TEXT);
	open_cell();
	for (round = 0; round < 2; round++) {
		assert_int_equal(put(a), 1);
		assert_last_text(a);
		assert_int_equal(put(b), 1);
		assert_last_text(b);
		for (i = 0; i < sizeof(shorts) / sizeof(*shorts); i++) {
			assert_int_equal(put(shorts[i]), 1);
			assert_last_text(shorts[i]);
		}
	}
	assert_int_equal(dict_count(cell.dict), 12);
	close_cell();
}

static void a_code_kept_as_a_number_is_text_only_by_leave(void **state)
{
	(void)state;
	begin(FIELD_DICT, REG_STORED_INTEGER);
	open_cell();
	assert_int_equal(cell.integer(&cell, 101, &err), 1);
	assert_last_text("101");
	assert_int_equal(put("0101"), -1);
	close_cell();
	begin(FIELD_DICT, REG_STORED_TEXT);
	open_cell();
	assert_int_equal(cell.integer(&cell, 101, &err), -1);
	close_cell();
}

static void a_month_has_one_shape(void **state)
{
	static const char *const bad[] = { "202601",  "2026-1", "2026-13",
					   "2026-Q1", "2026",	"2026-001" };
	struct intake_spec spec = { &column, "t.c", NULL, true, false, false };
	size_t i;

	(void)state;
	begin(FIELD_DICT, REG_STORED_TEXT);
	intake_init(&cell, &spec);
	builder_init(&to, FIELD_DICT, cell.dict);
	cell.to = &to;
	assert_int_equal(put("2026-01"), 1);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(put(bad[i]), -1);
	close_cell();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(money_in_fen_is_exact),
		cmocka_unit_test(money_in_yuan_is_scaled),
		cmocka_unit_test(money_beyond_its_precision_is_bad),
		cmocka_unit_test(money_as_text_is_read_exactly_or_not_at_all),
		cmocka_unit_test(money_as_real_needs_to_be_a_decimal_of_the_scale),
		cmocka_unit_test(another_kind_is_refused_by_name_not_by_value),
		cmocka_unit_test(a_rule_of_null_counts_and_goes_on),
		cmocka_unit_test(a_rejected_row_still_has_a_value),
		cmocka_unit_test(null_is_refused_where_the_register_has_none),
		cmocka_unit_test(dates_are_read_in_their_format_only),
		cmocka_unit_test(booleans_are_zero_and_one),
		cmocka_unit_test(rates_are_finite),
		cmocka_unit_test(rates_as_text_are_decimal_numbers),
		cmocka_unit_test(mixed_text_is_clean_as_utf8_says),
		cmocka_unit_test(an_integer_kept_as_real_must_be_whole),
		cmocka_unit_test(a_nul_or_a_bad_byte_is_found_anywhere),
		cmocka_unit_test(surrogates_and_overlong_forms_are_not_text),
		cmocka_unit_test(text_is_stripped_repaired_and_read_as_gb18030),
		cmocka_unit_test(an_empty_text_is_not_null_unless_the_rule_says_so),
		cmocka_unit_test(texts_alike_at_both_ends_stay_apart),
		cmocka_unit_test(a_code_kept_as_a_number_is_text_only_by_leave),
		cmocka_unit_test(a_month_has_one_shape),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
