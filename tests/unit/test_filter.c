#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/codes.h"
#include "core/date.h"
#include "core/filter.h"
#include "scratch.h"

enum { FLAG, COUNT, MONEY, RATE, DAY, TEXT, CODE, ROWS = 8 };

static struct codes types;

static const struct codes *find_codes(void *arg, const char *name)
{
	(void)arg;
	return strcmp(name, "relief-type") == 0 ? &types : NULL;
}

static int load_codes(void **state)
{
	char *dir = scratch_new(),
	     *path = scratch_put(
		     dir, "c.csv",
		     "code,name,parent,level,from,to,note\n01,A,,group,,,\n0101,B,01,type,,,\n"
		     "0102,C,01,type,,,\n02,D,,group,,,\n0201,E,02,type,,,\n");
	struct err err = ERR_INIT;
	int ret = codes_load(path, "relief-type", &types, &err);

	(void)state;
	free(path);
	scratch_remove(dir);
	return ret;
}

static int drop_codes(void **state)
{
	(void)state;
	codes_release(&types);
	return 0;
}

static void make_schema(struct schema *s)
{
	*s = (struct schema)SCHEMA_INIT;
	schema_add(s, "flag", FIELD_BOOL);
	schema_add(s, "count", FIELD_INT64);
	schema_add(s, "money", FIELD_DECIMAL);
	schema_add(s, "rate", FIELD_FLOAT64);
	schema_add(s, "day", FIELD_DATE);
	schema_add(s, "text", FIELD_UTF8);
	meta_set(&schema_add(s, "code", FIELD_DICT)->meta, META_CODES, "relief-type");
}

/* Row 7 is NULL throughout. */
static void make_rows(struct batch_builder *bb)
{
	static const int64_t counts[] = { -5, 0, 1, 5, 10, INT64_MIN, INT64_MAX };
	static const int64_t fen[] = { -1, 0, 1, 100, 101, 99999, 5000 };
	static const double rates[] = { -1, 0, 0.5, 0.25, 1, 2, 3 };
	static const char *const texts[] = { "", "a", "ab", "b", "安", "2026-01", "2026-10" };
	static const char *const words[] = { "0101", "0201", "0102", "01", "02", "99", "0101" };

	for (int i = 0; i < ROWS - 1; i++) {
		builder_bool(&bb->columns[FLAG], i % 2);
		builder_int64(&bb->columns[COUNT], counts[i]);
		builder_decimal(&bb->columns[MONEY], fen[i]);
		builder_float64(&bb->columns[RATE], rates[i]);
		builder_date(&bb->columns[DAY], date_from_civil(2020 + i, 3, 1));
		builder_text(&bb->columns[TEXT], texts[i], strlen(texts[i]));
		builder_text(&bb->columns[CODE], words[i], strlen(words[i]));
	}
	for (size_t c = 0; c < bb->ncolumns; c++)
		builder_null(&bb->columns[c]);
}

static struct json_doc *parse(const char *text)
{
	struct json_doc *doc;
	struct err err = ERR_INIT;

	if (json_parse("t.json", str_of(text), &doc, &err) < 0)
		fail_msg("%s", err.msg);
	return doc;
}

/* The rows that the filter keeps, as a string of 0 and 1. */
static void check(const char *text, const char *want)
{
	struct json_doc *doc = parse(text);
	struct schema s;
	struct batch_builder bb;
	struct filter f;
	struct filter_bound *b = NULL;
	struct err err = ERR_INIT;
	char got[ROWS + 1] = "";
	bool keep[ROWS];

	make_schema(&s);
	batch_builder_init(&bb, &s);
	make_rows(&bb);
	if (filter_read(json_root(doc), &f, &err) < 0 ||
	    filter_bind(&f, &s, find_codes, NULL, &b, &err) < 0)
		fail_msg("%s: %s", text, err.msg);
	memset(keep, 1, sizeof(keep));
	filter_rows(b, batch_builder_view(&bb), keep);
	for (int i = 0; i < ROWS; i++)
		got[i] = keep[i] ? '1' : '0';
	if (strcmp(got, want) != 0)
		fail_msg("%s: %s, not %s", text, got, want);
	filter_bound_free(b);
	filter_release(&f);
	batch_builder_release(&bb);
	schema_release(&s);
	json_free(doc);
}

static void one(const char *column, const char *op, const char *value, const char *want)
{
	char text[200];

	snprintf(text, sizeof(text), "[{\"column\":\"%s\",\"%s\":%s}]", column, op, value);
	check(text, want);
}

