#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/mem.h"
#include "inspect/combos.h"
#include "inspect/finding.h"

#include "beside_release.h"

static const char fields[] =
	"{\"name\": \"a\", \"type\": \"string\", \"microdata\": \"quasi;level=1\"},"
	"{\"name\": \"b\", \"type\": \"integer\", \"unit\": \"人\"}";
static const char keys[] =
	", \"primaryKey\": [\"a\"], \"foreignKeys\": [{\"fields\": [\"a\"], "
	"\"reference\": {\"resource\": \"codes-area\", \"fields\": [\"code\"]}}]";

static void a_table_is_read_as_it_stands_there(void **state)
{
	struct release_table t;
	char *dir = scratch_new();

	(void)state;
	put_release(dir, "r", "\"version\": \"2\",", fields, keys,
		    "a,b\r\n01,7\r\n,\r\n01,8\r\n\"\",7\r\n");
	get_release(&t, dir, "r");
	assert_int_equal(t.nrows, 4);
	assert_int_equal(t.ncolumns, 2);
	assert_true(t.has_keys && t.columns[0].is_key && t.columns[0].is_quasi);
	assert_string_equal(t.columns[0].codes, "area");
	assert_string_equal(t.columns[1].unit, "人");
	assert_string_equal(t.version, "2");
	assert_true(str_is(table_text(&t.columns[0], 0), STR("01")));
	assert_int_equal(t.columns[0].ids[0], t.columns[0].ids[2]);
	assert_int_equal(t.columns[0].ids[1], TABLE_EMPTY);
	assert_int_equal(t.columns[0].ids[3], TABLE_EMPTY);
	assert_int_equal(t.columns[1].ids[0], t.columns[1].ids[3]);
	release_table_close(&t);
	scratch_remove(dir);
}

static void a_table_in_gzip_is_unpacked(void **state)
{
	char *dir = scratch_new(), *path;
	struct release_table t;
	gzFile gz;

	(void)state;
	put_release(dir, "r", "", fields, "}, \"compression\": \"gz\", \"x\": {", "");
	path = file_join(dir, "r/t.csv");
	gz = gzopen(path, "wb");
	assert_int_equal(gzputs(gz, "a,b\r\n1,2\r\n3,4\r\n"), 15);
	assert_int_equal(gzclose(gz), Z_OK);
	get_release(&t, dir, "r");
	assert_int_equal(t.nrows, 2);
	assert_true(str_is(table_text(&t.columns[1], 1), STR("4")));
	release_table_close(&t);
	free(path);
	scratch_remove(dir);
}

static void what_is_not_as_declared_is_an_error(void **state)
{
	static const char *const tables[] = { "a,c\r\n1,2\r\n", "a,b\r\n1\r\n", "" };
	struct release_table t;
	struct err err;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char *dir = scratch_new(), *folder = file_join(dir, "r");

		put_release(dir, "r", "", fields, "", tables[i]);
		assert_int_equal(release_table_open(&t, folder, NULL, NULL, &err), 0);
		assert_int_equal(release_table_read(&t, &err), -1);
		assert_int_equal(err.kind, ERR_DATA);
		release_table_close(&t);
		free(folder);
		scratch_remove(dir);
	}
}

static void microdata_say_what_they_are(void **state)
{
	struct release_table t;
	char *dir = scratch_new();

	(void)state;
	put_release(dir, "r", "\"microdata\": \"k=20;records=9;one_in=4;risk=0.05\",", fields, keys,
		    "a,b\r\n");
	get_release(&t, dir, "r");
	assert_true(t.is_microdata && t.has_quasi && !t.has_keys);
	assert_int_equal(t.k, 20);
	assert_int_equal(t.one_in, 4);
	assert_int_equal(t.nrows, 0);
	release_table_close(&t);
	scratch_remove(dir);
}

static bool nothing_is_clean(void *ctx, struct str name)
{
	(void)ctx;
	(void)name;
	return false;
}

static void names_that_are_not_clean_are_not_shown(void **state)
{
	char *dir = scratch_new(), *folder = file_join(dir, "r");
	struct err err = ERR_INIT;
	struct release_table t;

	(void)state;
	put_release(dir, "r", "", fields, "", "");
	assert_int_equal(release_table_open(&t, folder, nothing_is_clean, NULL, &err), 0);
	assert_string_equal(t.shown, "table 1");
	assert_string_equal(t.columns[1].shown, "column 2");
	release_table_close(&t);
	free(folder);
	scratch_remove(dir);
}

static void equal_texts_of_two_tables_get_one_number(void **state)
{
	char *dir = scratch_new();
	struct release_table a, b;
	int32_t *map;

	(void)state;
	put_release(dir, "a", "", fields, "", "a,b\r\nx,1\r\ny,1\r\n");
	put_release(dir, "b", "", fields, "", "a,b\r\ny,1\r\nz,1\r\n");
	get_release(&a, dir, "a");
	get_release(&b, dir, "b");
	map = table_column_match(&a.columns[0], &b.columns[0]);
	assert_int_equal(map[b.columns[0].ids[0]], a.columns[0].ids[1]);
	assert_true(map[b.columns[0].ids[1]] >= dict_count(a.columns[0].values));
	free(map);
	release_table_close(&a);
	release_table_close(&b);
	scratch_remove(dir);
}

static void combinations_are_found_again(void **state)
{
	struct combos c;
	int32_t key[3];

	(void)state;
	combos_init(&c, 3);
	for (int i = 0; i < 10000; i++) {
		key[0] = i % 100, key[1] = -1, key[2] = i / 100;
		assert_int_equal(combos_put(&c, key), i);
	}
	assert_int_equal(c.n, 10000);
	for (int i = 9999; i >= 0; i--) {
		key[0] = i % 100, key[1] = -1, key[2] = i / 100;
		assert_int_equal(combos_find(&c, key), i);
		assert_int_equal(combos_put(&c, key), i);
	}
	key[1] = 0;
	assert_true(combos_find(&c, key) == SIZE_MAX);
	combos_release(&c);
	combos_init(&c, 0);
	assert_int_equal(combos_put(&c, key), 0);
	assert_int_equal(combos_put(&c, key), 0);
	combos_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_is_read_as_it_stands_there),
		cmocka_unit_test(a_table_in_gzip_is_unpacked),
		cmocka_unit_test(what_is_not_as_declared_is_an_error),
		cmocka_unit_test(microdata_say_what_they_are),
		cmocka_unit_test(names_that_are_not_clean_are_not_shown),
		cmocka_unit_test(equal_texts_of_two_tables_get_one_number),
		cmocka_unit_test(combinations_are_found_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
