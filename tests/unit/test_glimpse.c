/* What the treatment of a column lets everybody see. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka wants the four above first */
#include <cmocka.h>

#include "core/glimpse.h"

static const struct reg_column id_no = {
	.name = "id_no", .label = "公民身份号码", .type = FIELD_UTF8, .class = REG_DIRECT
};
static const struct reg_column name = {
	.name = "name", .label = "姓名", .type = FIELD_UTF8, .class = REG_DIRECT
};
static const struct reg_column phone = {
	.name = "phone", .label = "手机号码", .type = FIELD_UTF8, .class = REG_DIRECT
};
static const struct reg_column birth = {
	.name = "birth", .label = "出生日期", .type = FIELD_DATE, .class = REG_QUASI
};
static const struct reg_column sex = {
	.name = "sex", .label = "性别", .type = FIELD_DICT, .class = REG_QUASI
};
static const struct reg_column day = {
	.name = "pay_day", .label = "发放日期", .type = FIELD_DATE, .class = REG_PLAIN
};

static bool look(const struct reg_column *column, const char *rule, struct glimpse *s)
{
	struct err err = ERR_INIT;
	struct json_doc *doc;
	bool seen;

	if (json_parse("rule", str_of(rule), &doc, &err) < 0)
		fail_msg("%s", err.msg);
	seen = glimpse_of(column, column->codes != NULL, json_root(doc), s);
	json_free(doc);
	return seen;
}

/* The text of what is seen, and that it comes back from the ledger as it was. */
static void sees(const struct reg_column *column, const char *rule, const char *text)
{
	struct glimpse s, again;

	assert_true(look(column, rule, &s));
	assert_string_equal(s.text, text);
	assert_true(glimpse_parse(s.text, &again));
	assert_int_equal(again.kind, s.kind);
	assert_int_equal(again.first, s.first);
	assert_int_equal(again.last, s.last);
	assert_int_equal(again.days, s.days);
	glimpse_release(&again);
	glimpse_release(&s);
}

static void sees_nothing(const struct reg_column *column, const char *rule)
{
	struct glimpse s;

	assert_false(look(column, rule, &s));
	assert_null(s.text);
}

static void mask_leaves_both_ends(void **state)
{
	(void)state;
	sees(&id_no, "{\"treatment\":\"mask\",\"keep_first\":6,\"keep_last\":4}",
	     "identity first=6 last=4");
	sees(&phone, "{\"treatment\":\"mask\",\"keep_first\":3,\"keep_last\":0}",
	     "mobile first=3 last=0");
}

static void name_leaves_its_first_character(void **state)
{
	(void)state;
	sees(&name, "{\"treatment\":\"name\"}", "name first=1 last=0");
}

static void mask_that_keeps_nothing_shows_nothing(void **state)
{
	(void)state;
	sees_nothing(&id_no, "{\"treatment\":\"mask\",\"keep_first\":0,\"keep_last\":0}");
}

static void what_is_gone_or_a_pseudonym_is_in_nobodys_sight(void **state)
{
	(void)state;
	sees_nothing(&id_no, "{\"treatment\":\"pseudonym\"}");
	sees_nothing(&name, "{\"treatment\":\"drop\"}");
	sees_nothing(&birth, "{\"treatment\":\"drop\"}");
	sees_nothing(&id_no, "{}");
}

static void institutions_are_no_persons(void **state)
{
	(void)state;
	sees_nothing(&phone, "{\"treatment\":\"mask\",\"keep_first\":3,\"keep_last\":0,"
			     "\"where\":\"institution\"}");
	sees_nothing(&id_no, "{\"treatment\":\"institution\"}");
}

static void date_of_birth_is_known_to_the_treatments_days(void **state)
{
	(void)state;
	sees(&birth, "{\"treatment\":\"year\"}", "birth days=365");
	sees(&birth, "{\"treatment\":\"month\"}", "birth days=31");
	sees(&birth, "{\"treatment\":\"keep\"}", "birth days=1");
}

static void narrowest_age_band_with_two_ends_counts(void **state)
{
	(void)state;
	sees(&birth, "{\"treatment\":\"age-band\",\"at\":\"2026-10-31\",\"bands\":[0,7,18,20,60]}",
	     "birth days=730 at=2026-10-31 bands=0,7,18,20,60");
	sees(&birth, "{\"treatment\":\"age-band\",\"at\":\"2026-10-31\",\"bands\":[60]}",
	     "birth days=36525 at=2026-10-31 bands=60");
}

static void other_dates_are_no_births(void **state)
{
	(void)state;
	sees_nothing(&day, "{\"treatment\":\"month\"}");
	sees_nothing(&(struct reg_column){ .name = "birthplace",
					   .label = "出生地",
					   .type = FIELD_UTF8,
					   .class = REG_QUASI },
		     "{\"treatment\":\"keep\"}");
}

