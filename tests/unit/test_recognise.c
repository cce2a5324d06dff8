/* recognise: each kind, with its grade, and what is none of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pii_collect.h"

static struct recogniser *recogniser;

/* The text between 〈 and 〉 is the hit; without them the whole is. */
struct sample {
	const char *text;
	enum pii_kind kind;
	enum pii_grade grade;
};

static void check_sample(const struct sample *k)
{
	static const char open[] = "〈", close[] = "〉";
	const char *a = strstr(k->text, open), *b = strstr(k->text, close);
	struct buf text = BUF_INIT;
	size_t from = 0, to;
	struct collected c;
	const struct pii_hit *hit;

	if (a == NULL) {
		buf_puts(&text, k->text);
		to = text.n;
	} else {
		buf_add(&text, k->text, (size_t)(a - k->text));
		from = text.n;
		buf_add(&text, a + strlen(open), (size_t)(b - a) - strlen(open));
		to = text.n;
		buf_puts(&text, b + strlen(close));
	}
	c = collect_all(recogniser, text.p, text.n);
	hit = collected_kind(&c, k->kind);
	if (hit == NULL)
		fail_msg("%s: no %s", k->text, pii_kind_name(k->kind));
	else if (hit->grade != k->grade || hit->from != from || hit->to != to)
		fail_msg("%s: %s at %zu to %zu", k->text, pii_grade_name(hit->grade), hit->from,
			 hit->to);
	buf_release(&text);
}

static void check_samples(const struct sample *k, size_t n)
{
	while (n-- > 0)
		check_sample(k++);
}

#define CHECK(samples) check_samples(samples, sizeof(samples) / sizeof(*(samples)))

static void identity_numbers_in_every_dress(void **state)
{
	static const struct sample samples[] = {
		{ "11010519491231002X", PII_CITIZEN_ID, PII_VALID },
		{ "440524188001010014", PII_CITIZEN_ID, PII_VALID },
		{ "公民〈11010519491231002x〉的", PII_CITIZEN_ID, PII_VALID },
		{ "'〈11010519491231002X〉", PII_CITIZEN_ID, PII_VALID },
		{ "１１０１０５１９４９１２３１００２Ｘ", PII_CITIZEN_ID, PII_VALID },
		{ "110105 1949 1231 002X", PII_CITIZEN_ID, PII_VALID },
		{ "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X", PII_CITIZEN_ID, PII_VALID },
		{ "110105-19491231-002X", PII_CITIZEN_ID, PII_VALID },
		{ "110105/19491231/002X", PII_CITIZEN_ID, PII_VALID },
		{ "110105194912310021", PII_CITIZEN_ID, PII_PROBABLE },
		{ "911124198108030024", PII_RESIDENCE_PERMIT, PII_VALID },
		{ "990124198108030021", PII_RESIDENCE_PERMIT, PII_SHAPE },
		{ "110105194913310022", PII_CITIZEN_ID, PII_SHAPE },
		{ "110105491231002", PII_CITIZEN_ID, PII_PROBABLE },
		{ "110105991331002", PII_CITIZEN_ID, PII_SHAPE },
		{ "3.50524E+17", PII_CITIZEN_ID, PII_SHAPE },
		{ "3.50524e17", PII_CITIZEN_ID, PII_SHAPE },
		{ "3.50524199001E+17", PII_CITIZEN_ID, PII_PROBABLE },
		{ "3.50524480909E+14", PII_CITIZEN_ID, PII_PROBABLE },
		{ "sfz〈11010519491231002X〉.jpg", PII_CITIZEN_ID, PII_PROBABLE },
		{ "身份证号码：〈1101051949123〉", PII_CITIZEN_ID, PII_SHAPE },
		{ "810000199408230021", PII_RESIDENCE_PERMIT, PII_VALID },
		{ "830000199201300022", PII_RESIDENCE_PERMIT, PII_VALID },
		{ "11010519491231002X44", PII_DISABILITY_CARD, PII_VALID },
		{ "11010519491231002X44B1", PII_DISABILITY_CARD, PII_VALID },
		{ "11010519491231002X99", PII_DISABILITY_CARD, PII_PROBABLE },
	};

	(void)state;
	CHECK(samples);
}

