/*
 * The whole of an aggregation against a naive count: small random tables, every
 * accumulator, every kind of dimension and of measure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "aggregate/emit.h"
#include "core/mem.h"
#include "cube_naive.h"

/* ---- through the cube ---------------------------------------------- */

#define WOMEN "[{\"column\":\"sex\",\"is\":\"2\"}]"

static const char spec_text[] =
	"{\"dimensions\":["
	"{\"name\":\"division\",\"label\":\"区划\",\"column\":\"division\",\"codes\":\"d\","
	" \"levels\":[\"county\",\"town\"]},"
	"{\"name\":\"group\",\"label\":\"人群\",\"of_which\":["
	" {\"code\":\"female\",\"label\":\"女\",\"where\":[{\"column\":\"sex\",\"is\":\"2\"}]},"
	" {\"code\":\"old\",\"label\":\"老\",\"where\":[{\"column\":\"age\",\"at_least\":60}]}]},"
	"{\"name\":\"type\",\"label\":\"类\",\"column\":\"type\",\"codes\":\"t\","
	" \"levels\":[\"group\",\"type\"],\"total\":true},"
	"{\"name\":\"period\",\"label\":\"期\",\"column\":\"month\","
	" \"period\":[\"year\",\"quarter\",\"month\"],\"partial\":\"%s\"}],"
	"\"measures\":["
	"{\"name\":\"n\",\"label\":\"n\",\"count\":true,\"kind\":\"flow\"},"
	"{\"name\":\"ps\",\"label\":\"p\",\"distinct\":\"person\",\"kind\":\"stock\"},"
	"{\"name\":\"pf\",\"label\":\"p\",\"distinct\":\"person\",\"kind\":\"flow\"},"
	"{\"name\":\"s\",\"label\":\"s\",\"sum\":\"amount\",\"kind\":\"flow\"},"
	"{\"name\":\"sc\",\"label\":\"s\",\"sum\":\"amount\",\"kind\":\"cumulative\"},"
	"{\"name\":\"mean\",\"label\":\"m\",\"mean\":\"amount\",\"scale\":3,\"kind\":\"flow\"},"
	"{\"name\":\"min\",\"label\":\"m\",\"min\":\"amount\",\"kind\":\"stock\"},"
	"{\"name\":\"max\",\"label\":\"m\",\"max\":\"amount\",\"kind\":\"flow\"},"
	"{\"name\":\"q\",\"label\":\"q\",\"quantile\":\"amount\",\"q\":\"0.9\",\"kind\":\"flow\"},"
	"{\"name\":\"t2\",\"label\":\"t\",\"largest\":\"amount\",\"by\":\"person\",\"rank\":2,"
	" \"kind\":\"flow\",\"publish\":false},"
	"{\"name\":\"t1\",\"label\":\"t\",\"largest\":\"amount\",\"by\":\"person\",\"rank\":1,"
	" \"kind\":\"flow\",\"publish\":false},"
	"{\"name\":\"t3\",\"label\":\"t\",\"largest\":\"amount\",\"by\":\"person\",\"rank\":3,"
	" \"kind\":\"stock\",\"publish\":false,\"where\":" WOMEN "},"
	"{\"name\":\"nw\",\"label\":\"n\",\"count\":true,\"kind\":\"flow\",\"where\":" WOMEN "},"
	"{\"name\":\"pw\",\"label\":\"p\",\"distinct\":\"person\",\"kind\":\"flow\","
	"\"where\":" WOMEN "},"
	"{\"name\":\"sw\",\"label\":\"s\",\"sum\":\"amount\",\"kind\":\"flow\",\"where\":" WOMEN
	"},"
	"{\"name\":\"so\",\"label\":\"s\",\"sum\":\"amount\",\"kind\":\"flow\","
	" \"where\":[{\"column\":\"age\",\"at_least\":60}]}],"
	"\"zeros\":\"%s\"}";
enum { DIMENSIONS = 4, MEASURES = 16 };

static struct codes lists[2];

static void load_list(const char *text, const char *name, struct codes *c)
{
	char path[] = "/tmp/test_cube.XXXXXX";
	int fd = mkstemp(path);
	struct err err = ERR_INIT;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	if (codes_load(path, name, c, &err) < 0)
		fail_msg("%s", err.msg);
	unlink(path);
}

static const struct codes *find_codes(void *arg, const char *name, struct err *err)
{
	(void)arg;
	(void)err;
	return &lists[name[0] == 't'];
}

/* A reader of `rows`, in batches of a few. */
struct table {
	struct reader reader;
	struct batch_builder builder;
	int at, batch_rows;
};

