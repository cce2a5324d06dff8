#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <xlsxwriter.h>

#include <cmocka.h>

#include "core/file.h"
#include "package/xlsx_text.h"
#include "scratch.h"

static void escapes_that_are_meant_literally_are_escaped(void **state)
{
	static const char *const pairs[][2] = {
		{ "", "" },
		{ "甲镇 a", "甲镇 a" },
		{ "_x000D_", "_x005F_x000D_" },
		{ "a_x005F_b", "a_x005F_x005F_b" },
		{ "_X000D_ _x00_ _x000G_ _x", "_X000D_ _x00_ _x000G_ _x" },
		{ "__x000d_", "__x005F_x000d_" },
		{ "\ufffe\uffff\ufffd", "_xFFFE__xFFFF_\ufffd" },
	};
	struct buf b = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		assert_string_equal(xlsx_text(str_of(pairs[i][0]), &b), pairs[i][1]);
	buf_release(&b);
}

static void widths_are_those_of_what_is_shown(void **state)
{
	(void)state;
	assert_int_equal(xlsx_text_width(str_of(""), 9), 0);
	assert_int_equal(xlsx_text_width(str_of("甲镇 a"), 9), 6);
	assert_int_equal(xlsx_text_width(str_of("0123456789"), 9), 9);
	assert_int_equal(xlsx_number_width(0, 0), 1);
	assert_int_equal(xlsx_number_width(999, 0), 3);
	assert_int_equal(xlsx_number_width(-1000, 0), 6);
	assert_int_equal(xlsx_number_width(66431691, 2), 13);
}

static void sheet_with_a_row_too_few_is_found(void **state)
{
	char *dir = scratch_new(), *path = file_join(dir, "x.xlsx");
	long long rows[2] = { 3, 1 };
	struct err err = ERR_INIT;
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *one = workbook_add_worksheet(book, NULL);
	lxw_worksheet *two = workbook_add_worksheet(book, NULL);
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		worksheet_write_string(one, (lxw_row_t)i, 0, "<row <<row ", NULL);
	worksheet_write_number(two, 0, 0, 1, NULL);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
	assert_int_equal(xlsx_check(path, "x", rows, 2, &err), 0);
	rows[0] = 4;
	assert_int_equal(xlsx_check(path, "x", rows, 2, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	rows[0] = 3;
	assert_int_equal(xlsx_check(path, "x", rows, 3, &err), -1);
	free(path);
	scratch_remove(dir);
}

static void file_that_is_no_zip_is_found(void **state)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "x.xlsx", "no zip");
	long long rows = 1;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(xlsx_check(path, "x", &rows, 1, &err), -1);
	assert_int_equal(err.kind, ERR_IO);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_that_are_meant_literally_are_escaped),
		cmocka_unit_test(widths_are_those_of_what_is_shown),
		cmocka_unit_test(sheet_with_a_row_too_few_is_found),
		cmocka_unit_test(file_that_is_no_zip_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
