/* csv: the fast path against the full parser, and reading against writing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/csv_index.h"
#include "csv_dump.h"

static uint64_t next_number(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *state >> 33;
}

static void both_indexes_are_the_same(void **state)
{
	static const char bytes[] = ",,,,\n\n\r\"\"ab12\xe4\0";
	uint32_t wide[400 + 64], plain[400 + 64];
	struct csv_marks a, b;
	char text[400];
	uint64_t seed = 1;
	size_t i, n, found, round;

	(void)state;
	for (round = 0; round < 30000; round++) {
		n = next_number(&seed) % sizeof(text);
		for (i = 0; i < n; i++)
			text[i] = next_number(&seed) % 4
					  ? 'x'
					  : bytes[next_number(&seed) % sizeof(bytes)];
		found = csv_index(text, n, wide, &a, false);
		assert_int_equal(csv_index(text, n, plain, &b, true), found);
		assert_memory_equal(wide, plain, found * sizeof(*wide));
		assert_int_equal(a.has_high, b.has_high);
		assert_int_equal(a.has_quoted_lf, b.has_quoted_lf);
	}
}

static void mixed_schema(struct schema *s)
{
	*s = (struct schema)SCHEMA_INIT;
	schema_add(s, "a", FIELD_UTF8);
	schema_add(s, "b", FIELD_INT64);
	schema_add(s, "c", FIELD_DICT);
}

static void expect_agreement(const struct schema *s, struct str bytes)
{
	const struct csv_options full_parser = { .plain = true };
	struct buf fast = BUF_INIT, full = BUF_INIT;

	dump_csv(s, bytes, 0, NULL, &fast);
	dump_csv(s, bytes, 4, &full_parser, &full);
	assert_int_equal(fast.n, full.n);
	assert_memory_equal(fast.p, full.p, full.n);
	buf_release(&fast);
	buf_release(&full);
}

/* Bits of CSV in any order: most are wrong somewhere, and must be so equally. */
static void both_ways_agree_on_any_bits_of_csv(void **state)
{
	static const struct str bits[] = { STR(","),
					   STR("\n"),
					   STR("\r\n"),
					   STR("\""),
					   STR("\"\""),
					   STR("\r"),
					   STR("x"),
					   STR("12"),
					   STR("\xe4\xb8\xad"),
					   STR("\0"),
					   STR("\xff"),
					   STR(" "),
					   STR("a,1,b\n"),
					   STR("\"p,q\",2,\"r\ns\"\r\n"),
					   STR("\"say \"\"x\"\"\",-3,\n") };
	struct schema s;
	struct buf text = BUF_INIT;
	uint64_t seed = 3;
	size_t i, n, round, choice;

	(void)state;
	mixed_schema(&s);
	for (round = 0; round < 20000; round++) {
		buf_clear(&text);
		buf_puts(&text, "a,b,c\n");
		n = next_number(&seed) % 60;
		/* Good rows for a while, so that faults stand in any block. */
		for (i = 0; i < n; i++) {
			choice = i + 8 < n ? 12 + next_number(&seed) % 3
					   : next_number(&seed) % (sizeof(bits) / sizeof(*bits));
			buf_add(&text, bits[choice].p, bits[choice].n);
		}
		expect_agreement(&s, (struct str){ text.p, text.n });
	}
	buf_release(&text);
	schema_release(&s);
}

/* One fault somewhere in a file of many reads and batches. */
static void both_ways_agree_on_a_fault_far_in(void **state)
{
	static const char *const faults[] = { "\"", "\xff", "x,", "\n", "\r", ",", "\"x\"\"\n" };
	struct buf text = BUF_INIT;
	struct schema s;
	uint64_t seed = 5;
	size_t round, at;
	int i;

	(void)state;
	mixed_schema(&s);
	for (round = 0; round < 60; round++) {
		buf_clear(&text);
		buf_puts(&text, "a,b,c\n");
		for (i = 0; i < 12000; i++)
			buf_printf(&text,
				   i % 97 ? "name%d,%d,%d\r\n" : "\"%d\n\xe4\xb8\xad,\",%d,%d\n", i,
				   i * 7, i % 13);
		at = next_number(&seed) % text.n;
		if (round)
			memcpy(text.p + at, faults[round % 7], strlen(faults[round % 7]));
		expect_agreement(&s, (struct str){ text.p, text.n });
	}
	buf_release(&text);
	schema_release(&s);
}

