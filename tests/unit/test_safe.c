/*
 * What leaves yg-protect: the outcome of a method as the table that may be published.
 */
#include "table_text.h"

#include "core/date.h"
#include "core/mem.h"
#include "csv_dump.h"
#include "protect/safe.h"

static const struct table_text town_table = { "recipients",
					      NULL,
					      "town | persons households",
					      { "1,county, | 30 20", "11,town,1 | 10 7",
						"12,town,1 | 20 x", "13,town,1 | 0 z" } };

static const struct table_text funds = { "funds", NULL, "town | amount", { "14,town, | 9" } };

struct scene {
	struct cells c;
	struct outcome o;
	struct buf text; /* as CSV */
	struct err err;
};

static void begin(struct scene *s)
{
	*s = (struct scene){ .text = BUF_INIT, .err = ERR_INIT };
	if (tt_add(&s->c, &town_table, false, &s->err) < 0 ||
	    tt_add(&s->c, &funds, false, &s->err) < 0 || cells_finish(&s->c, &s->err) < 0)
		fail_msg("%s", s->err.msg);
	outcome_init(&s->o, &s->c);
}

static void read_back(struct scene *s, int fd)
{
	char chunk[4096];
	ssize_t n;

	lseek(fd, 0, SEEK_SET);
	n = read(fd, chunk, sizeof(chunk));
	assert_true(n >= 0 && n < (ssize_t)sizeof(chunk));
	buf_add(&s->text, chunk, (size_t)n);
}

static int end(struct scene *s)
{
	int fd = dump_file(STR("")), ret;
	struct writer *w = NULL;
	struct schema schema;

	safe_schema(&s->o, &schema);
	assert_int_equal(csv_writer_open(fd, "out", &schema, &w, &s->err), 0);
	ret = safe_write(&s->o, w, &s->err);
	if (ret == 0)
		ret = writer_finish(w, &s->err);
	writer_close(w);
	if (ret == 0)
		read_back(s, fd);
	close(fd);
	schema_release(&schema);
	return ret;
}

static void leave(struct scene *s)
{
	outcome_release(&s->o);
	cells_release(&s->c);
	buf_release(&s->text);
}

static void assert_safe(struct scene *s, const char *expected)
{
	if (end(s) < 0)
		fail_msg("%s", s->err.msg);
	assert_string_equal(s->text.p, expected);
	leave(s);
}

#define HEAD "town,town_level,town_parent,persons,persons_status,households,households_status"

static void only_the_first_table_is_written(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	assert_int_equal(s.c.nrows, 5);
	assert_safe(&s, HEAD "\r\n1,county,,30,,20,\r\n11,town,1,10,,7,\r\n12,town,1,20,,,x\r\n"
			     "13,town,1,0,,,z\r\n");
}

static void what_is_missing_is_not_suppressed(void **state)
{
	struct scene s;
	uint32_t row;

	(void)state;
	begin(&s);
	for (row = 0; row < s.c.nrows; row++)
		outcome_suppress(&s.o, row);
	assert_safe(&s, HEAD "\r\n1,county,,,c,,c\r\n11,town,1,,c,,c\r\n12,town,1,,c,,x\r\n"
			     "13,town,1,,c,,z\r\n");
}

static void earlier_values_have_their_day(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	s.o.has_dates = true;
	s.o.dates[1] = date_from_civil(2026, 10, 30);
	outcome_set(&s.o, 1, 0, "9", 'p');
	outcome_set(&s.o, 1, 1, "", 'x');
	outcome_set_status(&s.o, 0, 0, 'r');
	outcome_set(&s.o, 2, 1, "13", 'p');
	assert_safe(&s, HEAD ",as_of\r\n1,county,,30,r,20,,\r\n11,town,1,9,p,,x,2026-10-30\r\n"
			     "12,town,1,20,,13,p,\r\n13,town,1,0,,,z,\r\n");
}

static void suppression_takes_back_what_was_set(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	outcome_set(&s.o, 0, 0, "31", 'p');
	outcome_suppress(&s.o, 0);
	assert_safe(&s, HEAD "\r\n1,county,,,c,,c\r\n11,town,1,10,,7,\r\n12,town,1,20,,,x\r\n"
			     "13,town,1,0,,,z\r\n");
}

static void assert_bug(struct scene *s, const char *message)
{
	assert_int_equal(end(s), -1);
	assert_int_equal(s->err.kind, ERR_BUG);
	assert_string_equal(s->err.msg, message);
	leave(s);
}

static void a_value_and_its_status_agree(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	outcome_set(&s.o, 0, 0, "", 'p');
	assert_bug(&s, "persons of town=1: a value and its status contradict each other");
	begin(&s);
	outcome_set(&s.o, 0, 1, "5", 'x');
	assert_bug(&s, "households of town=1: a value and its status contradict each other");
}

static void a_value_is_of_its_columns_type(void **state)
{
	struct scene s;

	(void)state;
	begin(&s);
	outcome_set(&s.o, 0, 0, "3.5", 0);
	assert_int_equal(end(&s), -1);
	assert_int_equal(s.err.kind, ERR_BUG);
	leave(&s);
}

static void the_method_goes_with_the_table(void **state)
{
	struct schema schema;
	struct scene s;

	(void)state;
	begin(&s);
	s.o.method = mem_strdup("{\"method\":\"suppression\"}");
	safe_schema(&s.o, &schema);
	assert_string_equal(meta_get(&schema.meta, META_METHOD), s.o.method);
	assert_string_equal(meta_get(&schema.meta, META_STATE), "safe");
	assert_int_equal(schema_find(&schema, "as_of"), -1);
	schema_release(&schema);
	leave(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_the_first_table_is_written),
		cmocka_unit_test(what_is_missing_is_not_suppressed),
		cmocka_unit_test(earlier_values_have_their_day),
		cmocka_unit_test(suppression_takes_back_what_was_set),
		cmocka_unit_test(a_value_and_its_status_agree),
		cmocka_unit_test(a_value_is_of_its_columns_type),
		cmocka_unit_test(the_method_goes_with_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
