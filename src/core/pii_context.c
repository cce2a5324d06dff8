#include "core/pii_context.h"

#include "core/text.h"

struct context_word {
	enum context_class class;
	uint8_t n;
	const char *text;
};

#define W(class, text)                                                                             \
	{                                                                                          \
		class, sizeof(text) - 1, text                                                      \
	}

#define NAME CONTEXT_NAME
#define ADDRESS CONTEXT_ADDRESS
#define ACCOUNT CONTEXT_ACCOUNT
#define CERTIFICATE CONTEXT_CERTIFICATE
#define PERMIT CONTEXT_PERMIT
#define PHONE CONTEXT_PHONE
#define POSITION CONTEXT_POSITION
#define IDENTITY CONTEXT_IDENTITY
#define ORGANISATION CONTEXT_ORGANISATION

/* Words of one first character stand together, a longer one before its beginning. */
static const struct context_word words[] = {
	W(ACCOUNT, "一卡通"),
	W(NAME, "丈夫"),
	W(NAME, "三女"),
	W(NAME, "三子"),
	W(NAME, "业主"),
	W(POSITION, "东经"),
	W(NAME, "丧偶人"),
	W(PHONE, "举报电话"),
	W(NAME, "之兄"),
	W(NAME, "之夫"),
	W(NAME, "之女"),
	W(NAME, "之妻"),
	W(NAME, "之子"),
	W(NAME, "之弟"),
	W(NAME, "之母"),
	W(NAME, "之父"),
	W(NAME, "五保户"),
	W(CERTIFICATE, "五保证"),
	W(NAME, "亲属姓名"),
	W(NAME, "介绍人"),
	W(NAME, "代办人"),
	W(NAME, "代理人"),
	W(CERTIFICATE, "优待证"),
	W(PHONE, "传真"),
	W(POSITION, "位置"),
	W(NAME, "低保对象"),
	W(CERTIFICATE, "低保号"),
	W(NAME, "低保户"),
	W(CERTIFICATE, "低保证"),
	W(CERTIFICATE, "住院号"),
	W(ADDRESS, "住址"),
	W(ADDRESS, "住所"),
	W(NAME, "保障对象"),
	W(CERTIFICATE, "保单号"),
	W(NAME, "儿童姓名"),
	W(NAME, "儿媳"),
	W(NAME, "儿子"),
	W(IDENTITY, "公民身份号码"),
	W(NAME, "公公"),
	W(NAME, "其兄"),
	W(NAME, "其夫"),
	W(NAME, "其女"),
	W(NAME, "其妹"),
	W(NAME, "其妻"),
	W(NAME, "其姐"),
	W(NAME, "其子"),
	W(NAME, "其弟"),
	W(NAME, "其母"),
	W(NAME, "其父"),
	W(NAME, "养女"),
	W(NAME, "养子"),
	W(CERTIFICATE, "军人证"),
	W(CERTIFICATE, "军官证"),
	W(CERTIFICATE, "准考证"),
	W(CERTIFICATE, "出生医学证明"),
	W(CERTIFICATE, "出生证明"),
	W(CERTIFICATE, "出生证"),
	W(NAME, "制表人"),
	W(NAME, "前夫"),
	W(NAME, "前妻"),
	W(PHONE, "办公电话"),
	W(POSITION, "北纬"),
	W(ACCOUNT, "医保卡号"),
	W(CERTIFICATE, "医保编号"),
	W(CERTIFICATE, "医保号"),
	W(ACCOUNT, "卡号"),
	W(NAME, "原告"),
	W(ACCOUNT, "发放账号"),
	W(NAME, "受助对象"),
	W(NAME, "受助人"),
	W(NAME, "受益人"),
	W(NAME, "叫做"),
	W(PERMIT, "台胞证"),
	W(NAME, "名叫"),
	W(PHONE, "咨询电话"),
	W(NAME, "哥哥"),
	W(PERMIT, "回乡证"),
	W(NAME, "困难户"),
	W(PHONE, "固定电话"),
	W(PHONE, "固话"),
	W(ADDRESS, "地址"),
	W(POSITION, "坐标"),
	W(NAME, "填表人"),
	W(CERTIFICATE, "士兵证"),
	W(PERMIT, "外国人永久居留证"),
	W(NAME, "外祖母"),
	W(NAME, "外祖父"),
	W(NAME, "外公"),
	W(NAME, "外婆"),
	W(NAME, "女儿"),
	W(NAME, "女婿"),
	W(NAME, "奶奶"),
	W(NAME, "妹妹"),
	W(NAME, "妻子"),
	W(NAME, "姐姐"),
	W(NAME, "姓名"),
	W(NAME, "委托人"),
	W(NAME, "婆婆"),
	W(CERTIFICATE, "婚姻登记字号"),
	W(CERTIFICATE, "婚姻登记证"),
	W(ACCOUNT, "存折账号"),
	W(ACCOUNT, "存折"),
	W(NAME, "孙女"),
	W(NAME, "孙子"),
	W(NAME, "孤儿"),
	W(NAME, "学生姓名"),
	W(CERTIFICATE, "学籍号"),
	W(CERTIFICATE, "学号"),
	W(POSITION, "定位"),
	W(NAME, "审批人"),
	W(NAME, "审核人"),
	W(ADDRESS, "家庭住址"),
	W(ADDRESS, "家庭地址"),
	W(NAME, "家庭成员"),
	W(PHONE, "家庭电话"),
	W(ADDRESS, "家住"),
	W(IDENTITY, "居民身份证"),
	W(ADDRESS, "居住地址"),
	W(ADDRESS, "居住地点"),
	W(ADDRESS, "居住地"),
	W(PERMIT, "居留证"),
	W(NAME, "居民"),
	W(NAME, "岳母"),
	W(NAME, "岳父"),
	W(CERTIFICATE, "工号"),
	W(ACCOUNT, "帐号"),
	W(ACCOUNT, "帐户"),
	W(ADDRESS, "常住地址"),
	W(ADDRESS, "常住地"),
	W(PHONE, "座机"),
	W(ACCOUNT, "开户账号"),
	W(NAME, "开户人"),
	W(NAME, "开户名"),
	W(NAME, "弟弟"),
	W(NAME, "当事人"),
	W(PERMIT, "往来港澳通行证"),
	W(NAME, "患者"),
	W(ACCOUNT, "惠农卡"),
	W(ACCOUNT, "惠民卡"),
	W(NAME, "成员姓名"),
	W(ADDRESS, "户口所在地"),
	W(ADDRESS, "户籍所在地"),
	W(CERTIFICATE, "户口本号"),
	W(CERTIFICATE, "户口簿号"),
	W(ADDRESS, "户籍地址"),
	W(ADDRESS, "户籍地"),
	W(NAME, "户主"),
	W(CERTIFICATE, "户号"),
	W(NAME, "户名"),
	W(NAME, "房主"),
	W(PHONE, "手机"),
	W(NAME, "扶养人"),
	W(NAME, "承办人"),
	W(NAME, "抚养人"),
	W(CONTEXT_PASSPORT, "护照"),
	W(NAME, "捐赠人"),
	W(ADDRESS, "收件地址"),
	W(ACCOUNT, "收款账号"),
	W(NAME, "收款人"),
	W(NAME, "救助对象"),
	W(CERTIFICATE, "救助证"),
	W(NAME, "本人姓名"),
	W(ORGANISATION, "机构代码"),
	W(NAME, "村民"),
	W(NAME, "次女"),
	W(NAME, "次子"),
	W(NAME, "死亡人员"),
	W(NAME, "死亡人"),
	W(NAME, "死者"),
	W(CERTIFICATE, "残疾人证"),
	W(CERTIFICATE, "残疾证"),
	W(NAME, "母亲"),
	W(PERMIT, "永久居留证"),
	W(NAME, "法定代表人"),
	W(NAME, "法定监护人"),
	W(NAME, "法人代表"),
	W(NAME, "法人"),
	W(PERMIT, "港澳通行证"),
	W(PHONE, "热线"),
	W(NAME, "父亲"),
	W(NAME, "爷爷"),
	W(NAME, "特困人员"),
	W(CERTIFICATE, "特困证"),
	W(ADDRESS, "现住址"),
	W(NAME, "申请人"),
	W(PHONE, "电话"),
	W(CERTIFICATE, "病历号"),
	W(CERTIFICATE, "病案号"),
	W(NAME, "病人"),
	W(PHONE, "监督电话"),
	W(NAME, "监护人"),
	W(CERTIFICATE, "社会保障号码"),
	W(CERTIFICATE, "社会保障号"),
	W(ACCOUNT, "社保卡"),
	W(CERTIFICATE, "社保号"),
	W(NAME, "祖母"),
	W(NAME, "祖父"),
	W(CERTIFICATE, "票据号"),
	W(CERTIFICATE, "离婚证字号"),
	W(CERTIFICATE, "离婚证"),
	W(NAME, "租户"),
	W(POSITION, "纬度"),
	W(ORGANISATION, "组织机构代码证"),
	W(ORGANISATION, "组织机构代码"),
	W(ORGANISATION, "组织代码"),
	W(NAME, "经办人"),
	W(POSITION, "经纬度"),
	W(POSITION, "经度"),
	W(CERTIFICATE, "结婚证字号"),
	W(CERTIFICATE, "结婚证"),
	W(NAME, "继母"),
	W(NAME, "继父"),
	W(CERTIFICATE, "老年证"),
	W(NAME, "老人"),
	W(PHONE, "联系号码"),
	W(ADDRESS, "联系地址"),
	W(PHONE, "联系方式"),
	W(PHONE, "联系电话"),
	W(NAME, "联系人"),
	W(NAME, "被委托人"),
	W(NAME, "被告人"),
	W(NAME, "被告"),
	W(NAME, "见证人"),
	W(CERTIFICATE, "证件号码"),
	W(CERTIFICATE, "证件号"),
	W(NAME, "证明人"),
	W(CERTIFICATE, "证号"),
	W(ADDRESS, "详细地址"),
	W(NAME, "调查人"),
	W(NAME, "负责人"),
	W(ACCOUNT, "账号"),
	W(ACCOUNT, "账户"),
	W(NAME, "贫困户"),
	W(NAME, "赡养人"),
	W(IDENTITY, "身份证件号码"),
	W(IDENTITY, "身份证件号"),
	W(IDENTITY, "身份号码"),
	W(IDENTITY, "身份证"),
	W(PERMIT, "返乡证"),
	W(CERTIFICATE, "退役证"),
	W(ADDRESS, "通信地址"),
	W(ADDRESS, "通讯地址"),
	W(PERMIT, "通行证"),
	W(ADDRESS, "邮寄地址"),
	W(NAME, "配偶"),
	W(ACCOUNT, "银行帐号"),
	W(ACCOUNT, "银行账号"),
	W(ACCOUNT, "银行账户"),
	W(ACCOUNT, "银行卡"),
	W(NAME, "长女"),
	W(NAME, "长子"),
	W(CERTIFICATE, "门诊号"),
	W(NAME, "领取人"),
	W(NAME, "领款人"),
	W(CERTIFICATE, "驾驶证"),
};

enum { NWORDS = sizeof(words) / sizeof(*words) };

_Static_assert(NWORDS <= 255, "the index of a word fits in a byte");

void context_build(struct recogniser *r)
{
	int i;

	for (i = NWORDS - 1; i >= 0; i--) {
		const char *p = words[i].text;
		uint32_t c = utf8_next(&p);

		r->kinds[c] |= HAN_TRIGGER;
		r->context[c - FIRST_HAN] = (uint8_t)(i + 1);
	}
}

enum context_class context_at(const struct scan *s, const char *p, uint32_t c, size_t *n)
{
	const struct context_word *word;
	int i;

	if (c - FIRST_HAN >= HAN_COUNT || s->r->context[c - FIRST_HAN] == 0)
		return CONTEXT_NONE;
	for (i = s->r->context[c - FIRST_HAN] - 1; i < NWORDS; i++) {
		word = &words[i];
		if (word->text[2] != p[2] || word->text[1] != p[1])
			break;
		if (word->n <= s->end - p && word->text[5] == p[5] &&
		    memcmp(word->text + 3, p + 3, word->n - 3u) == 0) {
			*n = word->n;
			return word->class;
		}
	}
	return CONTEXT_NONE;
}
