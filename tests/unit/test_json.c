#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <stdlib.h>
#include <unistd.h>

#include "core/json.h"
#include "scratch.h"

static struct json_doc *parse(const char *text)
{
	struct json_doc *doc;
	struct err err = ERR_INIT;

	if (json_parse("t.json", str_of(text), &doc, &err) < 0)
		fail_msg("%s: %s", text, err.msg);
	return doc;
}

static void refuse_bytes(struct str text, const char *message)
{
	struct json_doc *doc;
	struct err err = ERR_INIT;

	if (json_parse("t.json", text, &doc, &err) == 0)
		fail_msg("accepted: %s", text.p);
	assert_null(doc);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (message)
		assert_string_equal(err.msg, message);
	else
		assert_memory_equal(err.msg, "t.json:", 7);
}

static void refuse(const char *text, const char *message)
{
	refuse_bytes(str_of(text), message);
}

/* After the classes of JSONTestSuite's n_ cases. */
/* clang-format off */
static const char *const forbidden[] = {
	"", " ", "\n", "[", "{", "]", "}", "[]]", "{}}", "[1 true]", "[a]", "[\"\": 1]",
	"[\"\"],", "[,1]", "[1,,2]", "[,]", "[1,]", "[1,\n]", "[\"x\"", "[x", "[3[4]]",
	"[1:2]", "[*]", "[\"", "[fals]", "[nul]", "[tru]", "[True]", "[NULL]", "nulll",
	"truefalse", "[++1]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]",
	"[.2e-3]", "[0.1.2]", "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0e]", "[1.0e+]",
	"[1.0e-]", "[1eE2]", "[2.e+3]", "[9.e+]", "[Inf]", "[NaN]", "[1+2]", "[0x1]", "[0x42]",
	"[Infinity]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-1x]", "[1ea]", "[1.]",
	"[.123]", "[1.2a]", "[1.8011670033376514H-308]", "[012]", "[01]", "00", "-",
	"{\"x\", null}", "{\"x\"::\"b\"}", "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}",
	"{:\"b\"}", "{\"a\":}", "{1:1}", "{9999E9999:1}", "{null:null}", "{\"id\":0,,}",
	"{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}//",
	"{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a", "{\"a\":\"b\"}#",
	"{\"a\" : 1, ,}", "{\"a\"", "{\"a\":", "{\"a\":1", "{,", "{\"a\":/*c*/1}",
	"[\"\\uD800\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]",
	"[\"\\uD800\\uD800\\n\"]", "[\"\\uDC00\"]", "[\"\\uDd1e\\uD834\"]", "[\"\\u00A\"]",
	"[\"\\u\"]", "[\"\\u00g0\"]", "[\"\\uqqqq\"]", "[\"\\x00\"]", "[\"\\\\\\\"]",
	"[\"\\a\"]", "[\"\\'\"]", "[\"\\U0041\"]", "[\"\\", "[\"\\u", "[\"\\u0",
	"[\"tab\there\"]", "[\"new\nline\"]", "['x']", "[\"x\"]x", "\"x", "x", "\"x\"\"y\"",
	"1 2", "[\x0c]", "[\x0b]", "<null>", "[<null>]", "[\\n]", "\xC2\xA0[]", "\xE2\x81\xA0",
	"\xEF\xBB\xBF[]", "\xEF\xBB\xBF", "[\"\xFF\"]", "[\"\xED\xA0\x80\"]", "[\"\xC0\xAF\"]",
	"[\"\xF4\x90\x80\x80\"]", "[\"\xE6\x97\"]", "[1\xE5]", "\xE5", "[\"\x01\"]",
	"[\"\x1f\"]", "[\"\\u0000\"]", "{\"a\\u0000b\":1}",
};
/* clang-format on */

static void text_that_rfc_8259_forbids_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++)
		refuse(forbidden[i], NULL);
	refuse_bytes(STR("[\0]"), "t.json:1: expected a value");
	refuse_bytes(STR("[\"a\0b\"]"), "t.json:1: a string holds a control character");
	refuse_bytes(STR("[1]\0"), "t.json:1: text follows the end of the value");
}

