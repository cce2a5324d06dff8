/* Names: what is left is the surname, whatever the name is written with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "mask/person_name.h"

static void masked(const char *name, const char *wanted)
{
	struct buf b = BUF_INIT;

	person_name_mask(str_of(name), &b);
	assert_string_equal(b.p, wanted);
	buf_release(&b);
}

static void the_surname_stays(void **state)
{
	(void)state;
	masked("王小明", "王**");
	masked("李明", "李*");
	masked("陈林小美", "陈***");
}

static void a_compound_surname_is_one(void **state)
{
	(void)state;
	masked("欧阳小明", "欧阳**");
	masked("歐陽小明", "歐陽**");
	masked("司马明", "司马*");
	masked("诸葛小明", "诸葛**");
}

static void two_characters_hide_the_second(void **state)
{
	(void)state;
	masked("欧阳", "欧*");
	masked("上官", "上*");
}

static void one_character_is_hidden_whole(void **state)
{
	(void)state;
	masked("李", "*");
	masked("𠮷", "*");
	masked("", "");
	masked("  ", "");
}

static void a_rare_character_is_one(void **state)
{
	(void)state;
	masked("𠮷小明", "𠮷**");	     /* U+20BB7 */
	masked("王𬭚𫖮", "王**");	     /* U+2CB5A, U+2B5AE */
	masked("王\xf0\xb0\xbb\x9e", "王*"); /* U+30EDE */
	masked("王\xee\x80\x80", "王*");     /* U+E000, where a system drew its own */
}

static void what_is_joined_to_a_character_is_no_other(void **state)
{
	(void)state;
	masked("葛\xf3\xa0\x84\x80小明", "葛\xf3\xa0\x84\x80**"); /* U+E0100 */
	masked("王小\xef\xb8\x80明", "王**");			  /* U+FE00 */
	masked("e\xcc\x81lan vital", "e\xcc\x81********");	  /* U+0301 */
}

static void a_middle_dot_leaves_the_first_character(void **state)
{
	(void)state;
	masked("买买提·吐尔逊", "买******");
	masked("买买提•吐尔逊", "买******");
	masked("买买提・吐尔逊", "买******");
	masked("欧阳·娜娜", "欧****");
	masked("𠮷·买买提", "𠮷****");
}

static void other_scripts_leave_the_first_character(void **state)
{
	(void)state;
	masked("John Smith", "J********");
	masked("王小明(已故)", "王******");
	masked("350524194912310013", "3*****************");
}

static void blanks_are_not_there(void **state)
{
	(void)state;
	masked("王　明", "王*");
	masked(" 王 小\xe2\x80\x8b明\t", "王**");
	masked("欧 阳 小 明", "欧阳**");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_surname_stays),
		cmocka_unit_test(a_compound_surname_is_one),
		cmocka_unit_test(two_characters_hide_the_second),
		cmocka_unit_test(one_character_is_hidden_whole),
		cmocka_unit_test(a_rare_character_is_one),
		cmocka_unit_test(what_is_joined_to_a_character_is_no_other),
		cmocka_unit_test(a_middle_dot_leaves_the_first_character),
		cmocka_unit_test(other_scripts_leave_the_first_character),
		cmocka_unit_test(blanks_are_not_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
