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

static void heads_and_short_labels_stand_in_the_middle(void **state)
{
	struct doc d;
	struct doc_table *t = requests(&d);
	struct table_centring rule;

	(void)state;
	table_centring(t, &rule);
	assert_true(table_is_centred(t, &rule, doc_table_at(t, 0, 0)));
	assert_true(table_is_centred(t, &rule, doc_table_at(t, 1, 3)));
	assert_false(table_is_centred(t, &rule, doc_table_at(t, 3, 0)));
	assert_false(table_is_centred(t, &rule, doc_table_at(t, 7, 2)));
	assert_true(table_is_centred(t, &rule, doc_table_at(t, 7, 3)));
	table_centring_release(&rule);
	doc_release(&d);
	doc_init(&d);
	printed_opened(&d);
	t = &d.blocks[0].table;
	table_centring(t, &rule);
	assert_true(table_is_centred(t, &rule, doc_table_at(t, 3, 0)));
	assert_true(table_is_centred(t, &rule, doc_table_at(t, 5, 1)));
	table_centring_release(&rule);
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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
