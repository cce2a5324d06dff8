#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/candidates.h"
#include "core/digest.h"
#include "core/register.h"
#include "scratch.h"

#define PLAIN                                                                                      \
	"\"label\":\"l\",\"class\":\"plain\",\"openness\":\"open\",\"basis\":\"b\","               \
	"\"treatments\":[\"keep\"]"

static int read_text(const char *text, struct reg *r, struct err *err)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "x.json", text), *at;
	int ret = reg_read(path, r, err);

	if (ret < 0) { /* the folder's name is not the same twice */
		at = strstr(err->msg, "x.json");
		assert_non_null(at);
		memmove(err->msg, at, strlen(at) + 1);
	}
	free(path);
	scratch_remove(dir);
	return ret;
}

/* A register with one column in line 2. */
static int read_column(const char *column, struct reg *r, struct err *err)
{
	struct buf text = BUF_INIT;
	int ret;

	buf_printf(&text,
		   "{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\","
		   "\"order\":[\"c\"],\"columns\":{\n\"c\":{%s}}}}}",
		   column);
	ret = read_text(text.p, r, err);
	buf_release(&text);
	return ret;
}

static struct reg_column *accept(const char *column, struct reg *r)
{
	struct err err = ERR_INIT;

	if (read_column(column, r, &err) < 0)
		fail_msg("%s", err.msg);
	return &r->tables[0].columns[0];
}

static void refuse(const char *column, const char *message)
{
	struct reg r;
	struct err err = ERR_INIT;

	if (read_column(column, &r, &err) == 0)
		fail_msg("accepted: %s", column);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
}

static void a_register_is_read_whole(void **state)
{
	static const char text[] =
		"{\"source\":\"relief\",\"label\":\"救助\",\"tables\":{"
		"\"payment\":{\"label\":\"发放\",\"order\":[\"rec_id\",\"month\"],\"columns\":{"
		"\"rec_id\":{\"type\":\"int64\",\"nullable\":false,\"label\":\"号\",\"class\":"
		"\"plain\","
		"\"openness\":\"closed\",\"basis\":\"b\",\"reason\":\"r\",\"treatments\":[\"drop\"]"
		"},"
		"\"month\":{\"type\":\"dict\"," PLAIN "},"
		"\"amount\":{\"type\":\"decimal\",\"scale\":2,\"precision\":18,\"unit\":\"元\","
		"\"stored\":[\"integer\",\"text\"],\"stored_scale\":2,\"on_bad_value\":\"reject-"
		"row\"," PLAIN "}}},"
		"\"member\":{\"label\":\"成员\",\"order\":[\"id\"],\"columns\":{"
		"\"id\":{\"type\":\"utf8\",\"label\":\"证\",\"class\":\"direct\",\"openness\":"
		"\"closed\","
		"\"basis\":\"b\",\"reason\":\"r\",\"treatments\":[\"pseudonym\",\"drop\"],"
		"\"on_empty\":\"null\",\"on_nul\":\"strip\",\"on_bad_utf8\":\"gb18030\"}}}}}";
	char want[SHA256_HEX];
	const struct reg_column *c;
	struct reg r;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(read_text(text, &r, &err), 0);
	sha256_of(text, sizeof(text) - 1, want);
	assert_string_equal(r.digest, want);
	assert_string_equal(r.source, "relief");
	assert_int_equal(r.ntables, 2);
	assert_int_equal(reg_table(&r, "payment")->norder, 2);
	assert_null(reg_table(&r, "pay"));
	c = reg_origin(&r, "payment.amount");
	assert_non_null(c);
	assert_int_equal(c->type, FIELD_DECIMAL);
	assert_int_equal(c->precision, 18);
	assert_int_equal(c->scale, 2);
	assert_int_equal(c->stored, REG_STORED_INTEGER | REG_STORED_TEXT);
	assert_int_equal(c->stored_scale, 2);
	assert_int_equal(c->on_bad_value, REG_REJECT_ROW);
	assert_int_equal(c->on_empty, REG_ERROR);
	assert_string_equal(c->unit, "元");
	c = reg_origin(&r, "member.id");
	assert_int_equal(c->class, REG_DIRECT);
	assert_string_equal(reg_class_name(c->class), "direct");
	assert_string_equal(reg_openness_name(c->openness), "closed");
	assert_int_equal(c->ntreatments, 2);
	assert_string_equal(c->treatments[0], "pseudonym");
	assert_int_equal(c->on_empty, REG_NULL);
	assert_int_equal(c->on_nul, REG_STRIP);
	assert_int_equal(c->on_bad_utf8, REG_GB18030);
	assert_null(reg_origin(&r, "member.name"));
	assert_null(reg_origin(&r, "member"));
	assert_null(reg_origin(&r, "none.id"));
	assert_false(reg_column(&r.tables[0], "rec_id")->nullable);
	assert_null(reg_column(&r.tables[0], "id"));
	reg_release(&r);
}

