/*
 * The search of yg-protect --microdata on the Adult data of ARX, and how long it takes;
 * with EVERY=1 against looking at all 12,960 nodes.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <time.h>

#include "core/mem.h"
#include "protect/microdata/microdata.h"
#include "scratch.h"

enum { COLUMNS = 9 };

static const char *const names[COLUMNS] = {
	"sex",	     "age",	   "race",	  "marital-status", "education", "native-country",
	"workclass", "occupation", "salary-class"
};

struct adult {
	char *folder;
	struct buf rows, json;
	struct microdata_spec spec;
	struct microdata m;
};

static bool read_case(const char *name, struct buf *b)
{
	const char *shared = getenv("YG_SHARED") ? getenv("YG_SHARED") : "../shared";
	char *folder = file_join(shared, "cases/arx/data"), *path = file_join(folder, name);
	struct err err = ERR_INIT;
	int ret = file_read(path, 1 << 24, b, ERR_SOURCE, &err);

	free(folder);
	free(path);
	return ret == 0;
}

/* The next cell up to the mark or the end of its line; *at moves behind it. */
static struct str next_cell(const char **at)
{
	struct str s = { *at, strcspn(*at, ";\r\n") };

	*at += s.n;
	if (**at == '\r')
		(*at)++;
	if (**at)
		(*at)++;
	return s;
}

static int count_cells(const char *line)
{
	int n = 1;

	for (; *line && *line != '\n'; line++)
		n += *line == ';';
	return n;
}

/* Level by level, each value of the level below once. */
static void put_tree(struct buf *json, const char *text)
{
	int n = count_cells(text), level, cell;
	struct str from, to, seen[128];
	const char *at;
	int nseen, i;

	for (level = 0; level + 1 < n; level++) {
		buf_puts(json, level ? ", {" : "{");
		for (at = text, nseen = 0; *at;) {
			for (cell = 0; cell < level; cell++)
				next_cell(&at);
			from = next_cell(&at);
			to = next_cell(&at);
			for (cell += 2; cell < n; cell++)
				next_cell(&at);
			for (i = 0; i < nseen && !str_is(seen[i], from); i++)
				;
			if (i < nseen)
				continue;
			seen[nseen++] = from;
			buf_printf(json, "%s\"%.*s\": \"%.*s\"", nseen > 1 ? ", " : "", (int)from.n,
				   from.p, (int)to.n, to.p);
		}
		buf_putc(json, '}');
	}
}

static bool put_spec(struct adult *a, const char *more)
{
	struct buf text = BUF_INIT, name = BUF_INIT;
	int c;

	buf_puts(&a->json, "{\"microdata\": {\"quasi\": [");
	for (c = 0; c < COLUMNS; c++) {
		buf_clear(&text);
		buf_clear(&name);
		buf_printf(&name, "adult_hierarchy_%s.csv", names[c]);
		if (!read_case(name.p, &text))
			break;
		buf_printf(&a->json, "%s{\"column\": \"%s\", \"tree\": [", c ? ", " : "", names[c]);
		put_tree(&a->json, text.p);
		buf_puts(&a->json, "]}");
	}
	buf_printf(&a->json, "], %s}}", more);
	buf_release(&text);
	buf_release(&name);
	return c == COLUMNS;
}

static void add_rows(struct adult *a)
{
	struct schema s = SCHEMA_INIT;
	struct err err = ERR_INIT;
	struct batch_builder rows;
	const char *at = a->rows.p + strcspn(a->rows.p, "\n") + 1;
	struct str cell;
	int c;

	meta_set(&s.meta, META_STATE, "masked");
	for (c = 0; c < COLUMNS; c++)
		schema_add(&s, names[c], FIELD_DICT);
	batch_builder_init(&rows, &s);
	while (*at)
		for (c = 0; c < COLUMNS; c++) {
			cell = next_cell(&at);
			builder_text(&rows.columns[c], cell.p, cell.n);
		}
	assert_int_equal(records_init(&a->m.records, &a->spec, &s, &err), 0);
	assert_int_equal(records_add(&a->m.records, batch_builder_view(&rows), &err), 0);
	assert_int_equal(records_finish(&a->m.records, NULL, &err), 0);
	assert_int_equal(a->m.records.nrows, 30162);
	batch_builder_release(&rows);
	schema_release(&s);
}

