#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/codes.h"
#include "core/date.h"
#include "scratch.h"

#define HEADER "code,name,parent,level,from,to,note\n"

static int load(const char *text, struct codes *c, struct err *err)
{
	char *dir = scratch_new(), *path = scratch_put(dir, "x.csv", text), *at;
	int ret = codes_load(path, "x", c, err);

	if (ret < 0) { /* the folder's name is not the same twice */
		at = strstr(err->msg, "x.csv");
		assert_non_null(at);
		memmove(err->msg, at, strlen(at) + 1);
	}
	free(path);
	scratch_remove(dir);
	return ret;
}

static void must_load(const char *text, struct codes *c)
{
	struct err err = ERR_INIT;

	if (load(text, c, &err) < 0)
		fail_msg("%s", err.msg);
}

static void refuse(const char *text, const char *message)
{
	struct codes c;
	struct err err = ERR_INIT;

	if (load(text, &c, &err) == 0)
		fail_msg("accepted: %s", text);
	assert_int_equal(err.kind, ERR_CONFIG);
	assert_string_equal(err.msg, message);
}

static int find(const struct codes *c, const char *code, int32_t day)
{
	return codes_find(c, str_of(code), day);
}

/* 永丰镇 was 02 until 2019, then belongs to another county under the same code. */
static const char divisions[] = HEADER
	"35,福建省,,province,,,\n"
	"0201,永丰镇,02,town,,2019-12-31,moved\n"
	"02,\"安溪县\",35,county,,,\"a \"\"note\"\", with\ntwo lines\"\n"
	"03,永春县,35,county,,,\n"
	"0201,永丰镇,03,town,2020-01-01,,\n"
	"0301,桃城镇,03,town,,,\n";

static void a_list_keeps_the_order_of_its_file(void **state)
{
	struct codes c;

	(void)state;
	must_load(divisions, &c);
	assert_int_equal(c.n, 6);
	assert_string_equal(c.name, "x");
	assert_string_equal(c.items[0].name, "福建省");
	assert_int_equal(c.items[0].parent, -1);
	assert_int_equal(c.items[0].from, INT32_MIN);
	assert_int_equal(c.items[0].to, INT32_MAX);
	assert_string_equal(c.items[2].name, "安溪县");
	assert_int_equal(c.items[1].parent, 2);
	assert_int_equal(c.items[4].parent, 3);
	assert_int_equal(c.items[4].from, date_from_civil(2020, 1, 1));
	codes_release(&c);
}

static void a_code_is_found_by_its_day(void **state)
{
	struct codes c;

	(void)state;
	must_load(divisions, &c);
	assert_int_equal(find(&c, "0201", date_from_civil(2019, 12, 31)), 1);
	assert_int_equal(find(&c, "0201", date_from_civil(2020, 1, 1)), 4);
	assert_int_equal(find(&c, "03", 0), 3);
	assert_int_equal(find(&c, "04", 0), -1);
	assert_int_equal(find(&c, "", 0), -1);
	assert_int_equal(find(&c, "020", 0), -1);
	codes_release(&c);
	must_load(HEADER "a,A,,x,2001-01-01,2001-12-31,\na,B,,x,2003-01-01,2003-12-31,\n", &c);
	assert_int_equal(find(&c, "a", date_from_civil(2001, 5, 5)), 0);
	assert_int_equal(find(&c, "a", date_from_civil(2002, 5, 5)), 1);
	assert_int_equal(find(&c, "a", 0), 1);
	codes_release(&c);
}

static void the_hierarchy_leads_up(void **state)
{
	struct codes c;

	(void)state;
	must_load(divisions, &c);
	assert_int_equal(codes_up(&c, 4, "county"), 3);
	assert_int_equal(codes_up(&c, 4, "town"), 4);
	assert_int_equal(codes_up(&c, 4, "province"), 0);
	assert_int_equal(codes_up(&c, 3, "town"), -1);
	assert_int_equal(codes_up(&c, 4, "village"), -1);
	assert_int_equal(codes_depth(&c, 0), 0);
	assert_int_equal(codes_depth(&c, 5), 2);
	assert_true(codes_has_level(&c, "town"));
	assert_false(codes_has_level(&c, "village"));
	assert_true(codes_is_under(&c, 1, STR("02")));
	assert_false(codes_is_under(&c, 4, STR("02")));
	assert_true(codes_is_under(&c, 4, STR("0201")));
	assert_false(codes_is_under(&c, 3, STR("0301")));
	codes_release(&c);
}

static void ends_of_lines_and_empty_lines_do_not_matter(void **state)
{
	struct codes c;

	(void)state;
	must_load("code,name,parent,level,from,to,note\r\na,A,,x,,,\r\n\r\nb, B ,a,y,,,n", &c);
	assert_int_equal(c.n, 2);
	assert_string_equal(c.items[1].name, " B ");
	assert_string_equal(c.items[0].level, "x");
	codes_release(&c);
	must_load(HEADER, &c);
	assert_int_equal(c.n, 0);
	assert_int_equal(find(&c, "a", 0), -1);
	codes_release(&c);
}