static void what_is_not_said_has_a_default(void **state)
{
	static const struct {
		const char *type;
		unsigned stored;
	} cases[] = { { "int64", REG_STORED_INTEGER },
		      { "bool", REG_STORED_INTEGER },
		      { "utf8", REG_STORED_TEXT },
		      { "dict", REG_STORED_TEXT },
		      { "float64", REG_STORED_REAL } };
	struct reg_column *c;
	struct reg r;
	char text[300];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(text, sizeof(text), "\"type\":\"%s\"," PLAIN, cases[i].type);
		c = accept(text, &r);
		assert_int_equal(c->stored, cases[i].stored);
		assert_true(c->nullable);
		assert_null(c->unit);
		assert_null(c->codes);
		assert_null(c->reason);
		reg_release(&r);
	}
	c = accept("\"type\":\"date\",\"format\":\"YYYYMMDD\"," PLAIN, &r);
	assert_int_equal(c->stored, REG_STORED_TEXT);
	reg_release(&r);
	c = accept("\"type\":\"decimal\",\"scale\":2,\"stored\":[\"text\"]," PLAIN, &r);
	assert_int_equal(c->precision, 38);
	assert_int_equal(c->stored_scale, 0);
	reg_release(&r);
}

static void a_type_needs_its_form_and_no_other(void **state)
{
	(void)state;
	refuse("\"type\":\"money\"," PLAIN,
	       "x.json:2: \"type\" must be one of bool, int64, decimal, float64, date, utf8, dict, "
	       "not \"money\"");
	refuse("\"type\":\"decimal\",\"scale\":2," PLAIN,
	       "x.json:2: the object lacks the key \"stored\"");
	refuse("\"type\":\"decimal\",\"stored\":[\"text\"]," PLAIN,
	       "x.json:2: the object lacks the key \"scale\"");
	refuse("\"type\":\"decimal\",\"stored\":[\"text\"],\"precision\":5,\"scale\":6," PLAIN,
	       "x.json:2: \"scale\" must be from 0 to the precision");
	refuse("\"type\":\"decimal\",\"stored\":[\"text\"],\"precision\":39,\"scale\":2," PLAIN,
	       "x.json:2: \"precision\" must be from 1 to 38");
	refuse("\"type\":\"decimal\",\"stored\":[\"integer\"],\"stored_scale\":3,\"scale\":"
	       "2," PLAIN,
	       "x.json:2: \"stored_scale\" must be from 0 to the scale");
	refuse("\"type\":\"decimal\",\"stored\":[\"text\"],\"stored_scale\":2,\"scale\":2," PLAIN,
	       "x.json:2: \"stored_scale\" is only for decimals stored as integers");
	refuse("\"type\":\"int64\",\"scale\":2," PLAIN, "x.json:2: \"scale\" is only for decimals");
	refuse("\"type\":\"date\"," PLAIN, "x.json:2: the object lacks the key \"format\"");
	refuse("\"type\":\"date\",\"format\":\"DD/MM/YYYY\"," PLAIN,
	       "x.json:2: \"format\" must be YYYY-MM-DD, YYYYMMDD, YYYY/M/D or YYYY年M月D日, with "
	       "\" time\" "
	       "after it or not; not \"DD/MM/YYYY\"");
	refuse("\"type\":\"utf8\",\"format\":\"YYYYMMDD\"," PLAIN,
	       "x.json:2: \"format\" is only for dates");
	refuse("\"type\":\"int64\",\"codes\":\"sex\"," PLAIN,
	       "x.json:2: \"codes\" is only for utf8 and dict");
	refuse("\"type\":\"utf8\",\"stored\":[\"txt\"]," PLAIN,
	       "x.json:2: unknown storage \"txt\" (did you mean \"text\"?)");
	refuse("\"type\":\"utf8\",\"stored\":[]," PLAIN, "x.json:2: \"stored\" must not be empty");
}

