/* The history of runs, and files of other versions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>
#include <sqlite3.h>

#include "run/ledger.h"
#include "scratch.h"

/* What the first version made; nothing of it has changed since. */
static const char first_version[] =
	"CREATE TABLE run (id INTEGER PRIMARY KEY, pipeline TEXT NOT NULL, period TEXT,"
	" started TEXT NOT NULL, ended TEXT, status INTEGER, message TEXT, release TEXT) STRICT;"
	"CREATE TABLE step (run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,"
	" name TEXT NOT NULL, stage TEXT NOT NULL, config TEXT, config_digest TEXT,"
	" status INTEGER NOT NULL, signal INTEGER NOT NULL, message TEXT,"
	" PRIMARY KEY (run, position)) STRICT;"
	"CREATE TABLE figure (run INTEGER NOT NULL, position INTEGER NOT NULL, key TEXT NOT NULL,"
	" value INTEGER NOT NULL, message TEXT NOT NULL) STRICT;"
	"INSERT INTO run VALUES (1, 'a', NULL, '2026-11-01T00:00:00Z', '2026-11-01T00:00:01Z', 0,"
	" NULL, 'public/d/a/x');"
	"PRAGMA user_version = 1;";

static char *make(const char *dir, const char *sql)
{
	char *path = file_join(dir, "yg.db");
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	return path;
}

static void first_version_is_brought_up_and_keeps_its_runs(void **state)
{
	char *dir = scratch_new(), *path = make(dir, first_version);
	struct err err = ERR_INIT;
	struct last_run last;
	struct state *s;
	int i;

	(void)state;
	for (i = 0; i < 2; i++) {
		if (state_open(path, 0, &s, &err) < 0)
			fail_msg("%s", err.msg);
		assert_int_equal(ledger_knows(s, "a", &err), i);
		assert_int_equal(ledger_add(s, "a", "", "", "0123456789ab", &err), 0);
		assert_int_equal(state_last(s, "a", &last, &err), 0);
		assert_string_equal(last.release, "public/d/a/x");
		state_close(s);
	}
	free(path);
	scratch_remove(dir);
}

static void first_version_can_be_read_as_it_is(void **state)
{
	char *dir = scratch_new(), *path = make(dir, first_version);
	struct err err = ERR_INIT;
	struct last_run last;
	struct state *s;

	(void)state;
	if (state_open(path, 1, &s, &err) < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(state_last(s, "a", &last, &err), 0);
	assert_true(last.found);
	state_close(s);
	free(path);
	scratch_remove(dir);
}

static void newer_version_is_left_alone(void **state)
{
	char *dir = scratch_new(), *path = make(dir, "PRAGMA user_version = 99;");
	struct err err = ERR_INIT;
	struct state *s;

	(void)state;
	assert_int_equal(state_open(path, 0, &s, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_non_null(strstr(err.msg, "written by a newer yg (version 99)"));
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_version_is_brought_up_and_keeps_its_runs),
		cmocka_unit_test(first_version_can_be_read_as_it_is),
		cmocka_unit_test(newer_version_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
