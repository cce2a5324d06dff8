#include "mask/scrub.h"

#include <stdlib.h>

#include "core/fold.h"
#include "core/mem.h"
#include "core/text.h"

static const char *const labels[PII_NKINDS] = {
	[PII_CITIZEN_ID] = "公民身份号码",
	[PII_DISABILITY_CARD] = "残疾人证号",
	[PII_RESIDENCE_PERMIT] = "居留证件号码",
	[PII_USCC] = "统一社会信用代码",
	[PII_USCC_PERSON] = "个体工商户代码",
	[PII_ORG_CODE] = "组织机构代码",
	[PII_MOBILE] = "手机号码",
	[PII_LANDLINE] = "固定电话",
	[PII_BANK_CARD] = "银行卡号",
	[PII_ACCOUNT] = "账号",
	[PII_PASSPORT] = "护照号码",
	[PII_TRAVEL_PERMIT] = "出入境证件号码",
	[PII_CERTIFICATE] = "证件编号",
	[PII_EMAIL] = "电子邮箱",
	[PII_PLATE] = "车牌号码",
	[PII_IP] = "网络地址",
	[PII_MAC] = "设备地址",
	[PII_GPS] = "位置",
	[PII_NAME] = "姓名",
	[PII_ADDRESS] = "地址",
};

struct span {
	size_t from, to;
	const char *label; /* NULL: digits that nobody knows */
};

struct spans {
	struct span *items;
	size_t n, capacity;
};

static void spans_add(struct spans *s, size_t from, size_t to, const char *label)
{
	s->items = mem_grow(s->items, &s->capacity, s->n + 1, sizeof(*s->items));
	s->items[s->n++] = (struct span){ from, to, label };
}

static bool on_hit(void *ctx, const struct pii_hit *hit)
{
	spans_add(ctx, hit->from, hit->to, labels[hit->kind]);
	return true;
}

/* Numbers are also spelt. */
static bool is_spelt_digit(uint32_t c)
{
	static const uint32_t digits[] = {
		0x3007 /* 〇 */, 0x96f6 /* 零 */, 0x4e00 /* 一 */, 0x4e8c /* 二 */, 0x4e09 /* 三 */,
		0x56db /* 四 */, 0x4e94 /* 五 */, 0x516d /* 六 */, 0x4e03 /* 七 */, 0x516b /* 八 */,
		0x4e5d /* 九 */, 0x5e7a /* 幺 */, 0x58f9 /* 壹 */, 0x8d30 /* 贰 */, 0x53c1 /* 叁 */,
		0x8086 /* 肆 */, 0x4f0d /* 伍 */, 0x9646 /* 陆 */, 0x67d2 /* 柒 */, 0x634c /* 捌 */,
		0x7396 /* 玖 */,
	};
	size_t i;

	for (i = 0; i < sizeof(digits) / sizeof(digits[0]); i++)
		if (digits[i] == c)
			return true;
	return false;
}

/* Behind a digit an O is a zero and an l a one. */
static bool is_misread_digit(uint32_t folded)
{
	return folded == 'O' || folded == 'L' || folded == 'I';
}

static bool is_bracket_or_comma(uint32_t c)
{
	return c == '(' || c == ')' || c == ',' || c == 0xff08 || c == 0xff09 || c == 0xff0c;
}

/* Digits with nothing but separators between them. */
static void find_digits(struct str text, struct spans *s)
{
	const char *at = text.p, *end = text.p + text.n, *from = NULL, *last = NULL, *before;
	enum fold_class class;
	uint32_t c, folded;
	int n = 0;

	while (at < end) {
		before = at;
		c = utf8_next(&at);
		folded = fold_char(c, &class);
		if (class == FOLD_DIGIT || is_spelt_digit(c) || (n && is_misread_digit(folded))) {
			from = n++ ? from : before;
			last = at;
		} else if (class != FOLD_SEPARATOR && !is_bracket_or_comma(c)) {
			if (n >= SCRUB_DIGITS)
				spans_add(s, (size_t)(from - text.p), (size_t)(last - text.p),
					  NULL);
			n = 0;
		}
	}
	if (n >= SCRUB_DIGITS)
		spans_add(s, (size_t)(from - text.p), (size_t)(last - text.p), NULL);
}

/* By where they begin; of the same place what is known first, then the longer one. */
static int by_place(const void *a, const void *b)
{
	const struct span *x = a, *y = b;

	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (!x->label != !y->label)
		return x->label ? -1 : 1;
	return (x->to < y->to) - (x->to > y->to);
}

static const char *label_of(const struct span *s, bool by_kind)
{
	if (!by_kind)
		return "已隐去";
	return s->label ? s->label : "号码";
}

void scrub(const struct recogniser *r, struct str text, bool by_kind, struct buf *to)
{
	struct spans s = { NULL, 0, 0 };
	size_t i, at = 0;

	recognise(r, text, on_hit, &s);
	find_digits(text, &s);
	if (s.n)
		qsort(s.items, s.n, sizeof(*s.items), by_place);
	for (i = 0; i < s.n; i++) {
		if (s.items[i].from >= at) {
			buf_add(to, text.p + at, s.items[i].from - at);
			buf_printf(to, "〔%s〕", label_of(&s.items[i], by_kind));
		}
		if (s.items[i].to > at)
			at = s.items[i].to;
	}
	buf_add(to, text.p + at, text.n - at);
	free(s.items);
}
