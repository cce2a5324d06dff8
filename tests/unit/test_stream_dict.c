#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "stream_sample.h"

struct pair {
	struct schema schema;
	struct writer *w;
	struct reader *r;
	int fd;
};

static void begin(struct pair *p, size_t columns)
{
	static const char *const names[] = { "a", "b" };
	struct err err = ERR_INIT;
	size_t i;

	*p = (struct pair){ .schema = SCHEMA_INIT, .fd = memory_file(NULL, 0) };
	for (i = 0; i < columns; i++)
		schema_add(&p->schema, names[i], FIELD_DICT);
	assert_int_equal(stream_writer_open(p->fd, "out", &p->schema, &p->w, &err), 0);
}

static void put(struct pair *p, const struct builder *b, size_t columns)
{
	struct column c[2];
	struct batch batch = { b[0].nrows, columns, c };
	struct err err = ERR_INIT;
	size_t i;

	for (i = 0; i < columns; i++)
		builder_view(&b[i], &c[i]);
	assert_int_equal(writer_write(p->w, &batch, &err), 0);
}

static void turn_round(struct pair *p)
{
	struct err err = ERR_INIT;

	assert_int_equal(writer_finish(p->w, &err), 0);
	lseek(p->fd, 0, SEEK_SET);
	if (stream_reader_open(p->fd, "in", STR(""), NULL, &p->r, &err) < 0)
		fail_msg("%s", err.msg);
}

static const struct batch *get(struct pair *p)
{
	const struct batch *batch;
	struct err err = ERR_INIT;

	if (reader_next(p->r, &batch, &err) != 1)
		fail_msg("%s", err.msg);
	return batch;
}

static void end(struct pair *p)
{
	const struct batch *batch;
	struct err err = ERR_INIT;

	if (reader_next(p->r, &batch, &err) != 0)
		fail_msg("%s", err.msg);
	reader_close(p->r);
	writer_close(p->w);
	schema_release(&p->schema);
	close(p->fd);
}

static void expect(const struct column *c, int64_t i, const char *text)
{
	assert_false(column_is_null(c, i));
	assert_true(str_is(column_text(c, i), str_of(text)));
}

static void growing_dictionary_is_sent_as_deltas(void **state)
{
	struct builder b;
	const struct batch *batch;
	const struct dict *first;
	struct pair p;
	off_t before, after;
	char text[16];
	int i;

	(void)state;
	begin(&p, 1);
	builder_init(&b, FIELD_DICT, NULL);
	for (i = 0; i < 5; i++) {
		builder_clear(&b);
		snprintf(text, sizeof(text), "t%d", i);
		builder_text(&b, text, 2);
		builder_text(&b, "t0", 2);
		builder_null(&b);
		put(&p, &b, 1);
	}
	before = lseek(p.fd, 0, SEEK_CUR);
	put(&p, &b, 1);
	after = lseek(p.fd, 0, SEEK_CUR);
	/* Nothing new: no dictionary message, which alone takes 200 bytes. */
	assert_in_range(after - before, 150, 300);
	turn_round(&p);
	first = NULL;
	for (i = 0; i < 6; i++) {
		batch = get(&p);
		if (!first)
			first = batch->columns[0].dict;
		assert_ptr_equal(batch->columns[0].dict, first);
		snprintf(text, sizeof(text), "t%d", i < 5 ? i : 4);
		expect(&batch->columns[0], 0, text);
		expect(&batch->columns[0], 1, "t0");
		assert_true(column_is_null(&batch->columns[0], 2));
		assert_int_equal(dict_count(first), i < 5 ? i + 1 : 5);
	}
	end(&p);
	builder_release(&b);
}

static void another_dictionary_replaces_the_first(void **state)
{
	static const char *const words[3][2] = { { "a", "b" }, { "b", "c" }, { "", "a" } };
	const struct batch *batch;
	struct builder b;
	struct pair p;
	int i;

	(void)state;
	begin(&p, 1);
	for (i = 0; i < 3; i++) {
		/* Freed and made anew, it may well lie at the same address. */
		builder_init(&b, FIELD_DICT, NULL);
		builder_text(&b, words[i][0], strlen(words[i][0]));
		builder_null(&b);
		builder_text(&b, words[i][1], strlen(words[i][1]));
		put(&p, &b, 1);
		builder_release(&b);
	}
	turn_round(&p);
	for (i = 0; i < 3; i++) {
		batch = get(&p);
		expect(&batch->columns[0], 0, words[i][0]);
		assert_true(column_is_null(&batch->columns[0], 1));
		expect(&batch->columns[0], 2, words[i][1]);
	}
	/* The reader keeps one dictionary of distinct texts. */
	assert_int_equal(dict_count(batch->columns[0].dict), 4);
	end(&p);
}

static void columns_may_share_a_dictionary(void **state)
{
	struct builder b[2];
	const struct batch *batch;
	struct pair p;

	(void)state;
	begin(&p, 2);
	builder_init(&b[0], FIELD_DICT, NULL);
	builder_init(&b[1], FIELD_DICT, b[0].dict);
	builder_text(&b[0], "x", 1);
	builder_text(&b[1], "y", 1);
	put(&p, b, 2);
	turn_round(&p);
	batch = get(&p);
	expect(&batch->columns[0], 0, "x");
	expect(&batch->columns[1], 0, "y");
	end(&p);
	builder_release(&b[1]);
	builder_release(&b[0]);
}

static void dictionary_of_nothing_but_nulls_is_empty(void **state)
{
	struct builder b;
	const struct batch *batch;
	struct pair p;

	(void)state;
	begin(&p, 1);
	builder_init(&b, FIELD_DICT, NULL);
	builder_null(&b);
	builder_null(&b);
	put(&p, &b, 1);
	turn_round(&p);
	batch = get(&p);
	assert_int_equal(batch->columns[0].nulls, 2);
	assert_int_equal(dict_count(batch->columns[0].dict), 0);
	assert_int_equal(column_index(&batch->columns[0], 1), 0);
	end(&p);
	builder_release(&b);
}

/* More than a message should hold goes in several. */
static void large_dictionary_comes_in_parts(void **state)
{
	enum { N = 400, LONG = 64 * 1024 };
	const struct batch *batch;
	struct builder b;
	struct pair p;
	char *text = mem_alloc(LONG);
	int i;

	(void)state;
	begin(&p, 1);
	builder_init(&b, FIELD_DICT, NULL);
	memset(text, 'x', LONG);
	for (i = 0; i < N; i++) {
		memcpy(text, &i, sizeof(i));
		text[0] &= 0x7f;
		text[1] = (char)('a' + i / 128);
		builder_text(&b, text, LONG);
	}
	put(&p, &b, 1);
	turn_round(&p);
	batch = get(&p);
	assert_int_equal(batch->nrows, N);
	for (i = 0; i < N; i++)
		assert_true(str_is(column_text(&batch->columns[0], i), dict_at(b.dict, i)));
	end(&p);
	builder_release(&b);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(growing_dictionary_is_sent_as_deltas),
		cmocka_unit_test(another_dictionary_replaces_the_first),
		cmocka_unit_test(columns_may_share_a_dictionary),
		cmocka_unit_test(dictionary_of_nothing_but_nulls_is_empty),
		cmocka_unit_test(large_dictionary_comes_in_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