static void numbers_of_organisations_phones_and_cards(void **state)
{
	static const struct sample samples[] = {
		{ "11120000000125735B", PII_USCC, PII_VALID },
		{ "〈11120000000125735B〉/2020-01628", PII_USCC, PII_VALID },
		{ "911522010783762860", PII_USCC, PII_VALID },
		{ "92340602MA2PBQAH7E", PII_USCC_PERSON, PII_VALID },
		{ "92340602MA2PBQAH7F", PII_USCC_PERSON, PII_PROBABLE },
		{ "12345678-8", PII_ORG_CODE, PII_VALID },
		{ "组织机构代码〈123456789〉", PII_ORG_CODE, PII_PROBABLE },
		{ "手机〈13812345678〉联系", PII_MOBILE, PII_VALID },
		{ "138-1234-5678", PII_MOBILE, PII_VALID },
		{ "138 1234 5678", PII_MOBILE, PII_VALID },
		{ "＋〈８６１３８１２３４５６７８〉", PII_MOBILE, PII_VALID },
		{ "+86 〈13812345678〉", PII_MOBILE, PII_VALID },
		{ "0086-138-1234-5678", PII_MOBILE, PII_VALID },
		{ "1440123456789", PII_MOBILE, PII_PROBABLE },
		{ "0595-23232323", PII_LANDLINE, PII_VALID },
		{ "（〈0595）23232323〉", PII_LANDLINE, PII_VALID },
		{ "(〈010)62345678〉", PII_LANDLINE, PII_VALID },
		{ "059523232323", PII_LANDLINE, PII_PROBABLE },
		{ "联系电话：〈23232323〉", PII_LANDLINE, PII_PROBABLE },
		{ "6217799905950000017", PII_BANK_CARD, PII_VALID },
		{ "6217 7999 0595 0000 017", PII_BANK_CARD, PII_VALID },
		{ "6217799905950000018", PII_BANK_CARD, PII_SHAPE },
		{ "6.2178E+18", PII_BANK_CARD, PII_SHAPE },
		{ "存折账号〈9070448890570〉", PII_ACCOUNT, PII_PROBABLE },
		{ "9070448890570463476697", PII_ACCOUNT, PII_SHAPE },
	};

	(void)state;
	CHECK(samples);
}

static void documents_by_shape_and_by_context(void **state)
{
	static const struct sample samples[] = {
		{ "E12345678", PII_PASSPORT, PII_SHAPE },
		{ "EA1234567", PII_PASSPORT, PII_SHAPE },
		{ "护照号码：〈E12345678〉", PII_PASSPORT, PII_PROBABLE },
		{ "C12345678", PII_TRAVEL_PERMIT, PII_SHAPE },
		{ "H1234567890", PII_TRAVEL_PERMIT, PII_SHAPE },
		{ "回乡证〈H12345678〉", PII_TRAVEL_PERMIT, PII_PROBABLE },
		{ "台胞证号 〈12345678〉", PII_TRAVEL_PERMIT, PII_PROBABLE },
		{ "J350524-2020-000123", PII_CERTIFICATE, PII_PROBABLE },
		{ "出生医学证明编号：〈U350123456〉", PII_CERTIFICATE, PII_PROBABLE },
		{ "低保证号：闽〈DB35052400000001〉", PII_CERTIFICATE, PII_PROBABLE },
		{ "京A12345", PII_PLATE, PII_VALID },
		{ "车牌〈闽AD12345〉的", PII_PLATE, PII_VALID },
		{ "粤B·1234学", PII_PLATE, PII_VALID },
	};

	(void)state;
	CHECK(samples);
}

static void networks_and_positions(void **state)
{
	static const struct sample samples[] = {
		{ "邮箱：〈zhang.san+a@mail.example.com〉。", PII_EMAIL, PII_VALID },
		{ "<〈a@b.cn〉>", PII_EMAIL, PII_VALID },
		{ "zhang＠example.com", PII_EMAIL, PII_VALID },
		{ "192.168.2.1", PII_IP, PII_VALID },
		{ "1.2.3.4", PII_IP, PII_SHAPE },
		{ "fe80::1", PII_IP, PII_VALID },
		{ "aa:bb:cc:dd:ee:f0", PII_MAC, PII_VALID },
		{ "AA-BB-CC-DD-EE-F0", PII_MAC, PII_VALID },
		{ "118.186123,25.056789", PII_GPS, PII_VALID },
		{ "[〈25.0567, 118.1861〉]", PII_GPS, PII_VALID },
		{ "经度：〈118.186123〉", PII_GPS, PII_PROBABLE },
		{ "24°12′34″N", PII_GPS, PII_PROBABLE },
	};

	(void)state;
	CHECK(samples);
}

