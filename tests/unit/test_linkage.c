#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "inspect/linkage.h"

#include "beside_release.h"

static const char quasi[] = "{\"name\": \"a\"}, {\"name\": \"b\"}, {\"name\": \"c\"}";

enum { ROWS = 60, COLUMNS = 3 };

/* Small numbers, the same in every run. */
static uint32_t draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % below;
}

/* A table of digits; 0 is an empty cell. */
static void fill(int t[ROWS][COLUMNS], uint32_t *seed, char *csv)
{
	char *p = csv;

	memcpy(p, "a,b,c\n", 6);
	p += 6;
	for (int row = 0; row < ROWS; row++)
		for (int i = 0; i < COLUMNS; i++) {
			t[row][i] = (int)draw(seed, 8);
			t[row][i] = t[row][i] > 3 ? 1 + t[row][i] % 3 : t[row][i];
			if (t[row][i])
				*p++ = (char)('0' + t[row][i]);
			*p++ = i + 1 < COLUMNS ? ',' : '\n';
		}
	*p = '\0';
}

static bool looks_alike(const int *a, const int *b)
{
	for (int i = 0; i < COLUMNS; i++)
		if (a[i] && b[i] && a[i] != b[i])
			return false;
	return true;
}

static bool is_same(const int *a, const int *b)
{
	return memcmp(a, b, COLUMNS * sizeof(*a)) == 0;
}

static int rows_like(int t[ROWS][COLUMNS], const int *row, bool (*like)(const int *, const int *))
{
	int n = 0;

	for (int i = 0; i < ROWS; i++)
		n += like(t[i], row);
	return n;
}

static bool is_first(int t[ROWS][COLUMNS], int row)
{
	for (int i = 0; i < row; i++)
		if (is_same(t[i], t[row]))
			return false;
	return true;
}

/* "N of them, the first in row M" of the finding that begins so; 0 when there is none. */
static void found(struct findings *f, const char *what, const char *word, long long *n,
		  long long *row)
{
	const struct finding *list;
	size_t count;

	*n = *row = 0;
	list = findings_list(f, &count);
	for (size_t i = 0; i < count; i++) {
		if (strncmp(list[i].what, what, strlen(what)) != 0 || !strstr(list[i].what, word))
			continue;
		assert_int_equal(*n, 0);
		*n = strtoll(list[i].place, NULL, 10);
		*row = strtoll(strstr(list[i].place, "row ") + 4, NULL, 10);
	}
}

static struct linkage spec(struct json_doc **doc, long long k)
{
	struct err err = ERR_INIT;
	struct linkage l;
	char text[128];

	snprintf(text, sizeof(text), "{\"quasi\": [\"a\", \"b\", \"c\"], \"k\": %lld}", k);
	if (linkage_read(&l, parse(doc, text), &err) < 0)
		fail_msg("%s", err.msg);
	return l;
}

/* Every combination counted by going through all pairs of rows. */
static void frequencies_are_those_of_all_pairs_of_rows(void **state)
{
	static char csv[ROWS * COLUMNS * 2 + 16];
	int t[ROWS][COLUMNS];
	uint32_t seed = 1;

	(void)state;
	for (long long k = 2; k < 12; k++) {
		char *dir = scratch_new();
		struct findings *f = new_findings();
		struct err err = ERR_INIT;
		struct release_table now;
		long long n, first, want = 0, want_first = 0;
		struct json_doc *doc;
		struct linkage l = spec(&doc, k);

		fill(t, &seed, csv);
		put_release(dir, "r", "", quasi, "", csv);
		get_release(&now, dir, "r");
		assert_int_equal(linkage_frequency(&l, &now, f, &err), 0);
		for (int row = 0; row < ROWS; row++)
			if (is_first(t, row) && rows_like(t, t[row], looks_alike) < k && !want++)
				want_first = row + 1;
		found(f, "combinations of a, b, c", "fewer than", &n, &first);
		assert_int_equal(n, want);
		assert_int_equal(first, want_first);
		findings_free(f);
		release_table_close(&now);
		json_free(doc);
		scratch_remove(dir);
	}
}

static void changes_are_those_of_the_counts(void **state)
{
	static char csv[ROWS * COLUMNS * 2 + 16];
	int a[ROWS][COLUMNS], b[ROWS][COLUMNS];
	uint32_t seed = 9;

	(void)state;
	for (long long k = 2; k < 8; k++) {
		char *dir = scratch_new();
		struct findings *f = new_findings();
		struct err err = ERR_INIT;
		struct release_table now, before;
		long long n, row, more = 0, fewer = 0, gone = 0;
		struct json_doc *doc;
		struct linkage l = spec(&doc, k);

		fill(a, &seed, csv);
		put_release(dir, "a", "", quasi, "", csv);
		fill(b, &seed, csv);
		put_release(dir, "b", "", quasi, "", csv);
		get_release(&now, dir, "a");
		get_release(&before, dir, "b");
		assert_int_equal(linkage_changes(&l, &now, &before, f, &err), 0);
		for (int i = 0; i < ROWS; i++) {
			int change = rows_like(a, a[i], is_same) - rows_like(b, a[i], is_same);

			more += is_first(a, i) && change > 0 && change < k;
			fewer += is_first(a, i) && change < 0 && -change < k;
			change = rows_like(b, b[i], is_same);
			gone += is_first(b, i) && !rows_like(a, b[i], is_same) && change < k;
		}
		found(f, "combinations", "more than in", &n, &row);
		assert_int_equal(n, more);
		found(f, "combinations", "fewer than in", &n, &row);
		assert_int_equal(n, fewer);
		found(f, "combinations", "none now", &n, &row);
		assert_int_equal(n, gone);
		findings_free(f);
		release_table_close(&now);
		release_table_close(&before);
		json_free(doc);
		scratch_remove(dir);
	}
}

