/* input, output: the ends of a stage; schema files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "core/input.h"
#include "csv_dump.h"
#include "scratch.h"

#define SCHEMA_TEXT                                                                                \
	"{\"metadata\":{\"yg.state\":\"safe\",\"yg.dataset\":\"x\"},\"fields\":[\n"                \
	"{\"name\":\"town\",\"type\":\"dict\",\"nullable\":false,\"metadata\":{\"yg.label\":"      \
	"\"\xe4\xb9\xa1\"}},\n"                                                                    \
	"{\"name\":\"money\",\"type\":\"decimal\",\"scale\":2}]}\n"

/* Opens dir/name; the kind of the error, with its text in *err. */
static enum err_kind open_kind(const char *dir, const char *name, const char *schema,
			       struct reader **r, struct err *err)
{
	char *path = file_join(dir, name), *schema_path = schema ? file_join(dir, schema) : NULL;
	const struct input_options o = { .schema = schema_path };
	int ret = input_open(path, &o, r, err);

	free(path);
	free(schema_path);
	return ret < 0 ? err->kind : ERR_NONE;
}

static void copy_all(struct reader *r, struct output *out)
{
	const struct batch *batch;
	struct err err = ERR_INIT;
	int ret;

	while ((ret = reader_next(r, &batch, &err)) == 1)
		assert_int_equal(writer_write(output_writer(out), batch, &err), 0);
	assert_int_equal(ret, 0);
}

static void expect_file(const char *dir, const char *name, const char *want, mode_t mode)
{
	char *path = file_join(dir, name);
	struct buf got = BUF_INIT;
	struct err err = ERR_INIT;
	struct stat st;

	assert_int_equal(file_read(path, 1 << 20, &got, ERR_IO, &err), 0);
	assert_string_equal(got.p, want);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, mode);
	buf_release(&got);
	free(path);
}

static void convert(const char *dir, const char *from, const char *schema, const char *to,
		    const char *format)
{
	char *path = file_join(dir, to);
	const struct output_options o = { .path = path, .to = format };
	struct reader *r = NULL;
	struct output *out = NULL;
	struct err err = ERR_INIT;

	assert_int_equal(open_kind(dir, from, schema, &r, &err), ERR_NONE);
	assert_int_equal(output_open(&o, &r->schema, &out, &err), 0);
	copy_all(r, out);
	assert_int_not_equal(access(path, F_OK), 0);
	assert_int_equal(output_finish(out, &err), 0);
	assert_int_equal(access(path, F_OK), 0);
	output_close(out);
	reader_close(r);
	free(path);
}

static void csv_becomes_a_stream_and_csv_again(void **state)
{
	const char *csv = "town,money\r\na,1.50\r\n\"b,c\",\r\n";
	char *dir = scratch_new();

	(void)state;
	free(scratch_put(dir, "s.json", SCHEMA_TEXT));
	free(scratch_put(dir, "in.csv", csv));
	convert(dir, "in.csv", "s.json", "x.arrows", NULL);
	convert(dir, "x.arrows", NULL, "out.csv", "csv");
	expect_file(dir, "out.csv", csv, 0644);
	convert(dir, "x.arrows", NULL, "out.txt", "table");
	expect_file(dir, "out.txt", "town  money\n----  -----\na      1.50\nb,c\n", 0644);
	scratch_remove(dir);
}

static void what_is_not_safe_is_private(void **state)
{
	char *dir = scratch_new();

	(void)state;
	free(scratch_put(dir, "s.json",
			 "{\"metadata\":{\"yg.state\":\"cells\"},\"fields\":[{\"name\":\"a\","
			 "\"type\":\"int64\"}]}"));
	free(scratch_put(dir, "in.csv", "a\n1\n"));
	convert(dir, "in.csv", "s.json", "out.csv", "csv");
	expect_file(dir, "out.csv", "a\r\n1\r\n", 0600);
	scratch_remove(dir);
}

static void an_unfinished_output_never_appears(void **state)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "out.csv", "old\n"), **names;
	const struct output_options o = { .path = path, .to = "csv" };
	struct schema s = SCHEMA_INIT;
	struct output *out;
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	schema_add(&s, "a", FIELD_INT64);
	assert_int_equal(output_open(&o, &s, &out, &err), 0);
	output_close(out);
	output_close(NULL);
	expect_file(dir, "out.csv", "old\n", 0644);
	assert_int_equal(file_list(dir, &names, &n, &err), 0);
	assert_int_equal(n, 1);
	file_list_free(names, n);
	schema_release(&s);
	free(path);
	scratch_remove(dir);
}