static void a_wrong_text_is_refused(void **state)
{
	(void)state;
	refuse("", "x.csv:1: the file is empty");
	refuse("code,name,parent,level,from,to\n", "x.csv:1: the row has fewer than 7 cells");
	refuse("code,name,parent,level,from,until,note\n",
	       "x.csv:1: the header must be code,name,parent,level,from,to,note");
	refuse("\xEF\xBB\xBF" HEADER, "x.csv:1: the file begins with a byte order mark");
	refuse(HEADER "a,\xFF,,x,,,\n", "x.csv:1: the text is not UTF-8");
	refuse(HEADER "a,A,,x,,\n", "x.csv:2: the row has fewer than 7 cells");
	refuse(HEADER "a,A,,x,,,\nb,B,,x,,,,\n", "x.csv:3: the row has more than 7 cells");
	refuse(HEADER "a,\"A\"B,,x,,,\n", "x.csv:2: a quote stands where none may be");
	refuse(HEADER "a,A,,x,,,\"\n", "x.csv:2: the last quoted cell does not end");
}

static void a_wrong_row_is_refused(void **state)
{
	(void)state;
	refuse(HEADER "a b,A,,x,,,\n",
	       "x.csv:2: a code is made of letters, digits, \"_\", \".\" and "
	       "\"-\", not \"a b\"");
	refuse(HEADER ",A,,x,,,\n", "x.csv:2: a code is made of letters, digits, \"_\", \".\" and "
				    "\"-\", not \"\"");
	refuse(HEADER "a,,,x,,,\n", "x.csv:2: the code a has no name");
	refuse(HEADER "a,A,,,,,\n", "x.csv:2: the code a has no level");
	refuse(HEADER "a,A,,x,2020-2-1,,\n",
	       "x.csv:2: \"2020-2-1\" in column from is not a date YYYY-MM-DD");
	refuse(HEADER "a,A,,x,,2020-02-30,\n",
	       "x.csv:2: \"2020-02-30\" in column to is not a date YYYY-MM-DD");
	refuse(HEADER "a,A,,x,2020-02-02,2020-02-01,\n",
	       "x.csv:2: the code a ends before it begins");
}

static void a_list_must_hang_together(void **state)
{
	(void)state;
	refuse(HEADER "a,A,,x,,,\nb,B,c,y,,,\n",
	       "x.csv:3: the parent \"c\" of the code b is not in the list");
	refuse(HEADER "a,A,a,x,,,\n", "x.csv:2: the code a is its own ancestor");
	refuse(HEADER "t,T,,x,,,\na,A,b,x,,,\nb,B,c,x,,,\nc,C,a,x,,,\n",
	       "x.csv:3: the code a is its own ancestor");
	refuse(HEADER "a,A,,x,,,\nb,B,,x,,,\na,C,,x,,,\n",
	       "x.csv:4: the code a stands in line 2 for the same days");
	refuse(HEADER "a,A,,x,,2020-01-01,\na,B,,x,2020-01-01,,\n",
	       "x.csv:3: the code a stands in line 2 for the same days");
}

static void many_codes_are_all_found(void **state)
{
	struct buf text = BUF_INIT;
	struct codes c;
	char code[16];

	(void)state;
	buf_puts(&text, HEADER);
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "%d,N%d,%s,%s,,,\n", i, i, i ? "0" : "", i ? "b" : "a");
	must_load(text.p, &c);
	for (int i = 0; i < 20000; i++) {
		snprintf(code, sizeof(code), "%d", i);
		assert_int_equal(find(&c, code, 0), i);
		assert_int_equal(c.items[i].parent, i ? 0 : -1);
	}
	assert_int_equal(find(&c, "20000", 0), -1);
	codes_release(&c);
	buf_release(&text);
}

static void a_missing_file_is_a_wrong_configuration(void **state)
{
	struct codes c;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(codes_load("none/x.csv", "x", &c, &err), -1);
	assert_int_equal(err.kind, ERR_CONFIG);
	codes_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_keeps_the_order_of_its_file),
		cmocka_unit_test(a_code_is_found_by_its_day),
		cmocka_unit_test(the_hierarchy_leads_up),
		cmocka_unit_test(ends_of_lines_and_empty_lines_do_not_matter),
		cmocka_unit_test(a_wrong_text_is_refused),
		cmocka_unit_test(a_wrong_row_is_refused),
		cmocka_unit_test(a_list_must_hang_together),
		cmocka_unit_test(many_codes_are_all_found),
		cmocka_unit_test(a_missing_file_is_a_wrong_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