static void put_text(struct builder *b, const char *text)
{
	if (text)
		builder_text(b, text, strlen(text));
	else
		builder_null(b);
}

static void put_row(struct builder *b, const struct row *r)
{
	char text[16];

	put_text(&b[0], r->division);
	put_text(&b[1], r->type);
	snprintf(text, sizeof(text), "%d-%02d", r->month / 12, r->month % 12 + 1);
	put_text(&b[2], text);
	put_text(&b[3], r->sex == 2 ? "2" : "1");
	builder_int64(&b[4], r->age);
	snprintf(text, sizeof(text), "P%d", r->person);
	put_text(&b[5], r->person == VALUE_NULL ? NULL : text);
	if (r->amount == VALUE_NULL)
		builder_null(&b[6]);
	else
		builder_decimal(&b[6], r->amount);
}

static int table_next(struct reader *r, const struct batch **batch, struct err *err)
{
	struct table *t = (struct table *)r;

	(void)err;
	batch_builder_clear(&t->builder);
	if (t->at == nrows)
		return 0;
	for (int n = 0; n < t->batch_rows && t->at < nrows; n++)
		put_row(t->builder.columns, &rows[t->at++]);
	*batch = batch_builder_view(&t->builder);
	return 1;
}

static const struct reader_class table_class = { table_next, NULL };

static void table_open(struct table *t)
{
	*t = (struct table){ .reader = { .class = &table_class, .name = "rows" } };
	t->batch_rows = 1 + roll(20);
	meta_set(&t->reader.schema.meta, META_PERIOD, "2025-02/2025-10");
	schema_add(&t->reader.schema, "division", FIELD_DICT);
	schema_add(&t->reader.schema, "type", FIELD_UTF8);
	schema_add(&t->reader.schema, "month", FIELD_DICT);
	schema_add(&t->reader.schema, "sex", FIELD_DICT);
	schema_add(&t->reader.schema, "age", FIELD_INT64);
	schema_add(&t->reader.schema, "person", FIELD_UTF8);
	schema_add(&t->reader.schema, "amount", FIELD_DECIMAL);
	batch_builder_init(&t->builder, &t->reader.schema);
}

/* What came out: the codes and numbers of every row. */
struct result {
	struct writer writer;
	struct result_row {
		char codes[DIMENSIONS][16], parents[DIMENSIONS][16];
		__int128 values[MEASURES];
		char status[MEASURES]; /* 0: none */
	} * rows;
	size_t n, capacity;
};

static int result_write(struct writer *w, const struct batch *b, struct err *err)
{
	struct result *r = (struct result *)w;

	(void)err;
	for (int64_t i = 0; i < b->nrows; i++) {
		struct result_row *row;

		r->rows = mem_grow(r->rows, &r->capacity, r->n + 1, sizeof(*r->rows));
		row = &r->rows[r->n++];
		memset(row, 0, sizeof(*row));
		for (int d = 0; d < DIMENSIONS; d++) {
			struct str s = column_text(&b->columns[4 * d], i);

			memcpy(row->codes[d], s.p, s.n);
			if (column_is_null(&b->columns[4 * d + 3], i))
				continue;
			s = column_text(&b->columns[4 * d + 3], i);
			memcpy(row->parents[d], s.p, s.n);
		}
		for (int m = 0; m < MEASURES; m++) {
			const struct column *v = &b->columns[4 * DIMENSIONS + 2 * m], *s = v + 1;

			row->status[m] = column_is_null(s, i) ? 0 : column_text(s, i).p[0];
			assert_int_equal(column_is_null(v, i),
					 row->status[m] == 'z' || row->status[m] == 'x');
			if (column_is_null(v, i))
				continue;
			row->values[m] = v->type == FIELD_INT64 ? column_int64(v, i)
								: column_decimal(v, i);
		}
	}
	return 0;
}

static const struct writer_class result_class = { result_write, NULL, NULL };

