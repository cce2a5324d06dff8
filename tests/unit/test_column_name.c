/* column_name: what the names of columns say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/column_name.h"

struct known {
	const char *name;
	enum pii_kind kind;
	enum reg_class class;
};

#define NONE PII_NKINDS

static void check(const struct known *k, size_t n)
{
	struct column_guess g;
	size_t i;

	for (i = 0; i < n; i++) {
		g = column_name_guess(k[i].name);
		if (!g.known || g.kind != k[i].kind || g.class != k[i].class)
			fail_msg("%s: kind %s, class %s", k[i].name, pii_kind_name(g.kind),
				 reg_class_name(g.class));
		assert_true(g.label[0] != '\0' && g.because[0] != '\0');
	}
}

#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

/* A relief system of 2014, as its designers named it. */
static const struct known old_system[] = {
	{ "businesstype", NONE, REG_SENSITIVE },
	{ "division", NONE, REG_QUASI },
	{ "owername", PII_NAME, REG_DIRECT },
	{ "owerid", PII_CITIZEN_ID, REG_DIRECT },
	{ "accountaddress", PII_ADDRESS, REG_DIRECT },
	{ "realaddress", PII_ADDRESS, REG_DIRECT },
	{ "telnum", PII_MOBILE, REG_DIRECT },
	{ "bank", NONE, REG_QUASI },
	{ "bankower", PII_NAME, REG_DIRECT },
	{ "bankid", PII_BANK_CARD, REG_DIRECT },
	{ "households", NONE, REG_QUASI },
	{ "familynum", NONE, REG_QUASI },
	{ "enjoyednum", NONE, REG_QUASI },
	{ "totalhelpmoney", NONE, REG_SENSITIVE },
	{ "disabledmoney", NONE, REG_SENSITIVE },
	{ "thistimedisbursement", NONE, REG_SENSITIVE },
	{ "poorstandard", NONE, REG_SENSITIVE },
	{ "helpbgtime", NONE, REG_QUASI },
	{ "processstatus", NONE, REG_PLAIN },
	{ "processstatustype", NONE, REG_PLAIN },
	{ "helpreason", NONE, REG_SENSITIVE },
	{ "villageopinion", NONE, REG_SENSITIVE },
	{ "townopinion", NONE, REG_SENSITIVE },
	{ "civilopinion", NONE, REG_SENSITIVE },
	{ "hospitalname", NONE, REG_SENSITIVE },
	{ "illnessname", NONE, REG_SENSITIVE },
	{ "schoolenrollment", NONE, REG_QUASI },
	{ "ticketnumber", PII_CERTIFICATE, REG_DIRECT },
	{ "mapguid", PII_GPS, REG_DIRECT },
	{ "businessid", NONE, REG_DIRECT },
	{ "name", PII_NAME, REG_DIRECT },
	{ "personid", PII_CITIZEN_ID, REG_DIRECT },
	{ "birthday", NONE, REG_QUASI },
	{ "sex", NONE, REG_QUASI },
	{ "relationship", NONE, REG_QUASI },
	{ "persontype", NONE, REG_SENSITIVE },
	{ "bodystatus", NONE, REG_SENSITIVE },
	{ "disabledtype", NONE, REG_SENSITIVE },
	{ "disabledlevel", NONE, REG_SENSITIVE },
	{ "disablenum", PII_DISABILITY_CARD, REG_DIRECT },
	{ "maritalstatus", NONE, REG_SENSITIVE },
	{ "political", NONE, REG_SENSITIVE },
	{ "education", NONE, REG_QUASI },
	{ "medicalnum", PII_CERTIFICATE, REG_DIRECT },
	{ "isenjoyed", NONE, REG_SENSITIVE },
	{ "bgdate", NONE, REG_QUASI },
	{ "eddate", NONE, REG_QUASI },
	{ "grantdate", NONE, REG_QUASI },
	{ "adjustmoney", NONE, REG_SENSITIVE },
	{ "icomemonth", NONE, REG_SENSITIVE },
};

/* Another vendor's, in capitals. */
static const struct known capitals[] = {
	{ "FAMILY_ID", NONE, REG_DIRECT },
	{ "DOMICILE_NAME", PII_ADDRESS, REG_DIRECT },
	{ "FAMILY_NAME", PII_NAME, REG_DIRECT },
	{ "FAMILY_CARD_NO", PII_CITIZEN_ID, REG_DIRECT },
	{ "CARD_NO", PII_CERTIFICATE, REG_DIRECT },
	{ "BEGIN_DATE", NONE, REG_QUASI },
	{ "BANK", NONE, REG_QUASI },
	{ "ACCOUNT_NAME", PII_NAME, REG_DIRECT },
	{ "ACCOUNT_NUMBER", PII_BANK_CARD, REG_DIRECT },
	{ "ASSISTANCE_TYPE", NONE, REG_SENSITIVE },
};