/* Of 19491231 and of 1949-12-31. */
static void a_birth_as_text_is_a_birth(void **state)
{
	static const struct reg_column text = {
		.name = "csrq", .label = "出生日期", .type = FIELD_UTF8, .class = REG_QUASI
	};

	(void)state;
	sees(&text, "{\"treatment\":\"keep\"}", "birth days=1");
	sees(&text, "{\"treatment\":\"map\",\"codes\":{},\"other\":\"X\"}", "birth days=1");
	sees(&text, "{\"treatment\":\"mask\",\"keep_first\":4,\"keep_last\":0}", "birth days=365");
	sees(&text, "{\"treatment\":\"mask\",\"keep_first\":6,\"keep_last\":0}", "birth days=31");
	sees(&text, "{\"treatment\":\"mask\",\"keep_first\":0,\"keep_last\":4}", "birth days=100");
}

static void an_age_is_no_year_of_the_calendar(void **state)
{
	static const struct reg_column age = {
		.name = "age", .label = "年龄", .type = FIELD_DICT, .class = REG_QUASI
	};

	(void)state;
	sees(&age, "{\"treatment\":\"keep\"}", "birth days=366");
	sees(&age, "{\"treatment\":\"round\",\"to\":\"10\"}", "birth days=3652 to=10");
	sees(&birth, "{\"treatment\":\"age-band\",\"at\":\"2026-10-31\",\"bands\":[0,1,2]}",
	     "birth days=366 at=2026-10-31 bands=0,1,2");
}

static void what_may_be_an_identity_number_counts_as_one(void **state)
{
	static const struct reg_column disputed = {
		.name = "phone", .label = "身份证号", .type = FIELD_UTF8, .class = REG_QUASI
	};
	static const struct reg_column unknown = {
		.name = "c17", .label = "其他", .type = FIELD_UTF8, .class = REG_DIRECT
	};

	(void)state;
	sees(&disputed, "{\"treatment\":\"mask\",\"keep_first\":3,\"keep_last\":0}",
	     "identity first=3 last=0");
	sees(&unknown, "{\"treatment\":\"mask\",\"keep_first\":3,\"keep_last\":0}",
	     "number first=3 last=0");
}

static void a_mask_without_end_can_be_read_back(void **state)
{
	(void)state;
	sees(&id_no, "{\"treatment\":\"mask\",\"keep_first\":99999999999,\"keep_last\":-1}",
	     "identity first=9999 last=0");
}

static void sex_is_in_sight_whatever_is_done_to_its_codes(void **state)
{
	(void)state;
	sees(&sex, "{\"treatment\":\"keep\"}", "sex");
	sees(&sex, "{\"treatment\":\"map\",\"codes\":{},\"other\":\"X\"}", "sex");
}

static void text_that_is_no_sight_is_refused(void **state)
{
	static const char *const texts[] = {
		"",	 "identity",	       "identity first=6",    "birth days=0",
		"birth", "sex first=1 last=0", "iris first=1 last=1", NULL
	};
	struct glimpse s;
	size_t i;

	(void)state;
	for (i = 0; texts[i]; i++)
		assert_false(glimpse_parse(texts[i], &s));
}

static void disability_card_has_the_identity_number_in_it(void **state)
{
	struct glimpse s;
	struct id_sight id;

	(void)state;
	assert_true(glimpse_parse("disability-card first=6 last=4", &s));
	id = glimpse_sight(&s);
	assert_true(id.at[5] && !id.at[6]);
	assert_true(id.at[16] && id.at[17] && !id.at[15]);
	glimpse_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mask_leaves_both_ends),
		cmocka_unit_test(name_leaves_its_first_character),
		cmocka_unit_test(mask_that_keeps_nothing_shows_nothing),
		cmocka_unit_test(what_is_gone_or_a_pseudonym_is_in_nobodys_sight),
		cmocka_unit_test(institutions_are_no_persons),
		cmocka_unit_test(date_of_birth_is_known_to_the_treatments_days),
		cmocka_unit_test(narrowest_age_band_with_two_ends_counts),
		cmocka_unit_test(other_dates_are_no_births),
		cmocka_unit_test(a_birth_as_text_is_a_birth),
		cmocka_unit_test(an_age_is_no_year_of_the_calendar),
		cmocka_unit_test(what_may_be_an_identity_number_counts_as_one),
		cmocka_unit_test(a_mask_without_end_can_be_read_back),
		cmocka_unit_test(sex_is_in_sight_whatever_is_done_to_its_codes),
		cmocka_unit_test(text_that_is_no_sight_is_refused),
		cmocka_unit_test(disability_card_has_the_identity_number_in_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