static void run(const char *partial, const char *zeros, struct result *result)
{
	struct code_finder finder = { find_codes, NULL };
	struct err err = ERR_INIT;
	struct buf text = BUF_INIT;
	struct spec spec;
	struct cube cube;
	struct table table;

	*result = (struct result){ .writer = { .class = &result_class, .name = "result" } };
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	buf_printf(&text, spec_text, partial, zeros);
#pragma GCC diagnostic pop
	table_open(&table);
	if (spec_parse("spec", (struct str){ text.p, text.n }, &spec, &err) < 0 ||
	    cube_bind(&cube, &spec, &table.reader.schema, &finder, &err) < 0 ||
	    cube_load(&cube, &table.reader, &err) < 0 || cube_compute(&cube, 100000, &err) < 0)
		fail_msg("%s", err.msg);
	emit_schema(&cube, &result->writer.schema);
	if (emit_cells(&cube, &result->writer, &err) < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(cube.ncells, result->n);
	cube_release(&cube);
	spec_release(&spec);
	schema_release(&table.reader.schema);
	batch_builder_release(&table.builder);
	buf_release(&text);
}

static void release(struct result *r)
{
	schema_release(&r->writer.schema);
	free(r->rows);
}

/* ---- comparison ---------------------------------------------------- */

static void check_value(const struct result_row *row, int m, bool has_value, long long value,
			char status)
{
	if (!has_value)
		status = 'z';
	if (row->status[m] != status || (has_value && row->values[m] != value))
		fail_msg("%s %s %s %s measure %d: %lld%c instead of %lld%c", row->codes[0],
			 row->codes[1], row->codes[2], row->codes[3], m, (long long)row->values[m],
			 row->status[m], value, status);
}

static void check_cell(const struct result_row *row, const struct cell *c, bool provisional)
{
	struct answer flow, stock, year, women, late_women, old;
	char status = c->is_incomplete ? 'p' : 0;

	answer(c, KIND_FLOW, &flow);
	answer(c, KIND_STOCK, &stock);
	answer(c, KIND_CUMULATIVE, &year);
	check_value(row, 0, true, flow.count, status);
	check_value(row, 1, true, stock.persons, status);
	check_value(row, 2, true, flow.persons, status);
	check_value(row, 3, true, flow.sum, status);
	/* The year begins before the range: January is missing. */
	if (provisional)
		check_value(row, 4, true, year.sum, 'p');
	else
		assert_int_equal(row->status[4], 'x');
	check_value(row, 5, flow.values, flow.values ? (flow.sum * 20 / flow.values + 1) / 2 : 0,
		    status);
	check_value(row, 6, stock.values, stock.sorted[0], status);
	check_value(row, 7, flow.values, flow.values ? flow.sorted[flow.values - 1] : 0, status);
	check_value(row, 8, flow.values,
		    flow.values ? flow.sorted[(flow.values * 9 + 9) / 10 - 1] : 0, status);
	answer_some(c, KIND_FLOW, is_woman, &women);
	answer_some(c, KIND_STOCK, is_woman, &late_women);
	answer_some(c, KIND_FLOW, is_old, &old);
	check_value(row, 9, true, flow.largest[1], status);
	check_value(row, 10, true, flow.largest[0], status);
	check_value(row, 11, true, late_women.largest[2], status);
	check_value(row, 12, true, women.count, status);
	check_value(row, 13, true, women.persons, status);
	check_value(row, 14, true, women.sum, status);
	check_value(row, 15, true, old.sum, status);
}

static bool is_seen(const struct cell *c)
{
	struct answer a;
	bool seen = false;

	for (int kind = 0; kind < KINDS; kind++) {
		answer(c, (enum measure_kind)kind, &a);
		seen = seen || a.count;
	}
	return seen;
}

/* Periods of the range in the order of the table. */
static int list_periods(struct cell *cells, bool provisional)
{
	static const struct period all[] = { { PERIOD_YEAR, 2025 },    { PERIOD_QUARTER, 8100 },
					     { PERIOD_MONTH, 24301 },  { PERIOD_MONTH, 24302 },
					     { PERIOD_QUARTER, 8101 }, { PERIOD_MONTH, 24303 },
					     { PERIOD_MONTH, 24304 },  { PERIOD_MONTH, 24305 },
					     { PERIOD_QUARTER, 8102 }, { PERIOD_MONTH, 24306 },
					     { PERIOD_MONTH, 24307 },  { PERIOD_MONTH, 24308 },
					     { PERIOD_QUARTER, 8103 }, { PERIOD_MONTH, 24309 } };
	int n = 0;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct cell *c = &cells[n];

		c->period = all[i];
		c->first = period_first(all[i], PERIOD_MONTH).n;
		c->last = period_last(all[i], PERIOD_MONTH).n;
		c->is_incomplete = c->first < FIRST || c->last > LAST;
		c->first = c->first < FIRST ? FIRST : c->first;
		c->last = c->last > LAST ? LAST : c->last;
		if (!c->is_incomplete || provisional)
			n++;
	}
	return n;
}