static void adult_start(struct adult *a, const char *more)
{
	struct err err = ERR_INIT;
	char *path;

	*a = (struct adult){ .rows = BUF_INIT, .json = BUF_INIT };
	if (!read_case("adult.csv", &a->rows) || !put_spec(a, more)) {
		buf_release(&a->rows);
		buf_release(&a->json);
		skip();
	}
	a->folder = scratch_new();
	path = scratch_put(a->folder, "protect.json", a->json.p);
	if (microdata_spec_read(path, &a->spec, &err) < 0)
		fail_msg("%s", err.msg);
	free(path);
	add_rows(a);
}

static void adult_end(struct adult *a)
{
	microdata_release(&a->m);
	microdata_spec_release(&a->spec);
	buf_release(&a->rows);
	buf_release(&a->json);
	scratch_remove(a->folder);
}

static double milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The oracle. */
static void expect_of_all(const struct adult *a)
{
	struct err err = ERR_INIT;
	double start = milliseconds();
	struct optimum all;
	int c;

	assert_int_equal(optimum_find(&a->m.lattice, true, &all, &err), 0);
	print_message("# all of them in %.0f ms\n", milliseconds() - start);
	assert_int_equal(all.nchecked, 12960);
	assert_true(all.loss == a->m.optimum.loss);
	for (c = 0; c < COLUMNS; c++)
		assert_int_equal(all.levels[c], a->m.optimum.levels[c]);
}

static void expect(const char *more, double loss, const int *levels)
{
	struct err err = ERR_INIT;
	struct adult a;
	double start;
	int c;

	adult_start(&a, more);
	start = milliseconds();
	assert_int_equal(microdata_find(&a.m, false, &err), 0);
	print_message("# %zu of %zu nodes in %.1f ms\n", a.m.optimum.nchecked, a.m.optimum.nnodes,
		      milliseconds() - start);
	assert_true(fabs(a.m.optimum.loss - loss) <= 1e-9 * loss);
	for (c = 0; c < COLUMNS; c++)
		assert_int_equal(a.m.optimum.levels[c], levels[c]);
	if (getenv("EVERY"))
		expect_of_all(&a);
	adult_end(&a);
}

static void five_alike_without_suppression(void **state)
{
	(void)state;
	expect("\"k\": 5", 407289.5388925293, (const int[]){ 1, 2, 1, 1, 3, 2, 2, 1, 1 });
}

static void a_hundred_alike_without_suppression(void **state)
{
	(void)state;
	expect("\"k\": 100", 453196.8932458743, (const int[]){ 0, 4, 1, 1, 3, 2, 2, 1, 1 });
}

static void five_alike_and_four_in_a_hundred_suppressed(void **state)
{
	(void)state;
	expect("\"k\": 5, \"suppression\": \"0.04\"", 255559.85455731067,
	       (const int[]){ 1, 0, 1, 1, 3, 2, 2, 0, 1 });
}

static void a_hundred_alike_and_four_in_a_hundred_suppressed(void **state)
{
	(void)state;
	expect("\"k\": 100, \"suppression\": \"0.04\"", 379417.3460570988,
	       (const int[]){ 1, 1, 1, 1, 3, 2, 2, 1, 1 });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_alike_without_suppression),
		cmocka_unit_test(a_hundred_alike_without_suppression),
		cmocka_unit_test(five_alike_and_four_in_a_hundred_suppressed),
		cmocka_unit_test(a_hundred_alike_and_four_in_a_hundred_suppressed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
