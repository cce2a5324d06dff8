/* closed: the values that may not be published, as they are stored. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <unistd.h>

#include "core/log.h"
#include "core/mem.h"
#include "extract/closed.h"
#include "scratch.h"

#define SITE                                                                                       \
	"{\"bureau\":{\"name\":\"n\",\"name_en\":\"n\",\"uscc\":\"11350524MB0000000X\","           \
	"\"division\":\"350524\"},\"portal\":\"https://data.example.org\","                        \
	"\"licence\":{\"name\":\"n\",\"title\":\"t\",\"path\":\"https://example.org/l\"},"         \
	"\"contact\":{\"name\":\"n\",\"email\":\"a@example.org\",\"phone\":\"1\"},"                \
	"\"attribution\":\"a\",\"disclaimer\":\"d\",\"demo\":true,\"paths\":{\"public\":\"p\","    \
	"\"private\":\"q\",\"work\":\"w\",\"state\":\"s\",\"keys\":\"q/k\"}}"
#define CLOSED                                                                                     \
	"\"class\":\"direct\",\"openness\":\"closed\",\"basis\":\"b\",\"reason\":\"r\","           \
	"\"treatments\":[\"drop\"]"
#define ASKED                                                                                      \
	"\"class\":\"quasi\",\"openness\":\"on-request\",\"basis\":\"b\",\"reason\":\"r\","        \
	"\"treatments\":[\"drop\"]"
#define OPEN "\"class\":\"plain\",\"openness\":\"open\",\"basis\":\"b\",\"treatments\":[\"keep\"]"

static const char reg_one[] =
	"{\"source\":\"one\",\"label\":\"l\",\"tables\":{\"p\":{\"label\":\"l\",\"order\":[\"id\"],"
	"\"columns\":{"
	"\"id\":{\"label\":\"号\",\"type\":\"utf8\"," CLOSED "},"
	"\"day\":{\"label\":\"日\",\"type\":\"date\",\"format\":\"YYYYMMDD\"," ASKED "},"
	"\"n\":{\"label\":\"数\",\"type\":\"int64\"," CLOSED "},"
	"\"sex\":{\"label\":\"性别\",\"type\":\"dict\",\"codes\":\"nowhere\"," CLOSED "},"
	"\"sum\":{\"label\":\"额\",\"type\":\"decimal\",\"scale\":2,\"stored\":[\"text\"]," CLOSED
	"},"
	"\"rate\":{\"label\":\"率\",\"type\":\"float64\"," CLOSED "},"
	"\"yes\":{\"label\":\"否\",\"type\":\"bool\"," CLOSED "},"
	"\"town\":{\"label\":\"镇\",\"type\":\"utf8\"," OPEN "}}},"
	"\"open\":{\"label\":\"l\",\"order\":[\"a\"],\"columns\":{"
	"\"a\":{\"label\":\"l\",\"type\":\"utf8\"," OPEN "}}},"
	"\"w\":{\"label\":\"l\",\"order\":[\"a\"],\"columns\":{"
	"\"a\":{\"label\":\"甲\",\"type\":\"utf8\",\"nullable\":false," CLOSED "}}}}}";
static const char reg_two[] =
	"{\"source\":\"two\",\"label\":\"l\",\"tables\":{\"v\":{\"label\":\"l\",\"order\":[\"x\"],"
	"\"columns\":{\"x\":{\"label\":\"l\",\"type\":\"utf8\"," CLOSED "}}}}}";
/* Values as clerks, vendors and spreadsheets leave them. */
static const char sql_one[] =
	"CREATE TABLE p (id, day, n, sex TEXT, sum TEXT, rate REAL, yes INTEGER, town TEXT);"
	"INSERT INTO p VALUES ('b\xc3\xa9', 20260131, -7, '9', '1.50', 0.5, 1, 't'),"
	"('', '2026/1/2', 'x', NULL, NULL, NULL, NULL, NULL),"
	"(CAST(x'b8a3bda8' AS TEXT), NULL, 13800000000.0, '1', '', 1, 0, ''),"
	"(CAST(x'ff41' AS TEXT), x'c4e3', 3.5e17, 'a', 'a', 2, 2, 'a'),"
	"('a' || char(0) || 'b', '', -9223372036854775808, '1', '1', 1, 1, 't');"
	"CREATE TABLE open (a TEXT); INSERT INTO open VALUES ('o');"
	"CREATE TABLE w (a TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;"
	"INSERT INTO w VALUES ('z'), ('y');";