static bool is_row(const struct result_row *row, const struct cell *c)
{
	char period[9];

	period_format(c->period, period);
	return strcmp(row->codes[0], c->division) == 0 && strcmp(row->codes[1], c->group) == 0 &&
	       strcmp(row->codes[2], c->type) == 0 && strcmp(row->codes[3], period) == 0;
}

/* Walks the full cross in the order of the table: every cell that was seen is the next
 * row, and no other row is there. */
static void check_seen(const struct result *result, bool provisional)
{
	struct cell periods[16];
	int nperiods = list_periods(periods, provisional);
	size_t at = 0;

	for (int i = 0; i < 7 * 3 * 7 * nperiods; i++) {
		struct cell c = periods[i % nperiods];

		c.type = out_types[i / nperiods % 7];
		c.group = out_groups[i / nperiods / 7 % 3];
		c.division = out_divisions[i / nperiods / 21];
		if (!is_seen(&c))
			continue;
		assert_true(at < result->n);
		assert_true(is_row(&result->rows[at], &c));
		check_cell(&result->rows[at++], &c, provisional);
	}
	assert_int_equal(at, result->n);
}

static void every_cell_equals_the_naive_count(void **unused)
{
	(void)unused;
	for (int i = 0; i < 60; i++) {
		struct result result;
		bool provisional = i % 2;

		state = (uint64_t)i * 977 + 5;
		make_rows();
		run(provisional ? "provisional" : "omit", "omit", &result);
		check_seen(&result, provisional);
		release(&result);
	}
}

static void order_of_rows_does_not_matter(void **unused)
{
	struct result one, other;

	(void)unused;
	state = 42;
	make_rows();
	run("provisional", "omit", &one);
	for (int i = nrows - 1; i > 0; i--) {
		int k = roll(i + 1);
		struct row row = rows[i];

		rows[i] = rows[k];
		rows[k] = row;
	}
	run("provisional", "omit", &other);
	assert_int_equal(one.n, other.n);
	assert_memory_equal(one.rows, other.rows, one.n * sizeof(*one.rows));
	release(&one);
	release(&other);
}

static void zeros_fill_the_cross_and_keep_the_rest(void **unused)
{
	struct result seen, all;
	size_t at = 0;

	(void)unused;
	state = 7;
	make_rows();
	run("omit", "omit", &seen);
	run("omit", "emit", &all);
	assert_true(all.n > seen.n);
	for (size_t i = 0; i < all.n; i++) {
		const struct result_row *row = &all.rows[i];
		const char *period = row->codes[3];
		bool expired = strcmp(row->codes[2], "t2") == 0 &&
			       (strcmp(period, "2025-Q3") == 0 ||
				(period[5] != 'Q' && strcmp(period, "2025-05") >= 0));

		if (at < seen.n &&
		    memcmp(row->codes, seen.rows[at].codes, sizeof(row->codes)) == 0) {
			assert_memory_equal(row->values, seen.rows[at++].values,
					    sizeof(row->values));
			continue;
		}
		assert_int_equal(row->values[0], 0);
		assert_int_equal(row->status[0], expired ? 'z' : 0);
		assert_int_equal(row->status[5], 'z');
	}
	assert_int_equal(at, seen.n);
	release(&seen);
	release(&all);
}

static void parent_is_by_the_end_of_the_period(void **unused)
{
	struct result result;

	(void)unused;
	nrows = 2;
	rows[0] = (struct row){ "m1", "t1", 24303, 1, 1, 1, 1 };
	rows[1] = (struct row){ "m1", "t1", 24306, 1, 1, 1, 1 };
	run("omit", "omit", &result);
	for (size_t i = 0; i < result.n; i++)
		if (strcmp(result.rows[i].codes[0], "m1") == 0)
			assert_string_equal(
				result.rows[i].parents[0],
				strcmp(result.rows[i].codes[3], "2025-06") <= 0 ||
						strcmp(result.rows[i].codes[3], "2025-Q2") == 0
					? "A"
					: "B");
	release(&result);
}

static int load_lists(void **unused)
{
	(void)unused;
	load_list(divisions, "d", &lists[0]);
	load_list(types, "t", &lists[1]);
	return 0;
}

static int release_lists(void **unused)
{
	(void)unused;
	codes_release(&lists[0]);
	codes_release(&lists[1]);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell_equals_the_naive_count),
		cmocka_unit_test(order_of_rows_does_not_matter),
		cmocka_unit_test(zeros_fill_the_cross_and_keep_the_rest),
		cmocka_unit_test(parent_is_by_the_end_of_the_period),
	};

	return cmocka_run_group_tests(tests, load_lists, release_lists);
}
