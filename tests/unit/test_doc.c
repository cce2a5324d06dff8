/* doc: cells and their places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report/paper/doc.h"

static void cells_are_in_reading_order_and_found_by_place(void **state)
{
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct doc d;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "表一", "标题");
	doc_cell(t, 1, 2, 1, 1, "d");
	doc_cell(t, 0, 0, 3, 2, "a");
	doc_cell(t, 0, 2, 1, 2, "b");
	assert_string_equal(doc_table_at(t, 2, 1)->text, "a");
	assert_int_equal(doc_table_finish(t, NULL, &err), 0);
	assert_int_equal(t->nrows, 3);
	assert_int_equal(t->ncolumns, 4);
	assert_string_equal(t->cells[1].text, "b");
	assert_string_equal(doc_table_at(t, 2, 1)->text, "a");
	assert_string_equal(doc_table_at(t, 0, 3)->text, "b");
	assert_string_equal(doc_table_at(t, 1, 2)->text, "d");
	assert_null(doc_table_at(t, 1, 3));
	assert_null(doc_table_at(t, 9, 9));
	doc_release(&d);
}

static void two_cells_on_one_place_are_an_error(void **state)
{
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct doc d;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "", "");
	doc_cell(t, 0, 0, 2, 1, "a");
	doc_cell(t, 1, 0, 1, 1, "b");
	assert_int_equal(doc_table_finish(t, "a.html", &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	assert_int_equal(doc_table_finish(t, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_BUG);
	doc_release(&d);
}

static void a_cell_of_no_size_is_an_error(void **state)
{
	struct err err = ERR_INIT;
	struct doc_table *t;
	struct doc d;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "", "");
	doc_cell(t, 0, 0, 1, 0, "a");
	assert_int_equal(doc_table_finish(t, NULL, &err), -1);
	doc_release(&d);
}

static void a_doc_owns_its_texts(void **state)
{
	char text[] = "text";
	struct doc_charts *c;
	struct doc_series *s;
	struct doc d;

	(void)state;
	doc_init(&d);
	doc_heading(&d, 2, text);
	doc_paragraph(&d, text);
	doc_page_break(&d);
	doc_note(doc_table(&d, text, text), text);
	c = doc_charts(&d, text, "人", 0);
	s = doc_series(c, text);
	doc_point(s, "2024", 5, false);
	doc_point(s, text, 0, true);
	text[0] = 'x';
	assert_string_equal(d.blocks[0].text, "text");
	assert_int_equal(d.blocks[0].level, 2);
	assert_string_equal(d.blocks[3].table.notes[0], "text");
	assert_string_equal(d.blocks[4].charts.series[0].labels[1], "text");
	assert_true(d.blocks[4].charts.series[0].missing[1]);
	assert_string_equal(d.title, "");
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_in_reading_order_and_found_by_place),
		cmocka_unit_test(two_cells_on_one_place_are_an_error),
		cmocka_unit_test(a_cell_of_no_size_is_an_error),
		cmocka_unit_test(a_doc_owns_its_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