static void rules_are_those_of_their_key(void **state)
{
	(void)state;
	refuse("\"type\":\"utf8\",\"on_nul\":\"keep\"," PLAIN,
	       "x.json:2: \"on_nul\" must be one of error, null, reject-row, strip, not \"keep\"");
	refuse("\"type\":\"int64\",\"on_empty\":\"keep\"," PLAIN,
	       "x.json:2: \"on_empty\" must be one of error, null, reject-row, not \"keep\"");
	refuse("\"type\":\"utf8\",\"on_bad_code\":\"keep\"," PLAIN,
	       "x.json:2: \"on_bad_code\" is only for a column with \"codes\"");
	refuse("\"type\":\"utf8\",\"nullable\":false,\"on_empty\":\"null\"," PLAIN,
	       "x.json:2: \"on_empty\" must not be \"null\" in a column that is not nullable");
}

static void privacy_is_declared_and_kept(void **state)
{
	const struct {
		const char *openness, *treatments, *message;
	} cases[] = {
		{ "open", "\"drop\"", "x.json:2: a direct identifier must not be open" },
		{ "closed", "\"drop\",\"keep\"", "x.json:2: a direct identifier must not be kept" },
		{ "closed", "\"pseudonim\"",
		  "x.json:2: unknown treatment \"pseudonim\" (did you mean \"pseudonym\"?)" },
		{ "closed", "\"drop\",\"drop\"", "x.json:2: the treatment \"drop\" stands twice" },
		{ "closed", "", "x.json:2: \"treatments\" must not be empty" },
		{ "closed", "\"level\"", "x.json:2: the treatment \"level\" needs \"codes\"" },
		{ "closed", "\"age-band\"",
		  "x.json:2: the treatment \"age-band\" is only for dates" },
		{ "closed", "\"band\"", "x.json:2: the treatment \"band\" is only for numbers" },
		{ "shut", "\"drop\"",
		  "x.json:2: \"openness\" must be one of open, on-request, closed, not "
		  "\"shut\"" },
	};
	char text[400];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int n = snprintf(
			text, sizeof(text),
			"\"type\":\"utf8\",\"label\":\"l\",\"class\":\"direct\","
			"\"openness\":\"%s\",\"basis\":\"b\",\"reason\":\"r\",\"treatments\":[%s]",
			cases[i].openness, cases[i].treatments);

		assert_true(n < (int)sizeof(text));
		refuse(text, cases[i].message);
	}
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"class\":\"plain\",\"openness\":\"closed\","
	       "\"basis\":\"b\","
	       "\"treatments\":[\"keep\"]",
	       "x.json:2: the object lacks the key \"reason\"");
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"openness\":\"open\",\"basis\":\"b\","
	       "\"treatments\":[\"keep\"]",
	       "x.json:2: the object lacks the key \"class\"");
	refuse("\"type\":\"utf8\",\"treatmnts\":[]," PLAIN,
	       "x.json:2: unknown key \"treatmnts\" (did you mean \"treatments\"?)");
}

static void refuse_text(const char *text, const char *message)
{
	struct reg r;
	struct err err = ERR_INIT;

	assert_int_equal(read_text(text, &r, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
}

static void what_is_marked_for_review_is_refused(void **state)
{
	static const char marked[] = "still marked for review: look at what is drafted here, "
				     "correct it, and take \"review\" away";
	char message[200];

	(void)state;
	snprintf(message, sizeof(message), "x.json:2: %s", marked);
	refuse("\"review\":\"guessed by its name\",\"type\":\"utf8\"," PLAIN, message);
	refuse("\"review\":true,\"type\":\"utf8\"," PLAIN, message);
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\n\"review\":\"draft\",\"tables\":{}}",
		    message);
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\","
		    "\n\"review\":\"draft\",\"order\":[\"c\"],\"columns\":{}}}}",
		    message);
}