static void random_text(uint64_t *seed, struct builder *b)
{
	static const char *const pieces[] = {
		",", "\"", "\n", "\r\n", "\r", " ", "abc", "7", "\xe5\xae\x89\xe6\xba\xaa", "-"
	};
	struct buf text = BUF_INIT;
	size_t n = next_number(seed) % 6;

	while (n-- > 0)
		buf_puts(&text, pieces[next_number(seed) % 10]);
	builder_text(b, text.p, text.n);
	buf_release(&text);
}

static void random_cell(uint64_t *seed, struct builder *b)
{
	uint64_t bits = next_number(seed) << 33 ^ next_number(seed) << 11 ^ next_number(seed);
	double real;

	if (next_number(seed) % 7 == 0) {
		builder_null(b);
		return;
	}
	switch (b->type) {
	case FIELD_BOOL:
		builder_bool(b, bits & 1);
		break;
	case FIELD_INT64:
		builder_int64(b, (int64_t)bits);
		break;
	case FIELD_DECIMAL:
		builder_decimal(b,
				(__int128)(int64_t)bits * (next_number(seed) % 2 ? 1 : 1000000007));
		break;
	case FIELD_FLOAT64:
		memcpy(&real, &bits, sizeof(real));
		builder_float64(b, real == real ? real : -0.0);
		break;
	case FIELD_DATE:
		builder_date(b, (int32_t)(bits % 3652059) - 719162);
		break;
	default:
		random_text(seed, b);
	}
}

/* Writes rows of every type; `want` is how they must be read again, but for the
 * places where batches end. */
static int write_random(const struct schema *s, uint64_t *seed, struct buf *want)
{
	struct batch_builder bb;
	struct writer *w;
	struct err err = ERR_INIT;
	int fd = dump_file(STR("")), batch, row;
	size_t i;

	assert_int_equal(csv_writer_open(fd, "memory", s, &w, &err), 0);
	batch_builder_init(&bb, s);
	for (batch = 0; batch < 5; batch++) {
		batch_builder_clear(&bb);
		for (row = 0; row < 1500; row++)
			for (i = 0; i < bb.ncolumns; i++)
				random_cell(seed, &bb.columns[i]);
		assert_int_equal(writer_write(w, batch_builder_view(&bb), &err), 0);
		dump_batch(s, batch_builder_view(&bb), want);
	}
	assert_int_equal(writer_finish(w, &err), 0);
	writer_close(w);
	batch_builder_release(&bb);
	return fd;
}

/* The lines "batch N" taken out; a cell's text is never like one. */
static void drop_batches(struct buf *b)
{
	char *at, *end;

	while ((at = memmem(b->p, b->n, "batch ", 6))) {
		end = memchr(at, '\n', b->n - (size_t)(at - b->p));
		memmove(at, end + 1, b->n - (size_t)(end + 1 - b->p));
		b->n -= (size_t)(end + 1 - at);
	}
}

static void what_is_written_is_read_again(void **state)
{
	struct buf want = BUF_INIT, got = BUF_INIT, text = BUF_INIT;
	struct schema s = SCHEMA_INIT;
	uint64_t seed = 11;
	off_t size;
	int fd, type;

	(void)state;
	for (type = FIELD_BOOL; type <= FIELD_DICT; type++)
		schema_add(&s, field_type_name(type), type);
	fd = write_random(&s, &seed, &want);
	size = lseek(fd, 0, SEEK_END);
	assert_int_equal(pread(fd, buf_reserve(&text, (size_t)size), (size_t)size, 0), size);
	text.n = (size_t)size;
	assert_int_equal(dump_csv(&s, (struct str){ text.p, text.n }, 0, NULL, &got), ERR_NONE);
	drop_batches(&want);
	drop_batches(&got);
	assert_int_equal(got.n, want.n);
	assert_memory_equal(got.p, want.p, want.n);
	expect_agreement(&s, (struct str){ text.p, text.n });
	close(fd);
	buf_release(&want);
	buf_release(&got);
	buf_release(&text);
	schema_release(&s);
}