static const char sql_two[] = "CREATE TABLE t (x TEXT); CREATE VIEW v AS SELECT x FROM t;";

static const char want[] = "one p 1/3 id day n sex\n"
			   "[b\xc3\xa9][20260131][-7][9]\n"
			   "[][2026/1/2][x]NULL\n"
			   "[\xe7\xa6\x8f\xe5\xbb\xba]NULL[13800000000][1]\n"
			   "[\xef\xbf\xbd"
			   "A][\xe4\xbd\xa0][3.5e+17][a]\n"
			   "[a@b][][-9223372036854775808][1]\n"
			   "one w 2/3 a\n"
			   "[y]\n"
			   "[z]\n"
			   "two v 3/3 x\n";

static char *dir;

static void put_file(const char *name, const char *text)
{
	free(scratch_put(dir, name, text));
}

static void put_database(const char *name, const char *sql)
{
	char *path = file_join(dir, name);
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	free(path);
}

static int set_up(void **state)
{
	(void)state;
	log_setup("test", LOG_QUIET, false);
	dir = scratch_new();
	put_file("config/site.json", SITE);
	put_file("config/sources.json",
		 "{\"one\":{\"label\":\"l\",\"driver\":\"sqlite\",\"path\":\"one.db\"},"
		 "\"none\":{\"label\":\"l\",\"driver\":\"sqlite\",\"path\":\"none.db\"},"
		 "\"two\":{\"label\":\"l\",\"driver\":\"sqlite\",\"path\":\"two.db\"}}");
	put_file("config/fields/one.json", reg_one);
	put_file("config/fields/two.json", reg_two);
	put_database("one.db", sql_one);
	put_database("two.db", sql_two);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	scratch_remove(dir);
	return 0;
}

/* Writes dir/out; 0 or the kind of the error. */
static int run(const struct extract_options *like, struct err *err)
{
	struct extract_options o = *like;
	char *out = file_join(dir, "out");
	int ret;

	*err = (struct err)ERR_INIT;
	o.path = dir;
	o.output.path = out;
	o.session.wait = 1;
	ret = closed_run(&o, err);
	free(out);
	return ret < 0 ? (int)err->kind : 0;
}

static void dump_cell(struct buf *to, const struct column *c, int64_t row)
{
	struct str s;
	size_t i;

	if (column_is_null(c, row)) {
		buf_puts(to, "NULL");
		return;
	}
	s = column_text(c, row);
	buf_putc(to, '[');
	for (i = 0; i < s.n; i++)
		buf_putc(to, s.p[i] ? s.p[i] : '@');
	buf_putc(to, ']');
}

static void dump_streams(struct reader **r, struct buf *to)
{
	struct err err = ERR_INIT;
	const struct batch *batch;
	int64_t row;
	size_t i;

	do {
		const struct meta *m = &(*r)->schema.meta;

		assert_string_equal(meta_get(m, META_STATE), "raw");
		assert_string_equal(meta_get(m, META_DATASET), "closed");
		assert_non_null(meta_get(m, META_SNAPSHOT));
		buf_printf(to, "%s %s %s", meta_get(m, META_SOURCE), meta_get(m, META_TABLE),
			   meta_get(m, META_STREAM));
		for (i = 0; i < (*r)->schema.nfields; i++)
			buf_printf(to, " %s", (*r)->schema.fields[i].name);
		buf_putc(to, '\n');
		while (reader_next(*r, &batch, &err) == 1)
			for (row = 0; row < batch->nrows; row++) {
				for (i = 0; i < batch->ncolumns; i++)
					dump_cell(to, &batch->columns[i], row);
				buf_putc(to, '\n');
			}
	} while (input_next_stream(r, &err) == 1);
	assert_int_equal(err.kind, ERR_NONE);
}

static void dump_out(struct buf *to)
{
	char *path = file_join(dir, "out");
	struct err err = ERR_INIT;
	struct reader *r;

	assert_int_equal(input_open_many(path, &r, &err), 0);
	dump_streams(&r, to);
	reader_close(r);
	free(path);
}

static void every_closed_value_comes_as_it_is_stored(void **state)
{
	struct extract_options o = { .session = { .jobs = 1 } };
	struct buf got = BUF_INIT;
	struct err err;

	(void)state;
	for (o.session.jobs = 1; o.session.jobs <= 3; o.session.jobs++) {
		if (run(&o, &err))
			fail_msg("%s", err.msg);
		buf_clear(&got);
		dump_out(&got);
		assert_string_equal(got.p, want);
	}
	buf_release(&got);
}

