#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "printed_doc.h"
#include "report/paper/table_widths.h"

static int sum_of(const int *v, int n)
{
	int i, sum = 0;

	for (i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

static struct doc_table *requests(struct doc *d)
{
	doc_init(d);
	printed_requests(d);
	return &d->blocks[0].table;
}

static void widths_share_the_whole_line(void **state)
{
	static const int totals[] = { 10, 73, 99, 100, 8845, 12756 };
	struct doc d;
	struct doc_table *t = requests(&d);
	int widths[10], k;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(totals) / sizeof(*totals); i++) {
		table_widths(t, 98, totals[i], widths);
		assert_int_equal(sum_of(widths, 10), totals[i]);
		for (k = 0; totals[i] >= 73 && k < 10; k++)
			assert_true(widths[k] > 0);
	}
	doc_release(&d);
}

/* As long as the line is as wide as the table needs. */
static void no_number_is_broken(void **state)
{
	struct doc d;
	struct doc_table *t = requests(&d);
	int widths[10], room;
	size_t i;

	(void)state;
	for (room = table_need(t); room < table_want(t) + 20; room++) {
		table_widths(t, room, room * 90, widths);
		for (i = 0; i < t->ncells; i++)
			if (t->cells[i].is_number)
				assert_true(text_width(t->cells[i].text) * 90 <=
					    widths[t->cells[i].column]);
	}
	doc_release(&d);
}

static void own_widths_of_a_table_decide(void **state)
{
	struct doc d;
	struct doc_table *t;
	int widths[3];

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "t", "");
	doc_cell(t, 0, 2, 1, 1, "a text that is much longer than the others");
	t->widths = mem_zalloc(3, sizeof(*t->widths));
	t->widths[0] = 3;
	t->widths[1] = t->widths[2] = 1;
	table_widths(t, 40, 1000, widths);
	assert_int_equal(widths[0], 600);
	assert_int_equal(widths[1], 200);
	assert_int_equal(widths[2], 200);
	doc_release(&d);
}

static void lines_are_those_that_a_column_breaks(void **state)
{
	(void)state;
	assert_int_equal(text_width(""), 0);
	assert_int_equal(text_width("年报 a"), 6);
	assert_int_equal(text_width("年\n年报\na"), 4);
	assert_int_equal(text_lines("", 5), 1);
	assert_int_equal(text_lines("年报年报", 4), 2);
	assert_int_equal(text_lines("年报年报", 5), 2);
	assert_int_equal(text_lines("a\n\nb", 5), 3);
}

static enum cell_align align_at(const struct doc_table *t, int row, int column)
{
	struct table_centring rule;
	enum cell_align align;

	table_centring(t, &rule);
	align = table_align(t, &rule, doc_table_at(t, row, column));
	table_centring_release(&rule);
	return align;
}

static void heads_and_short_labels_stand_in_the_middle(void **state)
{
	struct doc d;
	struct doc_table *t = requests(&d);

	(void)state;
	assert_int_equal(align_at(t, 0, 0), CELL_CENTRE);
	assert_int_equal(align_at(t, 1, 3), CELL_CENTRE);
	assert_int_equal(align_at(t, 3, 0), CELL_LEFT);
	assert_int_equal(align_at(t, 7, 2), CELL_LEFT);
	doc_release(&d);
	doc_init(&d);
	printed_opened(&d);
	t = &d.blocks[0].table;
	assert_int_equal(align_at(t, 3, 0), CELL_CENTRE);
	assert_int_equal(align_at(t, 5, 1), CELL_CENTRE);
	doc_release(&d);
}

static void numbers_stand_in_the_middle_unless_the_table_has_them_at_the_right(void **state)
{
	struct doc d;
	struct doc_table *t = requests(&d);

	(void)state;
	assert_true(doc_table_at(t, 3, 3)->is_number);
	assert_int_equal(align_at(t, 3, 3), CELL_CENTRE);
	t->right = true;
	assert_int_equal(align_at(t, 3, 3), CELL_RIGHT);
	doc_release(&d);
}

/* 镇, 乡: short, but two characters to the right of what they are parts of. */
static void a_column_with_labels_that_are_set_in_is_not_centred(void **state)
{
	struct doc d;
	struct doc_table *t;
	int need;

	(void)state;
	doc_init(&d);
	t = doc_table(&d, "t", "");
	for (int row = 0; row < 3; row++) {
		doc_cell(t, row, 0, 1, 1, row ? "乡" : "合计")->head = true;
		doc_cell(t, row, 1, 1, 1, "1")->is_number = true;
	}
	assert_int_equal(align_at(t, 0, 0), CELL_CENTRE);
	need = table_need(t);
	t->cells[2].level = 2;
	assert_int_equal(align_at(t, 0, 0), CELL_LEFT);
	assert_int_equal(align_at(t, 1, 0), CELL_LEFT);
	assert_true(table_need(t) > need);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_share_the_whole_line),
		cmocka_unit_test(no_number_is_broken),
		cmocka_unit_test(own_widths_of_a_table_decide),
		cmocka_unit_test(lines_are_those_that_a_column_breaks),
		cmocka_unit_test(heads_and_short_labels_stand_in_the_middle),
		cmocka_unit_test(
			numbers_stand_in_the_middle_unless_the_table_has_them_at_the_right),
		cmocka_unit_test(a_column_with_labels_that_are_set_in_is_not_centred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