static void values_are_compared_by_the_type_of_the_column(void **state)
{
	(void)state;
	one("flag", "is", "\"true\"", "01010100");
	one("flag", "not", "\"true\"", "10101010");
	one("flag", "in", "[\"true\",\"false\"]", "11111110");
	one("count", "is", "5", "00010000");
	one("count", "is", "\"-5\"", "10000000");
	one("count", "not", "5", "11101110");
	one("count", "in", "[10,\"-5\",1]", "10101000");
	one("count", "at_least", "1", "00111010");
	one("count", "at_most", "\"0\"", "11000100");
	one("count", "at_least", "\"9223372036854775807\"", "00000010");
	one("count", "at_most", "\"-9223372036854775808\"", "00000100");
	one("money", "is", "\"1\"", "00010000");
	one("money", "is", "1", "00010000");
	one("money", "not", "\"1.00\"", "11101110");
	one("money", "at_least", "\"0.01\"", "00111110");
	one("money", "at_most", "\"-0.01\"", "10000000");
	one("money", "in", "[\"50\",\"1.01\"]", "00001010");
	one("rate", "is", "\"0.25\"", "00010000");
	one("rate", "not", "\"0.25\"", "11101110");
	one("rate", "at_least", "1", "00001110");
	one("rate", "at_most", "\"-0.5\"", "10000000");
	one("rate", "in", "[\"0.5\",3]", "00100010");
	one("day", "is", "\"2021-03-01\"", "01000000");
	one("day", "not", "\"2021-03-01\"", "10111110");
	one("day", "at_least", "\"2024-03-02\"", "00000110");
	one("day", "at_most", "\"2020-03-01\"", "10000000");
	one("day", "in", "[\"2020-03-01\",\"2026-03-01\",\"1999-01-01\"]", "10000010");
	one("text", "is", "\"\"", "10000000");
	one("text", "not", "\"\"", "01111110");
	one("text", "in", "[\"安\",\"ab\"]", "00101000");
	one("text", "at_least", "\"b\"", "00011000");
	one("text", "at_most", "\"2026-02\"", "10000100");
	one("code", "is", "\"0101\"", "10000010");
	one("code", "not", "\"0101\"", "01111100");
	one("code", "in", "[\"02\",\"99\"]", "00001100");
	one("code", "at_least", "\"02\"", "01001100");
	one("code", "at_most", "\"0101\"", "10010010");
}

static void under_takes_a_code_and_all_below_it(void **state)
{
	(void)state;
	one("code", "under", "\"01\"", "10110010");
	one("code", "under", "\"0102\"", "00100000");
	one("code", "under", "\"02\"", "01001000");
}

static void null_satisfies_only_null(void **state)
{
	static const char *const columns[] = { "flag", "count", "money", "rate",
					       "day",  "text",	"code" };

	(void)state;
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++) {
		one(columns[i], "null", "true", "00000001");
		one(columns[i], "null", "false", "11111110");
	}
}

static void all_conditions_must_hold(void **state)
{
	(void)state;
	check("[]", "11111111");
	check("[{\"column\":\"code\",\"under\":\"01\"},{\"column\":\"money\",\"at_least\":\"0.01\"}"
	      ","
	      "{\"column\":\"money\",\"at_most\":\"10\"}]",
	      "00110000");
}

/* Answers for codes are kept while their dictionary grows. */
static void a_growing_dictionary_is_answered_anew(void **state)
{
	struct json_doc *doc = parse("[{\"column\":\"code\",\"in\":[\"3\",\"31\",\"299\"]}]");
	struct schema s;
	struct batch_builder bb;
	struct filter f;
	struct filter_bound *b;
	struct err err = ERR_INIT;
	bool keep[10];

	(void)state;
	make_schema(&s);
	batch_builder_init(&bb, &s);
	assert_int_equal(filter_read(json_root(doc), &f, &err), 0);
	assert_int_equal(filter_bind(&f, &s, NULL, NULL, &b, &err), 0);
	for (int at = 0; at < 300; at += 10) {
		batch_builder_clear(&bb);
		for (int i = 0; i < 10; i++) {
			char word[16];

			for (size_t c = 0; c < CODE; c++)
				builder_null(&bb.columns[c]);
			snprintf(word, sizeof(word), "%d", at + i);
			builder_text(&bb.columns[CODE], word, strlen(word));
		}
		memset(keep, 1, sizeof(keep));
		filter_rows(b, batch_builder_view(&bb), keep);
		for (int i = 0; i < 10; i++)
			assert_int_equal(keep[i], at + i == 3 || at + i == 31 || at + i == 299);
	}
	filter_bound_free(b);
	filter_release(&f);
	batch_builder_release(&bb);
	schema_release(&s);
	json_free(doc);
}

