#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <unistd.h>

#include "core/stream.h"
#include "release_scene.h"
#include "report/figure/released.h"

static struct released read_release(const char *path, const char *name)
{
	struct released r;
	struct err err = ERR_INIT;

	if (released_read(path, name, &r, &err) < 0)
		fail_msg("%s", err.msg);
	return r;
}

static enum err_kind refusal(const char *path)
{
	struct released r;
	struct err err = ERR_INIT;

	assert_int_equal(released_read(path, "relief", &r, &err), -1);
	return err.kind;
}

struct cell {
	bool has;
	__int128 v;
	int scale;
	const char *status, *unit;
};

static struct cell cell_at(const struct released *r, const char *measure,
			   const struct released_at *at, size_t n)
{
	struct cell c = { 0 };
	struct err err = ERR_INIT;
	int64_t row;

	assert_int_equal(released_find(r, at, n, &row, &err), 1);
	assert_int_equal(
		released_value(r, row, measure, &c.has, &c.v, &c.scale, &c.status, &c.unit, &err),
		0);
	return c;
}

static void a_folder_gives_values_by_code_in_any_order(void **state)
{
	char *dir = scratch_new(), *folder = relief_put(dir);
	struct released r = read_release(folder, "relief");
	struct cell c;

	(void)state;
	assert_string_equal(r.release, "2025-aaaaaaaaaaaa");
	assert_int_equal(strlen(r.digest), 64);
	c = cell_at(&r, "persons",
		    (struct released_at[]){ { "period", "2025" }, { "division", "350524101000" } },
		    2);
	assert_true(c.has && c.v == 1234567 && c.scale == 0);
	assert_null(c.status);
	assert_string_equal(c.unit, "人");
	c = cell_at(&r, "amount",
		    (struct released_at[]){ { "kind", "02" },
					    { "division", "350524000000" },
					    { "period", "2025" } },
		    3);
	assert_true(c.has && c.v == 90550 && c.scale == 2);
	assert_string_equal(c.unit, "元");
	released_release(&r);
	free(folder);
	scratch_remove(dir);
}

static void what_is_not_there_has_its_status(void **state)
{
	char *dir = scratch_new(), *folder = relief_put(dir);
	struct released r = read_release(folder, "relief");
	struct released_at at[] = { { "division", "350524100000" },
				    { "kind", "01" },
				    { "period", "2025" } };
	struct cell c;

	(void)state;
	c = cell_at(&r, "persons", at, 3);
	assert_false(c.has);
	assert_string_equal(c.status, "c");
	at[0].code = "350524101000";
	c = cell_at(&r, "persons", at, 3);
	assert_false(c.has);
	assert_string_equal(c.status, "z");
	c = cell_at(&r, "amount", at, 3);
	assert_true(c.has && c.v == 700);
	assert_string_equal(c.status, "p");
	at[1].code = "_T";
	at[0].code = "350524100000";
	assert_string_equal(cell_at(&r, "amount", at, 3).status, "x");
	c = cell_at(&r, "persons", at, 3);
	assert_true(c.has && c.v == 0);
	released_release(&r);
	free(folder);
	scratch_remove(dir);
}