static void each_wrong_input_has_its_kind(void **state)
{
	static const struct {
		const char *name, *text, *schema;
		enum err_kind kind;
		const char *says;
	} cases[] = {
		{ "missing", NULL, NULL, ERR_IO, "cannot open" },
		{ "empty", "", NULL, ERR_STREAM, "empty input" },
		{ "empty", "", "s.json", ERR_STREAM, "empty input" },
		{ "a.csv", "town,money\n", NULL, ERR_USAGE, "--schema" },
		{ "b.csv", "town\n", "s.json", ERR_DATA, "b.csv:1: the header has 1 cells" },
		{ "cut", "\xff\xff\xff", NULL, ERR_STREAM, "cut" },
		{ "cut", "\xff\xff\xff\xff", NULL, ERR_STREAM, "cut" },
		{ "cut", "\xff\xff\xff\xff", "s.json", ERR_USAGE, "--schema" },
		{ "a.csv", "town,money\n", "missing.json", ERR_CONFIG, "missing.json" },
	};
	char *dir = scratch_new();
	struct reader *r = NULL;
	struct err err = ERR_INIT;
	size_t i;

	(void)state;
	free(scratch_put(dir, "s.json", SCHEMA_TEXT));
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		if (cases[i].text)
			free(scratch_put(dir, cases[i].name, cases[i].text));
		assert_int_equal(open_kind(dir, cases[i].name, cases[i].schema, &r, &err),
				 cases[i].kind);
		assert_non_null(strstr(err.msg, cases[i].says));
		if (r)
			reader_close(r);
	}
	assert_int_equal(open_kind(dir, ".", NULL, &r, &err), ERR_IO);
	scratch_remove(dir);
}

/* Standard input stands in for no path and for "-". */
static void no_path_is_stdin(void **state)
{
	char *dir = scratch_new(), *schema = scratch_put(dir, "s.json", SCHEMA_TEXT);
	const struct input_options o = { .schema = schema };
	struct reader *r;
	struct err err = ERR_INIT;
	int kept = dup(STDIN_FILENO), i, fd;

	(void)state;
	for (i = 0; i < 2; i++) {
		fd = dump_file(STR("town,money\nx,1\n"));
		dup2(fd, STDIN_FILENO);
		close(fd);
		assert_int_equal(input_open(i ? "-" : NULL, &o, &r, &err), 0);
		assert_string_equal(r->name, "<stdin>");
		assert_string_equal(meta_get(&r->schema.meta, META_DATASET), "x");
		reader_close(r);
		assert_int_not_equal(lseek(STDIN_FILENO, 0, SEEK_CUR), -1);
	}
	dup2(kept, STDIN_FILENO);
	close(kept);
	free(schema);
	scratch_remove(dir);
}

static void an_unknown_format_is_a_usage_error(void **state)
{
	const struct output_options o = { .to = "xml" };
	struct schema s = SCHEMA_INIT;
	struct output *out;
	struct err err = ERR_INIT;

	(void)state;
	schema_add(&s, "a", FIELD_INT64);
	assert_int_equal(output_open(&o, &s, &out, &err), -1);
	assert_int_equal(err.kind, ERR_USAGE);
	schema_release(&s);
}

static void a_schema_file_says_everything(void **state)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "s.json", SCHEMA_TEXT);
	struct schema s;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(schema_read_json(path, &s, &err), 0);
	assert_int_equal(s.nfields, 2);
	assert_int_equal(s.fields[0].type, FIELD_DICT);
	assert_false(s.fields[0].nullable);
	assert_string_equal(meta_get(&s.fields[0].meta, META_LABEL), "\xe4\xb9\xa1");
	assert_int_equal(s.fields[1].scale, 2);
	assert_true(s.fields[1].nullable);
	assert_string_equal(meta_get(&s.meta, META_STATE), "safe");
	schema_release(&s);
	free(path);
	scratch_remove(dir);
}

static void a_wrong_schema_file_is_a_configuration_error(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "{\"fields\":[]}", "at least one" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"money\"}]}", "'money' is no type" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"opaque\"}]}", "is no type" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"decimal\"}]}", "scale" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"decimal\",\"scale\":39}]}", "scale" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"int64\",\"scale\":2}]}", "scale" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"bool\"},\n{\"name\":\"a\",\"type\":"
		  "\"bool\"}]}",
		  ":2: " },
		{ "{\"fields\":[{\"name\":\"a\",\"typ\":\"bool\"}]}", "typ" },
		{ "{\"fields\":[{\"name\":\"a\",\"type\":\"bool\",\"metadata\":{\"yg.label\":1}}]}",
		  "s.json:1" },
	};
	char *dir = scratch_new(), *path;
	struct schema s;
	struct err err = ERR_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		path = scratch_put(dir, "s.json", cases[i].text);
		assert_int_equal(schema_read_json(path, &s, &err), -1);
		assert_int_equal(err.kind, ERR_CONFIG);
		assert_non_null(strstr(err.msg, cases[i].says));
		free(path);
	}
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_becomes_a_stream_and_csv_again),
		cmocka_unit_test(what_is_not_safe_is_private),
		cmocka_unit_test(an_unfinished_output_never_appears),
		cmocka_unit_test(each_wrong_input_has_its_kind),
		cmocka_unit_test(no_path_is_stdin),
		cmocka_unit_test(an_unknown_format_is_a_usage_error),
		cmocka_unit_test(a_schema_file_says_everything),
		cmocka_unit_test(a_wrong_schema_file_is_a_configuration_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