static const char cell_fields[] =
	"{\"name\": \"a\"}, {\"name\": \"period\"}, {\"name\": \"n\", \"type\": \"integer\"}, "
	"{\"name\": \"n_status\"}";
static const char cell_keys[] = ", \"primaryKey\": [\"a\", \"period\"]";

/* Findings of three records a=1, one a=2 beside these cells. */
static long long beside_cells(const char *cells, bool is_sample)
{
	char *dir = scratch_new();
	struct findings *f = new_findings();
	struct err err = ERR_INIT;
	struct release_table records, table;
	struct linkage_join j = { &records, 3, is_sample, &table, &records, "other", f };
	long long n;

	put_release(dir, "r", "", quasi, "", "a,b,c\n1,1,1\n1,2,2\n1,,1\n2,1,1\n,1,1\n");
	put_release(dir, "t", "", cell_fields, cell_keys, cells);
	get_release(&records, dir, "r");
	get_release(&table, dir, "t");
	assert_int_equal(linkage_cells(&j, &err), 0);
	n = findings_total(f);
	findings_free(f);
	release_table_close(&records);
	release_table_close(&table);
	scratch_remove(dir);
	return n;
}

static void records_must_not_show_what_a_table_suppresses(void **state)
{
	(void)state;
	assert_int_equal(beside_cells("a,period,n,n_status\n1,_T,,c\n", false), 1);
	assert_int_equal(beside_cells("a,period,n,n_status\n1,_T,,c\n", true), 0);
	/* A month's cell, a missing one, a code that the records do not have, all in all. */
	assert_int_equal(
		beside_cells("a,period,n,n_status\n1,2026-01,,c\n1,_T,,x\n9,_T,,c\n_T,_T,,c\n",
			     false),
		0);
}

static void a_small_count_of_a_table_must_not_have_records(void **state)
{
	(void)state;
	assert_int_equal(beside_cells("a,period,n,n_status\n1,_T,2,\n", true), 1);
	assert_int_equal(beside_cells("a,period,n,n_status\n1,_T,3,\n2,_T,0,\n", false), 0);
}

static long long beside_records(const char *fields, const char *schema, const char *csv)
{
	char *dir = scratch_new();
	struct findings *f = new_findings();
	struct err err = ERR_INIT;
	struct release_table a, b;
	struct linkage_join j = { &a, 2, false, &b, &a, "other", f };
	long long n, row;

	put_release(dir, "a", "", quasi, "", "a,b,c\n1,1,1\n1,1,2\n2,2,\n3,3,3\n3,3,3\n");
	put_release(dir, "b", "", fields, schema, csv);
	get_release(&a, dir, "a");
	get_release(&b, dir, "b");
	assert_int_equal(linkage_records(&j, &err), 0);
	found(f, "rows that only one row of other", "", &n, &row);
	findings_free(f);
	release_table_close(&a);
	release_table_close(&b);
	scratch_remove(dir);
	return n;
}

static void rows_that_only_match_each_other_are_found(void **state)
{
	static const char both[] = "{\"name\": \"c\"}, {\"name\": \"x\"}, {\"name\": \"b\"}";

	(void)state;
	assert_int_equal(beside_records(both, "", "c,x,b\n2,u,1\n1,v,1\n3,w,3\n"), 2);
	/* Twice there, empty here, in no column of both. */
	assert_int_equal(beside_records(both, "", "c,x,b\n2,u,1\n2,v,1\n,w,2\n9,w,9\n"), 0);
	assert_int_equal(beside_records("{\"name\": \"x\"}", "", "x\n1\n"), 0);
	/* One name, two code lists. */
	assert_int_equal(beside_records("{\"name\": \"c\"}",
					", \"foreignKeys\": [{\"fields\": \"c\", \"reference\": "
					"{\"resource\": \"codes-x\"}}]",
					"c\n2\n"),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frequencies_are_those_of_all_pairs_of_rows),
		cmocka_unit_test(changes_are_those_of_the_counts),
		cmocka_unit_test(records_must_not_show_what_a_table_suppresses),
		cmocka_unit_test(a_small_count_of_a_table_must_not_have_records),
		cmocka_unit_test(rows_that_only_match_each_other_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