static void unknown_codes_are_no_row_and_unknown_names_are_config(void **state)
{
	char *dir = scratch_new(), *folder = relief_put(dir);
	struct released r = read_release(folder, "relief");
	struct released_at at[] = { { "division", "350524000000" }, { "period", "2023" } };
	struct err err = ERR_INIT;
	const char *status, *unit;
	__int128 v;
	int64_t row;
	int scale;
	bool has;

	(void)state;
	assert_int_equal(released_find(&r, at, 2, &row, &err), 0);
	/* A dimension that is left out is the total, which periods have none of. */
	assert_int_equal(released_find(&r, at, 1, &row, &err), 0);
	at[1] = (struct released_at){ "group", "female" };
	assert_int_equal(released_find(&r, at, 2, &row, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(released_value(&r, 0, "people", &has, &v, &scale, &status, &unit, &err),
			 -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_int_equal(released_value(&r, 0, "kind", &has, &v, &scale, &status, &unit, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	released_release(&r);
	free(folder);
	scratch_remove(dir);
}

static void a_table_without_a_key_is_found_by_any_columns(void **state)
{
	char *dir = scratch_new();
	char *folder = release_put(dir, "standard", STANDARD_CSV, STANDARD_FIELDS, "");
	struct released r = read_release(folder, "standard");
	struct released_at at[] = { { "kind", "农村低保" },
				    { "year", "2025" },
				    { "per", "元/人·月" } };
	struct err err = ERR_INIT;
	struct cell c = cell_at(&r, "amount", at, 3);
	int64_t row;

	(void)state;
	assert_true(c.has && c.v == 124500 && c.scale == 2);
	assert_int_equal(released_find(&r, at, 2, &row, &err), -1);
	assert_int_equal(err.kind, ERR_DATA);
	at[1].code = "2020";
	assert_int_equal(released_find(&r, at, 3, &row, &err), 0);
	released_release(&r);
	free(folder);
	scratch_remove(dir);
}

static void a_wrong_or_missing_digest_is_bad_data(void **state)
{
	char *dir = scratch_new(), *folder = relief_put(dir), *sums, *csv;

	(void)state;
	csv = scratch_put(folder, "relief.csv", "division,kind\r\n");
	assert_int_equal(refusal(folder), ERR_DATA);
	free(csv);
	free(folder);
	folder = relief_put(dir);
	free(scratch_put(folder, "datapackage.json", "{}"));
	assert_int_equal(refusal(folder), ERR_DATA);
	free(folder);
	folder = relief_put(dir);
	sums = file_join(folder, "SHA256SUMS");
	unlink(sums);
	assert_int_equal(refusal(folder), ERR_DATA);
	assert_int_equal(refusal("there-is-none"), ERR_SOURCE);
	free(sums);
	free(folder);
	scratch_remove(dir);
}

static void two_rows_of_one_cell_are_bad_data(void **state)
{
	char *dir = scratch_new();
	char *folder = release_put(dir, "relief", RELEASE_CSV, RELEASE_FIELDS, "\"kind\"");

	(void)state;
	assert_int_equal(refusal(folder), ERR_DATA);
	free(folder);
	scratch_remove(dir);
}

static char *put_stream(const char *dir, const char *state)
{
	char *path = file_join(dir, "cells.stream");
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	struct schema s = SCHEMA_INIT;
	struct batch_builder rows;
	struct writer *w;
	struct err err = ERR_INIT;

	meta_set(&s.meta, META_STATE, state);
	meta_set(&schema_add(&s, "kind", FIELD_DICT)->meta, META_ROLE, "dimension");
	meta_set(&schema_add(&s, "persons", FIELD_INT64)->meta, META_UNIT, "人");
	batch_builder_init(&rows, &s);
	builder_text(&rows.columns[0], "_T", 2);
	builder_int64(&rows.columns[1], 42);
	assert_int_equal(stream_writer_open(fd, "w", &s, &w, &err), 0);
	assert_int_equal(writer_write(w, batch_builder_view(&rows), &err), 0);
	assert_int_equal(writer_finish(w, &err), 0);
	writer_close(w);
	close(fd);
	batch_builder_release(&rows);
	schema_release(&s);
	return path;
}

static void a_stream_must_be_safe(void **state)
{
	char *dir = scratch_new(), *path = put_stream(dir, "safe");
	struct released r = read_release(path, "relief");
	struct cell c = cell_at(&r, "persons", NULL, 0);

	(void)state;
	assert_true(c.has && c.v == 42);
	assert_string_equal(c.unit, "人");
	assert_string_equal(r.release, "");
	released_release(&r);
	free(path);
	path = put_stream(dir, "cells");
	assert_int_equal(refusal(path), ERR_STREAM);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_folder_gives_values_by_code_in_any_order),
		cmocka_unit_test(what_is_not_there_has_its_status),
		cmocka_unit_test(unknown_codes_are_no_row_and_unknown_names_are_config),
		cmocka_unit_test(a_table_without_a_key_is_found_by_any_columns),
		cmocka_unit_test(a_wrong_or_missing_digest_is_bad_data),
		cmocka_unit_test(two_rows_of_one_cell_are_bad_data),
		cmocka_unit_test(a_stream_must_be_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