static void names_by_context_by_characters_and_under_stars(void **state)
{
	static const struct sample samples[] = {
		{ "户主〈张三〉家庭共3人", PII_NAME, PII_PROBABLE },
		{ "户主姓名：〈濮鶢鶋〉", PII_NAME, PII_PROBABLE },
		{ "其妻〈雒氏〉患病", PII_NAME, PII_PROBABLE },
		{ "之子〈王小明〉在校", PII_NAME, PII_PROBABLE },
		{ "联系人: 〈诸葛志强〉", PII_NAME, PII_PROBABLE },
		{ "监护人为〈陈阿土〉", PII_NAME, PII_PROBABLE },
		{ "1,〈林志强〉,2", PII_NAME, PII_PROBABLE },
		{ "1,〈笪鹓鶵〉,2", PII_NAME, PII_SHAPE },
		{ "〈张军〉、2", PII_NAME, PII_SHAPE },
		{ "〈张军〉，男，汉族", PII_NAME, PII_PROBABLE },
		{ "〈𠮷鶺鴒〉", PII_NAME, PII_SHAPE },
		{ "〈欧阳小明〉", PII_NAME, PII_PROBABLE },
		{ "〈张　三〉，", PII_NAME, PII_SHAPE },
		{ "阿依古丽·吐尔逊江", PII_NAME, PII_PROBABLE },
		{ "买买提·鸜鹆", PII_NAME, PII_PROBABLE },
		{ "〈刘*〉与", PII_NAME, PII_PROBABLE },
		{ "丈夫〈陈**〉2010年", PII_NAME, PII_PROBABLE },
		{ "〈张*三〉，", PII_NAME, PII_PROBABLE },
		{ "（〈王某某〉）", PII_NAME, PII_SHAPE },
		{ "前夫〈笪某〉2010年", PII_NAME, PII_PROBABLE },
		{ "〈欧阳＊＊〉", PII_NAME, PII_PROBABLE },
	};

	(void)state;
	CHECK(samples);
}

static void addresses_by_the_number_of_a_house(void **state)
{
	static const struct sample samples[] = {
		{ "金丝雀巷1号", PII_ADDRESS, PII_PROBABLE },
		{ "福建省泉州市安溪县凤城镇下西社区金丝雀巷1号", PII_ADDRESS, PII_PROBABLE },
		{ "家住在〈凤城镇新安路12号3幢2单元501室〉。", PII_ADDRESS, PII_PROBABLE },
		{ "蓝溪村3组", PII_ADDRESS, PII_PROBABLE },
		{ "感德镇霞庭村５组４４号", PII_ADDRESS, PII_PROBABLE },
		{ "新安路十二号", PII_ADDRESS, PII_PROBABLE },
		{ "湖头镇新都社区402号", PII_ADDRESS, PII_SHAPE },
		{ "住址：〈安溪县凤城镇蓝溪村〉", PII_ADDRESS, PII_SHAPE },
	};

	(void)state;
	CHECK(samples);
}