static void no_batch_is_over_its_size(void **state)
{
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	const struct batch *batch;
	struct reader *r;
	struct schema s;
	int i, fd, ret, batches = 0;

	(void)state;
	mixed_schema(&s);
	buf_puts(&text, "a,b,c\n");
	for (i = 0; i < 9000; i++)
		buf_printf(&text, "%0*d,%d,x\n", i < 5000 ? 5 : 500, i, i);
	fd = dump_file((struct str){ text.p, text.n });
	assert_int_equal(csv_reader_open(fd, "f", STR(""), &s, NULL, &r, &err), 0);
	while ((ret = reader_next(r, &batch, &err)) == 1) {
		batches++;
		assert_true(batch->nrows <= BATCH_ROWS);
		assert_true(((const int32_t *)batch->columns[0].values)[batch->nrows] <
			    BATCH_BYTES + 500);
	}
	assert_int_equal(ret, 0);
	assert_int_equal(r->rows, 9000);
	assert_true(batches > 6);
	reader_close(r);
	close(fd);
	buf_release(&text);
	schema_release(&s);
}

static void expect_written(enum field_type type, void (*put)(struct builder *b), const char *want)
{
	struct schema s = SCHEMA_INIT;
	struct batch_builder bb;
	struct writer *w;
	struct err err = ERR_INIT;
	char got[200] = "";
	int fd = dump_file(STR(""));

	schema_add(&s, "say \"x\"", type);
	assert_int_equal(csv_writer_open(fd, "memory", &s, &w, &err), 0);
	batch_builder_init(&bb, &s);
	put(&bb.columns[0]);
	assert_int_equal(writer_write(w, batch_builder_view(&bb), &err), 0);
	assert_int_equal(writer_finish(w, &err), 0);
	assert_true(pread(fd, got, sizeof(got) - 1, 0) > 0);
	assert_string_equal(got, want);
	writer_close(w);
	batch_builder_release(&bb);
	schema_release(&s);
	close(fd);
}

static void put_texts(struct builder *b)
{
	builder_text(b, "plain ", 6);
	builder_text(b, "", 0);
	builder_null(b);
	builder_text(b, "a,b", 3);
	builder_text(b, "\"", 1);
	builder_text(b, "a\nb", 3);
	builder_text(b, "\r", 1);
}

static void put_reals(struct builder *b)
{
	builder_float64(b, 0.1);
	builder_float64(b, 1.0 / 3);
	builder_float64(b, 1e300);
	builder_float64(b, 5e-324);
	builder_float64(b, 100);
}

static void quotes_stand_only_where_they_must(void **state)
{
	(void)state;
	expect_written(FIELD_UTF8, put_texts,
		       "\"say \"\"x\"\"\"\r\nplain \r\n\"\"\r\n\r\n\"a,b\"\r\n\"\"\"\"\r\n"
		       "\"a\nb\"\r\n\"\r\"\r\n");
}

static void reals_are_as_short_as_reads_back(void **state)
{
	(void)state;
	expect_written(FIELD_FLOAT64, put_reals,
		       "\"say \"\"x\"\"\"\r\n0.1\r\n0.3333333333333333\r\n1e+300\r\n"
		       "4.94065645841247e-324\r\n100\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_indexes_are_the_same),
		cmocka_unit_test(both_ways_agree_on_any_bits_of_csv),
		cmocka_unit_test(both_ways_agree_on_a_fault_far_in),
		cmocka_unit_test(what_is_written_is_read_again),
		cmocka_unit_test(no_batch_is_over_its_size),
		cmocka_unit_test(quotes_stand_only_where_they_must),
		cmocka_unit_test(reals_are_as_short_as_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
