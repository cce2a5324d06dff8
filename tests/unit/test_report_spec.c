/* What a report is made from is read strictly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "report/figure/report_spec.h"
#include "scratch.h"

static int read_text(const char *text, struct report_spec *s, struct err *err)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "r.json", text);
	int ret = report_spec_read(path, s, err);

	free(path);
	scratch_remove(dir);
	return ret;
}

static void refuses(const char *text, const char *what)
{
	struct err err = ERR_INIT;
	struct report_spec s;

	assert_int_equal(read_text(text, &s, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	if (!strstr(err.msg, what))
		fail_msg("\"%s\" lacks \"%s\"", err.msg, what);
}

static void every_kind_of_rule_is_read(void **state)
{
	static const char *const text =
		"{\"form\":\"f\",\"title\":\"t\",\"records\":{\"a\":{\"pipeline\":\"p\"}},"
		"\"releases\":{\"r\":{\"pipeline\":\"p\"}},\"figures\":["
		"{\"name\":\"a\",\"label\":\"l\",\"count\":\"a\",\"where\":[{\"column\":\"c\","
		"\"is\":\"{year}\"}]},"
		"{\"name\":\"b\",\"label\":\"l\",\"sum\":\"a\",\"column\":\"c\"},"
		"{\"name\":\"c\",\"label\":\"l\",\"distinct\":\"a\",\"column\":\"c\"},"
		"{\"name\":\"d\",\"label\":\"l\",\"percent\":[\"a\",\"b\"],\"scale\":1},"
		"{\"name\":\"e\",\"label\":\"l\",\"add\":[\"a\",\"-b\"]},"
		"{\"name\":\"f\",\"label\":\"l\",\"convert\":\"b\",\"to\":\"万元\"},"
		"{\"name\":\"g\",\"label\":\"l\",\"cell\":{\"of\":\"r\",\"measure\":\"m\",\"at\":"
		"{\"d\":\"1\"}}},"
		"{\"name\":\"h\",\"label\":\"l\",\"last\":\"表/行/列\"},"
		"{\"name\":\"i\",\"label\":\"l\",\"figure\":\"a\"},"
		"{\"name\":\"j\",\"label\":\"l\",\"missing\":\"没有\"}],"
		"\"tables\":{\"表\":[{\"cell\":\"行/列\",\"figure\":\"a\"}]},"
		"\"editions\":{\"2019\":{\"表\":[{\"row\":\"r\",\"count\":\"a\",\"by\":{\"column\":"
		"\"c\","
		"\"to\":{\"1\":\"x\"},\"all\":\"y\"}}]}}}";
	static const enum rule_kind kinds[] = { RULE_COUNT,   RULE_SUM,	 RULE_DISTINCT,
						RULE_PERCENT, RULE_ADD,	 RULE_CONVERT,
						RULE_CELL,    RULE_LAST, RULE_FIGURE,
						RULE_MISSING };
	struct err err = ERR_INIT;
	struct report_spec s;

	(void)state;
	if (read_text(text, &s, &err) < 0)
		fail_msg("%s", err.msg);
	assert_int_equal(s.nfigures, 10);
	for (size_t i = 0; i < s.nfigures; i++)
		assert_int_equal(s.figures[i].rule.kind, kinds[i]);
	assert_int_equal(s.nbinds, 2);
	assert_string_equal(s.binds[0].cell, "行/列");
	assert_null(s.binds[0].edition);
	assert_string_equal(s.binds[1].edition, "2019");
	assert_string_equal(s.binds[1].codes[0].code, "x");
	assert_string_equal(s.binds[1].all, "y");
	report_spec_release(&s);
}

#define FIGURE(rule)                                                                               \
	"{\"title\":\"t\",\"records\":{\"cases\":{\"pipeline\":\"p\"}},\"figures\":["              \
	"{\"name\":\"a\",\"label\":\"l\"," rule "}]}"

static void a_number_has_one_rule(void **state)
{
	(void)state;
	refuses(FIGURE("\"count\":\"cases\",\"figure\":\"b\""), "exactly one of");
	refuses(FIGURE("\"unit\":\"件\""), "exactly one of");
}

static void an_undeclared_record_set_is_named_with_the_nearest(void **state)
{
	(void)state;
	refuses(FIGURE("\"count\":\"case\""), "did you mean \"cases\"?");
}

static void an_unknown_key_is_refused(void **state)
{
	(void)state;
	refuses(FIGURE("\"count\":\"cases\",\"wher\":[]"), "wher");
	refuses("{\"title\":\"t\",\"entered\":[{\"name\":\"a\",\"label\":\"l\",\"type\":\"count\","
		"\"from\":\"2019\"}]}",
		"what is required");
	refuses("{\"title\":\"t\",\"entered\":[{\"name\":\"a\",\"label\":\"l\",\"type\":\"count\","
		"\"required\":true,\"from\":\"once\"}]}",
		"must be a period");
	refuses("{\"title\":\"t\",\"table\":{}}", "table");
}

static void two_figures_of_one_name_are_refused(void **state)
{
	(void)state;
	refuses("{\"title\":\"t\",\"entered\":[{\"name\":\"a\",\"label\":\"l\",\"type\":\"count\"}]"
		","
		"\"figures\":[{\"name\":\"a\",\"label\":\"l\",\"missing\":\"m\"}]}",
		"two figures");
}

static void rows_are_parted_only_where_rows_are_counted(void **state)
{
	(void)state;
	refuses("{\"title\":\"t\",\"tables\":{\"表\":[{\"row\":\"r\",\"missing\":\"m\",\"by\":"
		"{\"column\":\"c\",\"to\":{}}}]}}",
		"goes with count");
}

static void a_cell_without_a_rule_is_refused(void **state)
{
	(void)state;
	refuses("{\"title\":\"t\",\"tables\":{\"表\":[{\"cell\":\"行/列\"}]}}", "exactly one of");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_of_rule_is_read),
		cmocka_unit_test(a_number_has_one_rule),
		cmocka_unit_test(an_undeclared_record_set_is_named_with_the_nearest),
		cmocka_unit_test(an_unknown_key_is_refused),
		cmocka_unit_test(two_figures_of_one_name_are_refused),
		cmocka_unit_test(rows_are_parted_only_where_rows_are_counted),
		cmocka_unit_test(a_cell_without_a_rule_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
