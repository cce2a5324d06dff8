/* What is said of a report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include <string.h>

#include "report/check/verdict.h"

/* A file may hold what would clear the screen, turn the line round or forge a finding. */
static void a_finding_is_one_plain_line(void **state)
{
	struct verdicts v = { 0 };
	struct buf b = BUF_INIT;

	(void)state;
	verdicts_add(&v, SEVERITY_ERROR, "R5", "k", "表三", "x", NULL, "“%s”应为数字",
		     "\x1b[2J\xe2\x80\xae甲\n错误 R1");
	verdicts_text(&v, &b);
	assert_string_equal(b.p, "错误 R5 表三：“ [2J 甲 错误 R1”应为数字\n"
				 "错误1项，提示0项，待答0项\n");
	buf_release(&b);
	verdicts_release(&v);
}

static void what_is_open_comes_first_then_errors(void **state)
{
	struct verdicts v = { 0 };
	struct buf b = BUF_INIT;

	(void)state;
	verdicts_add(&v, SEVERITY_OPEN, "c", "", NULL, NULL, NULL, "3");
	verdicts_add(&v, SEVERITY_REMARK, "b", "", NULL, NULL, NULL, "2");
	verdicts_add(&v, SEVERITY_ERROR, "a", "", NULL, NULL, NULL, "1");
	verdicts_sort(&v);
	verdicts_text(&v, &b);
	assert_string_equal(b.p, "待答 c 3\n错误 a 1\n提示 b 2\n错误1项，提示1项，待答1项\n");
	buf_release(&b);
	verdicts_release(&v);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_finding_is_one_plain_line),
		cmocka_unit_test(what_is_open_comes_first_then_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