static const char *const official[] = {
	"闽民〔2023〕12号",
	"第12号公告",
	"民发〔2016〕178号文",
	"2023年12月31日",
	"5月12号",
	"2023-11-05 18:49:25",
	"20231105184925",
	"救助金额1234567890.50元",
	"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	"350524100201",
	"350524000000,安溪县,county",
	"文件大小 1073741824 字节",
	"版本 1.2.3",
	"凤城镇",
	"蓝溪村",
	"凤城镇蓝溪村",
	"安溪县",
	"方案",
	"白色",
	"金额",
	"高龄津贴",
	"一张表",
	"城市低保,农村低保,合计",
	"全省,全市,平均",
	"安全生产",
	"元",
	"单位：万元",
	"张",
	"项目\t名称\t单位",
	"申请人应当向乡镇人民政府提出申请",
	"申请人及其家庭成员",
	"申请人户籍所在地",
	"户主信息",
	"联系人电话",
	"姓名、性别、年龄",
	"配偶及未成年子女",
	"父亲或者母亲",
	"监护人为民政局",
	"**说明**",
	"平均*",
	"长×宽×高",
	"sha256sum-1.2.3-4",
	"0.30000000000000004",
	"1699999999999",
	"36.5°C",
	"MyClass::toString",
	"12:30:45",
	"Ratio 1:2:3:4",
	"a@b",
	"@types/node",
	"新A股上市",
	"云计算2023年",
	"合同12号",
	"人/户·月",
	"铁观音",
	"12,345,678,901",
	"000000000000000000",
	"老人、孤儿、患者、居民可以向社区申请",
	"配偶和子女",
	"父亲、母亲均已死亡",
	"负责人签字",
	"孤儿基本生活保障",
	"学生资助",
	"村民小组组长",
	"法人和其他组织",
	"户籍所在地乡镇人民政府提出书面申请",
	"老人高龄津贴",
	"居民家庭经济状况",
	"县民政局会同财政、医疗保障等部门",
	"实施机构:安化县民政局",
	"国务院令第649号",
	"14530 13808 11539",
	"第3组",
	"会议室",
	"三组数据",
	"一号文件",
	"0.13812345678",
};

static void official_texts_hold_no_person(void **state)
{
	struct collected c;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(official) / sizeof(*official); i++) {
		c = collect_text(recogniser, official[i]);
		if (c.n > 0)
			fail_msg("%s: %s, %s", official[i], pii_kind_name(c.hits[0].kind),
				 pii_grade_name(c.hits[0].grade));
	}
}

static void divisions_raise_addresses_and_are_no_names(void **state)
{
	struct code items[] = { { .code = "1", .name = "凤城", .level = "town" },
				{ .code = "2", .name = "林美", .level = "village" } };
	struct codes codes = { .items = items, .n = 2 };
	struct recogniser *r = recogniser_new(&codes);
	struct collected c = collect_text(r, "湖头镇凤城社区402号");

	(void)state;
	assert_int_equal(collected_kind(&c, PII_ADDRESS)->grade, PII_PROBABLE);
	c = collect_text(recogniser, "林美");
	assert_int_equal(c.n, 1);
	c = collect_text(r, "林美");
	assert_int_equal(c.n, 0);
	recogniser_free(r);
}

static void kinds_are_found_by_their_names(void **state)
{
	int kind;

	(void)state;
	for (kind = 0; kind < PII_NKINDS; kind++)
		assert_int_equal(pii_kind_find(pii_kind_name((enum pii_kind)kind)), kind);
	assert_int_equal(pii_kind_find("nothing"), PII_NKINDS);
	assert_string_equal(pii_kind_name(PII_CITIZEN_ID), "citizen-id");
	assert_string_equal(pii_grade_name(PII_SHAPE), "shape");
}

static bool stop_at_once(void *ctx, const struct pii_hit *hit)
{
	(void)hit;
	++*(int *)ctx;
	return false;
}

static void the_caller_ends_the_pass(void **state)
{
	int calls = 0;

	(void)state;
	recognise(recogniser, STR("13812345678,13912345678,13712345678"), stop_at_once, &calls);
	assert_int_equal(calls, 1);
}

static int build(void **state)
{
	(void)state;
	recogniser = recogniser_new(NULL);
	return 0;
}

static int clear(void **state)
{
	(void)state;
	recogniser_free(recogniser);
	recogniser_free(NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(identity_numbers_in_every_dress),
		cmocka_unit_test(numbers_of_organisations_phones_and_cards),
		cmocka_unit_test(documents_by_shape_and_by_context),
		cmocka_unit_test(networks_and_positions),
		cmocka_unit_test(names_by_context_by_characters_and_under_stars),
		cmocka_unit_test(addresses_by_the_number_of_a_house),
		cmocka_unit_test(official_texts_hold_no_person),
		cmocka_unit_test(divisions_raise_addresses_and_are_no_names),
		cmocka_unit_test(kinds_are_found_by_their_names),
		cmocka_unit_test(the_caller_ends_the_pass),
	};

	return cmocka_run_group_tests(tests, build, clear);
}
