#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <math.h>

#include <cmocka.h>

#include "package/cell_check.h"

/* A measure, its status, a text and a rate; one row. */
struct table {
	struct schema schema;
	struct release_column columns[4];
	struct release release;
	struct batch_builder rows;
};

static void setup(struct table *t)
{
	static const char *const names[] = { "n", "n_status", "text", "rate" };
	static const enum field_type types[] = { FIELD_INT64, FIELD_DICT, FIELD_UTF8,
						 FIELD_FLOAT64 };
	int i;

	memset(t, 0, sizeof(*t));
	for (i = 0; i < 4; i++)
		schema_add(&t->schema, names[i], types[i]);
	for (i = 0; i < 4; i++)
		t->columns[i] = (struct release_column){
			.in = i, .status = -1, .of = -1, .field = &t->schema.fields[i]
		};
	t->columns[0].status = 1;
	t->release.columns = t->columns;
	t->release.ncolumns = 4;
	batch_builder_init(&t->rows, &t->schema);
}

/* 0, or the kind of error; value and status NULL for a missing one. */
static int check(const int64_t *value, const char *status, const char *text, double rate)
{
	struct err err = ERR_INIT;
	struct cell_check *c;
	struct table t;
	struct builder *b;
	int ret;

	setup(&t);
	b = t.rows.columns;
	if (value)
		builder_int64(&b[0], *value);
	else
		builder_null(&b[0]);
	if (status)
		builder_text(&b[1], status, strlen(status));
	else
		builder_null(&b[1]);
	builder_text(&b[2], text, strlen(text));
	builder_float64(&b[3], rate);
	c = cell_check_new(&t.release);
	ret = cell_check_batch(c, batch_builder_view(&t.rows), 1, &err);
	cell_check_free(c);
	batch_builder_release(&t.rows);
	schema_release(&t.schema);
	return ret < 0 ? (int)err.kind : 0;
}

static void measure_is_empty_exactly_when_its_status_says_so(void **state)
{
	const int64_t zero = 0;

	(void)state;
	assert_int_equal(check(&zero, NULL, "", 0), 0);
	assert_int_equal(check(&zero, "p", "", 0), 0);
	assert_int_equal(check(NULL, "c", "", 0), 0);
	assert_int_equal(check(NULL, "x", "", 0), 0);
	assert_int_equal(check(NULL, "z", "", 0), 0);
	assert_int_equal(check(&zero, "c", "", 0), ERR_GATE);
	assert_int_equal(check(&zero, "x", "", 0), ERR_STREAM);
	assert_int_equal(check(NULL, NULL, "", 0), ERR_STREAM);
	assert_int_equal(check(NULL, "p", "", 0), ERR_STREAM);
	assert_int_equal(check(&zero, "q", "", 0), ERR_STREAM);
	assert_int_equal(check(NULL, "", "", 0), ERR_STREAM);
}

static void control_characters_are_found_wherever_they_stand(void **state)
{
	static const char sample[] = "0123456789甲乙abcdefg\t\r\n";
	const int64_t one = 1;
	char text[sizeof(sample)];
	size_t i;

	(void)state;
	assert_int_equal(check(&one, NULL, sample, 0), 0);
	for (i = 0; i < sizeof(sample) - 1; i++) {
		memcpy(text, sample, sizeof(text));
		text[i] = '\x1b';
		assert_int_equal(check(&one, NULL, text, 0), ERR_DATA);
		text[i] = '\x7f';
		assert_int_equal(check(&one, NULL, text, 0), 0);
	}
}

static void rate_must_be_finite(void **state)
{
	const int64_t one = 1;

	(void)state;
	assert_int_equal(check(&one, NULL, "", NAN), ERR_DATA);
	assert_int_equal(check(&one, NULL, "", -INFINITY), ERR_DATA);
	assert_int_equal(check(&one, NULL, "", 1e300), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(measure_is_empty_exactly_when_its_status_says_so),
		cmocka_unit_test(control_characters_are_found_wherever_they_stand),
		cmocka_unit_test(rate_must_be_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