static void the_candidates_of_a_mask_have_bounds(void **state)
{
	static const char rest[] = "\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{"
				   "\"label\":\"l\",\"order\":[\"c\"],\"columns\":{\"c\":{"
				   "\"type\":\"utf8\"," PLAIN "}}}}}";
	static const char bounds[] = "x.json:1: \"candidates\" must be from 2 to 1000000000";
	struct err err = ERR_INIT;
	struct reg r;
	char text[400];

	(void)state;
	snprintf(text, sizeof(text), "{%s", rest);
	assert_int_equal(read_text(text, &r, &err), 0);
	assert_int_equal(r.candidates, CANDIDATES_DEFAULT);
	reg_release(&r);
	snprintf(text, sizeof(text), "{\"candidates\":500,%s", rest);
	assert_int_equal(read_text(text, &r, &err), 0);
	assert_int_equal(r.candidates, 500);
	reg_release(&r);
	snprintf(text, sizeof(text), "{\"candidates\":1,%s", rest);
	refuse_text(text, bounds);
	snprintf(text, sizeof(text), "{\"candidates\":1000000001,%s", rest);
	refuse_text(text, bounds);
}

#define PERSON                                                                                     \
	"\"label\":\"l\",\"class\":\"direct\",\"openness\":\"closed\",\"basis\":\"b\","            \
	"\"reason\":\"r\","

#define QUASI                                                                                      \
	"\"label\":\"l\",\"class\":\"quasi\",\"openness\":\"closed\",\"basis\":\"b\","             \
	"\"reason\":\"r\","

/* A table with a code, its type given, and a name that may be kept. */
static const char *register_of_institutions(const char *institution, const char *type)
{
	static char text[600];

	snprintf(text, sizeof(text),
		 "{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\",%s"
		 "\"order\":[\"uscc\"],\"columns\":{\"uscc\":{\"type\":\"%s\"," PLAIN
		 "},\"holder\":{\"type\":\"utf8\"," PERSON
		 "\"treatments\":[\"keep\",\"drop\"]}}}}}",
		 institution, type);
	return text;
}

static void only_a_table_of_institutions_may_keep_names(void **state)
{
	struct err err = ERR_INIT;
	struct reg r;

	(void)state;
	refuse_text(register_of_institutions("", "utf8"),
		    "x.json:1: a direct identifier must not be kept");
	refuse_text(register_of_institutions("\"institution\":\"usc\",", "utf8"),
		    "x.json:1: the table \"t\" has no column \"usc\" to tell institutions by");
	refuse_text(register_of_institutions("\"institution\":\"uscc\",", "int64"),
		    "x.json:1: \"institution\" must be a column of utf8 or dict");
	assert_int_equal(
		read_text(register_of_institutions("\"institution\":\"uscc\",", "dict"), &r, &err),
		0);
	assert_ptr_equal(r.tables[0].institution, &r.tables[0].columns[0]);
	reg_release(&r);
}

static void a_treatment_is_for_columns_it_can_work_on(void **state)
{
	static const struct {
		const char *type, *treatment, *words;
	} cases[] = {
		{ "utf8", "round", "numbers" },
		{ "dict", "top-bottom", "numbers and dates" },
		{ "int64", "map", "utf8 and dict" },
		{ "int64", "name", "utf8 and dict" },
		{ "float64", "scrub", "utf8 and dict" },
		{ "int64", "institution", "utf8 and dict" },
		{ "bool", "band", "numbers" },
		{ "bool", "scrub", "utf8 and dict" },
	};
	static const char *const fit[][2] = {
		{ "int64", "round" }, { "float64", "top-bottom" }, { "dict", "map" },
		{ "utf8", "name" },   { "utf8", "scrub" },	   { "utf8", "institution" },
	};
	char text[300], message[200];
	struct reg r;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		snprintf(text, sizeof(text), "\"type\":\"%s\"," PERSON "\"treatments\":[\"%s\"]",
			 cases[i].type, cases[i].treatment);
		snprintf(message, sizeof(message), "x.json:2: the treatment \"%s\" is only for %s",
			 cases[i].treatment, cases[i].words);
		refuse(text, message);
	}
	for (size_t i = 0; i < sizeof(fit) / sizeof(*fit); i++) {
		snprintf(text, sizeof(text), "\"type\":\"%s\"," QUASI "\"treatments\":[\"%s\"]",
			 fit[i][0], fit[i][1]);
		accept(text, &r);
		reg_release(&r);
	}
}