static void a_field_says_what_it_is(void **state)
{
	static const char *const metas[][2] = {
		{ META_LABEL, "性别" },	  { META_CLASS, "direct" }, { META_OPENNESS, "closed" },
		{ META_ORIGIN, "p.sex" }, { META_TYPE, "dict" },    { META_CODES, "nowhere" }
	};
	struct extract_options o = { .session = { .jobs = 1 } };
	char *path = file_join(dir, "out");
	const struct field *f;
	struct reader *r;
	struct err err;
	size_t i;

	(void)state;
	assert_int_equal(run(&o, &err), 0);
	assert_int_equal(input_open_many(path, &r, &err), 0);
	assert_int_equal(r->schema.nfields, 4);
	f = &r->schema.fields[3];
	assert_int_equal(f->type, FIELD_UTF8);
	assert_true(f->nullable);
	for (i = 0; i < sizeof(metas) / sizeof(*metas); i++)
		assert_string_equal(meta_get(&f->meta, metas[i][0]), metas[i][1]);
	assert_string_equal(meta_get(&r->schema.fields[1].meta, META_TYPE), "date");
	assert_string_equal(meta_get(&r->schema.fields[1].meta, META_OPENNESS), "on-request");
	assert_null(meta_get(&r->schema.fields[0].meta, META_CODES));
	reader_close(r);
	free(path);
}

static void with_schema_all_streams_come_without_rows(void **state)
{
	struct extract_options o = { .session = { .jobs = 1 }, .schema = true };
	struct buf got = BUF_INIT;
	struct err err;

	(void)state;
	assert_int_equal(run(&o, &err), 0);
	dump_out(&got);
	assert_string_equal(got.p, "one p 1/3 id day n sex\none w 2/3 a\ntwo v 3/3 x\n");
	buf_release(&got);
}

static void an_error_of_any_source_leaves_nothing(void **state)
{
	struct extract_options o = { .session = { .jobs = 1 } };
	char *out = file_join(dir, "out"), *two = file_join(dir, "two.db");
	struct err err;

	(void)state;
	put_database("two.db", "ALTER TABLE t ADD COLUMN y TEXT; DROP VIEW v;"
			       "CREATE VIEW v AS SELECT x, y FROM t");
	assert_int_equal(run(&o, &err), ERR_DATA);
	assert_non_null(strstr(err.msg, "source two: returned for marking: 1 difference"));
	assert_int_not_equal(access(out, F_OK), 0);
	assert_int_equal(unlink(two), 0);
	assert_int_equal(run(&o, &err), ERR_SOURCE);
	assert_int_not_equal(access(out, F_OK), 0);
	free(two);
	free(out);
}

static void nothing_closed_is_an_error(void **state)
{
	struct extract_options o = { .session = { .jobs = 1 } };
	struct err err;

	(void)state;
	put_file("config/fields/one.json",
		 "{\"source\":\"one\",\"label\":\"l\",\"tables\":{\"open\":{\"label\":\"l\","
		 "\"order\":[\"a\"],\"columns\":{\"a\":{\"label\":\"l\",\"type\":\"utf8\"," OPEN
		 "}}}}}");
	put_file("config/sources.json",
		 "{\"one\":{\"label\":\"l\",\"driver\":\"sqlite\",\"path\":\"one.db\"}}");
	assert_int_equal(run(&o, &err), ERR_CONFIG);
	put_file("config/sources.json", "{}");
	assert_int_equal(run(&o, &err), ERR_CONFIG);
	put_file("config/sources.json", "[1, 2]");
	assert_int_equal(run(&o, &err), ERR_CONFIG);
}

static void options_of_one_dataset_are_refused(void **state)
{
	struct extract_options o = { .session = { .jobs = 1 }, .period = "2026-01/2026-02" };
	struct err err;

	(void)state;
	assert_int_equal(run(&o, &err), ERR_USAGE);
	o.period = NULL;
	o.explain = true;
	assert_int_equal(run(&o, &err), ERR_USAGE);
	o.explain = false;
	o.output.to = "csv";
	assert_int_equal(run(&o, &err), ERR_USAGE);
	o.output.to = NULL;
	o.session.file = "one.db";
	assert_int_equal(run(&o, &err), ERR_USAGE);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(every_closed_value_comes_as_it_is_stored),
		CASE(a_field_says_what_it_is),
		CASE(with_schema_all_streams_come_without_rows),
		CASE(an_error_of_any_source_leaves_nothing),
		CASE(nothing_closed_is_an_error),
		CASE(options_of_one_dataset_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