static void refuse(const char *text, const char *message)
{
	struct json_doc *doc = parse(text);
	struct schema s;
	struct filter f;
	struct filter_bound *b = NULL;
	struct err err = ERR_INIT;
	int ret;

	make_schema(&s);
	schema_add(&s, "blob", FIELD_OPAQUE);
	ret = filter_read(json_root(doc), &f, &err);
	if (ret == 0)
		ret = filter_bind(&f, &s, find_codes, NULL, &b, &err);
	if (ret == 0)
		fail_msg("accepted: %s", text);
	assert_null(b);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
	filter_release(&f);
	schema_release(&s);
	json_free(doc);
}

static void a_wrong_condition_is_refused(void **state)
{
	static const char exactly[] = "t.json:1: a condition needs exactly one of is, not, in, "
				      "under, at_least, at_most, null";

	(void)state;
	refuse("{}", "t.json:1: the value must be an array, not an object");
	refuse("[1]", "t.json:1: the value must be an object, not a number");
	refuse("[{\"column\":\"code\"}]", exactly);
	refuse("[{\"column\":\"code\",\"is\":\"1\",\"not\":\"2\"}]", exactly);
	refuse("[{\"column\":\"code\",\n\"iss\":\"1\"}]",
	       "t.json:2: unknown key \"iss\" (did you mean \"is\"?)");
	refuse("[{\"is\":\"1\"}]", "t.json:1: the object lacks the key \"column\"");
	refuse("[{\"column\":\"code\",\"is\":true}]",
	       "t.json:1: \"is\" must be a string or a whole number, not true or false");
	refuse("[{\"column\":\"money\",\"is\":0.5}]",
	       "t.json:1: \"is\" must be a whole number, not 0.5");
	refuse("[{\"column\":\"code\",\"in\":[]}]", "t.json:1: \"in\" must not be empty");
	refuse("[{\"column\":\"code\",\"in\":\"1\"}]",
	       "t.json:1: \"in\" must be an array, not a string");
	refuse("[{\"column\":\"code\",\"null\":\"1\"}]",
	       "t.json:1: \"null\" must be true or false, not a string");
}

static void a_condition_must_fit_its_column(void **state)
{
	(void)state;
	refuse("[\n{\"column\":\"cod\",\"is\":\"1\"}]",
	       "t.json:2: no column \"cod\" (did you mean \"code\"?)");
	refuse("[{\"column\":\"household\",\"is\":\"1\"}]", "t.json:1: no column \"household\"");
	refuse("[{\"column\":\"count\",\"is\":\"1.5\"}]",
	       "t.json:1: \"count\" must be compared with a whole number, not \"1.5\"");
	refuse("[{\"column\":\"count\",\"is\":\"9223372036854775808\"}]",
	       "t.json:1: \"count\" must be compared with a whole number, not "
	       "\"9223372036854775808\"");
	refuse("[{\"column\":\"money\",\"is\":\"0.015\"}]",
	       "t.json:1: \"money\" must be compared with a decimal number of at most 2 places, "
	       "not "
	       "\"0.015\"");
	refuse("[{\"column\":\"rate\",\"is\":\"inf\"}]",
	       "t.json:1: \"rate\" must be compared with a decimal number, not \"inf\"");
	refuse("[{\"column\":\"day\",\"is\":\"2026-1-1\"}]",
	       "t.json:1: \"day\" must be compared with a date YYYY-MM-DD, not \"2026-1-1\"");
	refuse("[{\"column\":\"flag\",\"is\":\"yes\"}]",
	       "t.json:1: \"flag\" must be compared with true or false, not \"yes\"");
	refuse("[{\"column\":\"flag\",\"at_least\":\"true\"}]",
	       "t.json:1: \"flag\" is true or false: it can only be compared by is");
	refuse("[{\"column\":\"blob\",\"is\":\"x\"}]",
	       "t.json:1: \"blob\" is of a type that cannot be compared");
	refuse("[{\"column\":\"text\",\"under\":\"x\"}]",
	       "t.json:1: \"under\" needs a column with a code list, not \"text\"");
	refuse("[{\"column\":\"code\",\"under\":\"03\"}]",
	       "t.json:1: the code list \"relief-type\" has no code \"03\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_compared_by_the_type_of_the_column),
		cmocka_unit_test(under_takes_a_code_and_all_below_it),
		cmocka_unit_test(null_satisfies_only_null),
		cmocka_unit_test(all_conditions_must_hold),
		cmocka_unit_test(a_growing_dictionary_is_answered_anew),
		cmocka_unit_test(a_wrong_condition_is_refused),
		cmocka_unit_test(a_condition_must_fit_its_column),
	};

	return cmocka_run_group_tests(tests, load_codes, drop_codes);
}