static void a_direct_identifier_is_hidden_or_dropped(void **state)
{
	static const char *const leaves[][2] = {
		{ "utf8", "map" },    { "dict", "map" },
		{ "int64", "round" }, { "int64", "top-bottom" },
		{ "int64", "band" },  { "date\",\"format\":\"YYYYMMDD", "month" },
	};
	static const char *const hides[] = { "drop", "mask",  "pseudonym",
					     "name", "scrub", "institution" };
	char text[300], message[200];
	struct reg r;

	(void)state;
	for (size_t i = 0; i < sizeof(leaves) / sizeof(*leaves); i++) {
		snprintf(text, sizeof(text), "\"type\":\"%s\"," PERSON "\"treatments\":[\"%s\"]",
			 leaves[i][0], leaves[i][1]);
		snprintf(message, sizeof(message),
			 "x.json:2: the treatment \"%s\" leaves values of a direct identifier",
			 leaves[i][1]);
		refuse(text, message);
	}
	for (size_t i = 0; i < sizeof(hides) / sizeof(*hides); i++) {
		snprintf(text, sizeof(text), "\"type\":\"utf8\"," PERSON "\"treatments\":[\"%s\"]",
			 hides[i]);
		accept(text, &r);
		reg_release(&r);
	}
}

static void a_reason_says_something(void **state)
{
	(void)state;
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"class\":\"plain\",\"openness\":\"on-request\","
	       "\"basis\":\"b\",\"treatments\":[\"keep\"]",
	       "x.json:2: the object lacks the key \"reason\"");
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"class\":\"plain\",\"openness\":\"open\","
	       "\"treatments\":[\"keep\"]",
	       "x.json:2: the object lacks the key \"basis\"");
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"class\":\"plain\",\"openness\":\"closed\","
	       "\"basis\":\"b\",\"reason\":\" \",\"treatments\":[\"keep\"]",
	       "x.json:2: \"reason\" must not be blank");
	refuse("\"type\":\"utf8\",\"label\":\"l\",\"class\":\"plain\",\"openness\":\"open\","
	       "\"basis\":\"\\t\",\"treatments\":[\"keep\"]",
	       "x.json:2: \"basis\" must not be blank");
}

static void tables_need_order_and_columns(void **state)
{
	(void)state;
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\"tables\":{}}",
		    "x.json:1: \"tables\" must not be empty");
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\","
		    "\"order\":[\"c\"],"
		    "\"columns\":{}}}}",
		    "x.json:1: the table \"t\" has no columns");
	refuse_text(
		"{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\",\"order\":[],"
		"\"columns\":{\"c\":{\"type\":\"utf8\"," PLAIN "}}}}}",
		"x.json:1: \"order\" must not be empty");
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"t\":{\"label\":\"l\","
		    "\n\"order\":[\"d\"],"
		    "\"columns\":{\"c\":{\"type\":\"utf8\"," PLAIN "}}}}}",
		    "x.json:2: the table \"t\" has no column \"d\" to order by");
	refuse_text("{\"source\":\"s\",\"label\":\"l\",\"tables\":{\"a.b\":{}}}",
		    "x.json:1: \"a.b\" cannot be the name of a table or column");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_register_is_read_whole),
		cmocka_unit_test(what_is_not_said_has_a_default),
		cmocka_unit_test(a_type_needs_its_form_and_no_other),
		cmocka_unit_test(rules_are_those_of_their_key),
		cmocka_unit_test(privacy_is_declared_and_kept),
		cmocka_unit_test(what_is_marked_for_review_is_refused),
		cmocka_unit_test(the_candidates_of_a_mask_have_bounds),
		cmocka_unit_test(only_a_table_of_institutions_may_keep_names),
		cmocka_unit_test(a_treatment_is_for_columns_it_can_work_on),
		cmocka_unit_test(a_direct_identifier_is_hidden_or_dropped),
		cmocka_unit_test(a_reason_says_something),
		cmocka_unit_test(tables_need_order_and_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