static void text_that_rfc_8259_allows_is_read(void **state)
{
	static const char *const texts[] = {
		"[]",
		"{}",
		"null",
		"true",
		"false",
		"0",
		"-0",
		"\"\"",
		" [ ] ",
		"[null, 1, \"1\", {}]",
		"[[]   ]",
		"\t\r\n{\"a\"\n:\r\n1 , \"b\":2}\n",
		"[123e65]",
		"[0e+1]",
		"[0e1]",
		"[ 4]",
		"[-0.000000001]",
		"[20e1]",
		"[1E22]",
		"[1E-2]",
		"[1E+2]",
		"[123.456e78]",
		"[\"\\u0060\\u012a\\u12AB\"]",
		"[\"\\uD801\\udc37\"]",
		"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
		"[\"\x7F\"]",
		"[\"\xF4\x8F\xBF\xBF\"]",
		"[\"\xE2\x80\xA8\"]",
		"{\"\":0}",
		"{\"a\":[],\"A\":{}}",
		"[\"\\uFFFF\"]",
		"[\"\\\\u0000\"]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		json_free(parse(texts[i]));
}

static void messages_name_the_line_and_the_fault(void **state)
{
	(void)state;
	refuse("{\n\"a\": 1,\n}", "t.json:3: a comma stands before \"}\"");
	refuse("[1\n2]", "t.json:2: expected \",\" or \"]\" after an item");
	refuse("{\n\"a\": 01}", "t.json:2: a number must not begin with a zero");
	refuse("\n\n[\"\xFF\"]", "t.json:3: the text is not UTF-8");
	refuse("\xEF\xBB\xBF{}", "t.json:1: the file begins with a byte order mark");
	refuse("{} x", "t.json:1: text follows the end of the value");
	refuse("", "t.json:1: the text ends before its value is complete");
	refuse("{\"a\":\n", "t.json:2: the text ends before its value is complete");
	refuse("[\"\\uD834\"]", "t.json:1: a string holds half of a surrogate pair");
	refuse("[\"\\u0000\"]", "t.json:1: a string must not hold \\u0000");
}

static void a_key_must_not_stand_twice(void **state)
{
	(void)state;
	refuse("{\"a\":1,\n\"b\":2,\n\"a\":3}", "t.json:3: the key \"a\" stands twice");
	refuse("[{\"x\":{\"k\":1,\"\\u006b\":2}}]", "t.json:1: the key \"k\" stands twice");
	refuse("{\"b\":1,\"a\":1,\n\"b\":2,\n\"a\":2}", "t.json:2: the key \"b\" stands twice");
}

static void depth_is_limited(void **state)
{
	char text[200];

	(void)state;
	for (int depth = 63; depth <= 66; depth++) {
		memset(text, '[', (size_t)depth);
		memset(text + depth, ']', (size_t)depth);
		text[2 * depth] = '\0';
		if (depth <= 64)
			json_free(parse(text));
		else
			refuse(text, "t.json:1: values are nested deeper than 64");
	}
}

static void size_and_number_length_are_limited(void **state)
{
	size_t n = 16 * 1024 * 1024;
	char *text = malloc(n + 2);
	struct json_doc *doc;
	struct err err = ERR_INIT;

	(void)state;
	memset(text, ' ', n + 1);
	text[0] = '1';
	assert_int_equal(json_parse("t", (struct str){ text, n }, &doc, &err), 0);
	json_free(doc);
	assert_int_equal(json_parse("t", (struct str){ text, n + 1 }, &doc, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, "t:1: larger than 16 MiB");
	memset(text, '1', 61);
	refuse_bytes((struct str){ text, 61 }, "t.json:1: a number is longer than 60 characters");
	free(text);
}

struct taken {
	const char *name, *unit;
	long long n, m;
	bool flag;
	int choice;
	size_t items;
};

static int take(const char *text, struct taken *t, struct err *err)
{
	static const char *const words[] = { "keep", "drop", "mask", NULL };
	struct json_doc *doc = parse(text);
	struct json list;
	struct json_obj o;
	int ret;

	*t = (struct taken){ .m = -1 };
	json_open(&o, json_root(doc), err);
	t->name = json_str(&o, "name");
	t->n = json_int(&o, "threshold");
	json_opt_int(&o, "minimum", &t->m);
	json_opt_bool(&o, "flag", &t->flag);
	json_opt_str(&o, "unit", &t->unit);
	t->choice = json_opt_choice(&o, "treatment", words, 7);
	if (json_opt_array(&o, "list", &list))
		t->items = json_count(list);
	ret = json_close(&o);
	json_free(doc);
	return ret;
}

static void refuse_object(const char *text, const char *message)
{
	struct err err = ERR_INIT;
	struct taken t;

	if (take(text, &t, &err) == 0)
		fail_msg("accepted: %s", text);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
}

static void an_object_gives_what_is_asked(void **state)
{
	struct err err = ERR_INIT;
	struct taken t;

	(void)state;
	assert_int_equal(take("{\"name\":\"x\",\"threshold\":5}", &t, &err), 0);
	assert_int_equal(t.n, 5);
	assert_int_equal(t.m, -1);
	assert_int_equal(t.choice, 7);
	assert_int_equal(
		take("{\"threshold\":-9007199254740992,\"name\":\"\\u5b89\",\"flag\":true,"
		     "\"minimum\":9007199254740992,\"treatment\":\"mask\",\"list\":[1,{},[]]}",
		     &t, &err),
		0);
	assert_int_equal(t.n, -9007199254740992);
	assert_int_equal(t.m, 9007199254740992);
	assert_true(t.flag);
	assert_int_equal(t.choice, 2);
	assert_int_equal(t.items, 3);
}

static void an_unknown_key_is_refused_with_the_nearest(void **state)
{
	(void)state;
	refuse_object("{\"name\":\"x\",\n\"threshold\":5,\n\"treatmnt\":\"keep\"}",
		      "t.json:3: unknown key \"treatmnt\" (did you mean \"treatment\"?)");
	refuse_object("{\"name\":\"x\",\"threshold\":5,\n\"colour\"\n:\n1}",
		      "t.json:2: unknown key \"colour\"");
}

static void a_missing_key_is_named(void **state)
{
	(void)state;
	refuse_object("\n{\"threshold\":5}", "t.json:2: the object lacks the key \"name\"");
	refuse_object("{\"name\":\"x\"}", "t.json:1: the object lacks the key \"threshold\"");
	refuse_object("{\"Name\":\"x\",\"threshold\":5}",
		      "t.json:1: unknown key \"Name\" (did you mean \"name\"?)");
	refuse_object("{\"name\":\"x\",\n\"treshold\":5}",
		      "t.json:2: unknown key \"treshold\" (did you mean \"threshold\"?)");
}

static void a_wrong_type_is_named(void **state)
{
	(void)state;
	refuse_object("{\"name\":\"x\",\n\"threshold\":\"5\"}",
		      "t.json:2: \"threshold\" must be a whole number, not a string");
	refuse_object("{\"name\":null,\"threshold\":5}",
		      "t.json:1: \"name\" must be a string, not null");
	refuse_object("{\"name\":\"\",\"threshold\":5}", "t.json:1: \"name\" must not be empty");
	refuse_object("{\"name\":\"x\",\"threshold\":5,\"flag\":1}",
		      "t.json:1: \"flag\" must be true or false, not a number");
	refuse_object("{\"name\":\"x\",\"threshold\":5,\"list\":{}}",
		      "t.json:1: \"list\" must be an array, not an object");
	refuse_object("[]", "t.json:1: the value must be an object, not an array");
	refuse_object("{\"name\":\"x\",\"threshold\":5,\"treatment\":\"drpo\"}",
		      "t.json:1: \"treatment\" must be one of keep, drop, mask, not \"drpo\" "
		      "(did you mean \"drop\"?)");
	refuse_object("{\"name\":\"x\",\"threshold\":5,\"treatment\":\"shred\"}",
		      "t.json:1: \"treatment\" must be one of keep, drop, mask, not \"shred\"");
}

static void whole_numbers_are_exact(void **state)
{
	static const char *const wrong[] = { "1.5", "1.0", "1e3", "1E0", "-0.0" };
	static const char *const far[] = { "9007199254740993", "-9007199254740993",
					   "99999999999999999999999999999999999999999999999999" };
	char text[200], want[200];

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		snprintf(text, sizeof(text), "{\"name\":\"x\",\"threshold\":%s}", wrong[i]);
		snprintf(want, sizeof(want),
			 "t.json:1: \"threshold\" must be a whole number, not %s", wrong[i]);
		refuse_object(text, want);
	}
	for (size_t i = 0; i < sizeof(far) / sizeof(*far); i++) {
		snprintf(text, sizeof(text), "{\"name\":\"x\",\"threshold\":%s}", far[i]);
		snprintf(want, sizeof(want),
			 "t.json:1: \"threshold\" must be between -2^53 and 2^53, not %s", far[i]);
		refuse_object(text, want);
	}
}

static void the_first_error_sticks(void **state)
{
	struct json_doc *doc = parse("{\"a\":1}");
	struct err err = ERR_INIT;
	struct json_obj o;

	(void)state;
	json_open(&o, json_root(doc), &err);
	assert_null(json_str(&o, "a"));
	assert_int_equal(json_int(&o, "a"), 0);
	assert_false(json_has(&o, "a"));
	assert_false(json_is(json_any(&o, "a")));
	assert_false(json_is(json_first(json_array(&o, "b"))));
	json_fail(&o, "a", "later");
	assert_int_equal(json_close(&o), -1);
	assert_string_equal(err.msg, "t.json:1: \"a\" must be a string, not a number");
	json_free(doc);
}

static void a_callers_error_is_about_its_key(void **state)
{
	struct json_doc *doc = parse("{\"a\":1,\n\"b\":2}");
	struct err err = ERR_INIT;
	struct json_obj o;

	(void)state;
	json_open(&o, json_root(doc), &err);
	assert_int_equal(json_int(&o, "b"), 2);
	json_fail(&o, "b", "%d is too much", 2);
	assert_int_equal(json_close(&o), -1);
	assert_string_equal(err.msg, "t.json:2: 2 is too much");
	json_free(doc);
}

static void items_and_members_come_in_file_order(void **state)
{
	struct json_doc *doc = parse("{\"b\":[1,\"x\"],\n\"a\":{},\n\"c\":\n\"z\"}");
	struct json v = json_first(json_root(doc)), item = json_first(v);
	struct err err = ERR_INIT;
	const char *s;
	long long n;

	(void)state;
	assert_string_equal(json_key(v), "b");
	assert_null(json_key(item));
	assert_int_equal(json_get_int(item, &n, &err), 0);
	assert_int_equal(json_get_str(item, &s, &err), -1);
	assert_string_equal(err.msg, "t.json:1: the value must be a string, not a number");
	assert_int_equal(json_get_text(item, &s, &err), 0);
	assert_string_equal(s, "1");
	item = json_next(item);
	assert_int_equal(json_get_str(item, &s, &err), 0);
	assert_string_equal(s, "x");
	assert_false(json_is(json_next(item)));
	v = json_next(v);
	assert_string_equal(json_key(v), "a");
	assert_true(json_is_object(v));
	assert_false(json_is(json_first(v)));
	v = json_next(v);
	assert_int_equal(json_key_line(v), 3);
	assert_int_equal(json_line(v), 4);
	assert_false(json_is(json_next(v)));
	json_free(doc);
}

static void the_nearest_word_is_near(void **state)
{
	static const char *const words[] = {
		"keep", "drop", "mask", "pseudonym", "age-band", "from"
	};
	static const struct {
		const char *word, *near;
	} cases[] = {
		{ "keep", "keep" },
		{ "kep", "keep" },
		{ "form", "from" },
		{ "pseudonim", "pseudonym" },
		{ "psuedonim", "pseudonym" },
		{ "ageband", "age-band" },
		{ "age_band", "age-band" },
		{ "drip", "drop" },
		{ "suppress", NULL },
		{ "", NULL },
		{ "k", NULL },
		{ "xy", NULL },
		{ "kp", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *got = nearest_word(cases[i].word, words, 6);

		if (cases[i].near)
			assert_string_equal(got ? got : "(none)", cases[i].near);
		else
			assert_null(got);
	}
}

static void a_file_is_read_and_keeps_its_text(void **state)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "a/b.json", "{\"x\": 1}\n");
	struct json_doc *doc;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(json_read(path, &doc, &err), 0);
	assert_true(str_is(json_text(doc), STR("{\"x\": 1}\n")));
	assert_string_equal(json_path(doc), path);
	json_free(doc);
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(json_read(path, &doc, &err), 0);
	assert_string_equal(json_path(doc), "a/b.json");
	json_free(doc);
	assert_int_equal(json_read("a/none.json", &doc, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_null(doc);
	assert_int_equal(chdir("/"), 0);
	free(path);
	scratch_remove(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_that_rfc_8259_forbids_is_refused),
		cmocka_unit_test(text_that_rfc_8259_allows_is_read),
		cmocka_unit_test(messages_name_the_line_and_the_fault),
		cmocka_unit_test(a_key_must_not_stand_twice),
		cmocka_unit_test(depth_is_limited),
		cmocka_unit_test(size_and_number_length_are_limited),
		cmocka_unit_test(an_object_gives_what_is_asked),
		cmocka_unit_test(an_unknown_key_is_refused_with_the_nearest),
		cmocka_unit_test(a_missing_key_is_named),
		cmocka_unit_test(a_wrong_type_is_named),
		cmocka_unit_test(whole_numbers_are_exact),
		cmocka_unit_test(the_first_error_sticks),
		cmocka_unit_test(a_callers_error_is_about_its_key),
		cmocka_unit_test(items_and_members_come_in_file_order),
		cmocka_unit_test(the_nearest_word_is_near),
		cmocka_unit_test(a_file_is_read_and_keeps_its_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