/* Pinyin, its initials, Chinese, and their mixtures with English. */
static const struct known pinyin[] = {
	{ "sfzh", PII_CITIZEN_ID, REG_DIRECT },
	{ "sfzmhm", PII_CITIZEN_ID, REG_DIRECT },
	{ "GMSFHM", PII_CITIZEN_ID, REG_DIRECT },
	{ "shenfenzhenghao", PII_CITIZEN_ID, REG_DIRECT },
	{ "sqrSfzh", PII_CITIZEN_ID, REG_DIRECT },
	{ "hz_sfzh", PII_CITIZEN_ID, REG_DIRECT },
	{ "sfzh_po", PII_CITIZEN_ID, REG_DIRECT },
	{ "ownerIdCard", PII_CITIZEN_ID, REG_DIRECT },
	{ "id_card_no", PII_CITIZEN_ID, REG_DIRECT },
	{ "memberIDNo", PII_CITIZEN_ID, REG_DIRECT },
	{ "xm", PII_NAME, REG_DIRECT },
	{ "hzxm", PII_NAME, REG_DIRECT },
	{ "jtcy_xm", PII_NAME, REG_DIRECT },
	{ "xingming", PII_NAME, REG_DIRECT },
	{ "fddbr", PII_NAME, REG_DIRECT },
	{ "csrq", NONE, REG_QUASI },
	{ "xb", NONE, REG_QUASI },
	{ "lxdh", PII_MOBILE, REG_DIRECT },
	{ "sjhm", PII_MOBILE, REG_DIRECT },
	{ "phone2", PII_MOBILE, REG_DIRECT },
	{ "jhr_lxdh_1", PII_MOBILE, REG_DIRECT },
	{ "jtzz", PII_ADDRESS, REG_DIRECT },
	{ "hjdz", PII_ADDRESS, REG_DIRECT },
	{ "yhzh", PII_BANK_CARD, REG_DIRECT },
	{ "yhkh", PII_BANK_CARD, REG_DIRECT },
	{ "khh", NONE, REG_QUASI },
	{ "cjzh", PII_DISABILITY_CARD, REG_DIRECT },
	{ "dbzh", PII_CERTIFICATE, REG_DIRECT },
	{ "tyshxydm", PII_USCC, REG_PLAIN },
	{ "zzjgdm", PII_ORG_CODE, REG_PLAIN },
	{ "cph", PII_PLATE, REG_DIRECT },
	{ "e_mail", PII_EMAIL, REG_DIRECT },
	{ "身份证号码", PII_CITIZEN_ID, REG_DIRECT },
	{ "户主身份证", PII_CITIZEN_ID, REG_DIRECT },
	{ "户主姓名", PII_NAME, REG_DIRECT },
	{ "联系人电话", PII_MOBILE, REG_DIRECT },
	{ "家庭住址", PII_ADDRESS, REG_DIRECT },
	{ "残疾人证号", PII_DISABILITY_CARD, REG_DIRECT },
	{ "开户银行", NONE, REG_QUASI },
	{ "银行卡号", PII_BANK_CARD, REG_DIRECT },
	{ "统一社会信用代码", PII_USCC, REG_PLAIN },
	{ "家庭年收入（元）", NONE, REG_SENSITIVE },
	{ "备注", NONE, REG_SENSITIVE },
};

static void the_old_system_is_understood(void **state)
{
	(void)state;
	CHECK(old_system);
	CHECK(capitals);
}

static void pinyin_and_chinese_are_understood(void **state)
{
	(void)state;
	CHECK(pinyin);
}

static void weak_words_say_nothing_as_a_part(void **state)
{
	static const char *const names[] = { "file_name", "product_name", "foo",  "",
					     "x",	  "pagecount",	  "___",  "2024",
					     "colour",	  "ratio",	  "甲乙", "\xff\xfe" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct column_guess g = column_name_guess(names[i]);

		if (g.known)
			fail_msg("%s is taken for %s", names[i], g.label);
		assert_int_equal(g.kind, PII_NKINDS);
	}
}

static void a_name_of_any_length_is_read(void **state)
{
	char name[1000];
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(name); n++) {
		memset(name, n % 3 == 0 ? 'a' : n % 3 == 1 ? 'A' : '\xe5', n);
		name[n] = '\0';
		column_name_guess(name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_old_system_is_understood),
		cmocka_unit_test(pinyin_and_chinese_are_understood),
		cmocka_unit_test(weak_words_say_nothing_as_a_part),
		cmocka_unit_test(a_name_of_any_length_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
