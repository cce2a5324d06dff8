#include "mask/person_name.h"

#include <stdint.h>

#include "core/text.h"

/* Surnames of two characters, simplified and traditional (《百家姓》 and the
 * census's). */
static const char compound[] =
	"欧阳歐陽上官司马司馬诸葛諸葛司徒夏侯尉迟尉遲皇甫东方東方公孙公孫令狐宇文慕容长孙長孫轩辕軒"
	"轅"
	"闻人聞人澹台澹臺公冶宗政濮阳濮陽淳于单于單于太叔申屠仲孙仲孫钟离鍾離鲜于鮮于闾丘閭丘亓官司"
	"寇"
	"子车子車颛孙顓孫端木巫马巫馬公西漆雕乐正樂正壤驷壤駟公良拓跋夹谷夾谷宰父谷梁穀梁段干百里东"
	"郭"
	"東郭南门南門呼延羊舌微生梁丘左丘东门東門西门西門南宫南宮第五万俟萬俟赫连赫連独孤獨孤纳兰納"
	"蘭"
	"完颜完顏耶律叶赫葉赫公羊公仪公儀公户公戶即墨达奚達奚北宫北宮仆固僕固哥舒佟佳钮祜鈕祜富察";

enum { HAN = 3, PAIR = 2 * HAN };

static bool is_compound(const char *p, size_t n)
{
	size_t i;

	if (n != PAIR)
		return false;
	for (i = 0; i + PAIR < sizeof(compound); i += PAIR)
		if (memcmp(compound + i, p, PAIR) == 0)
			return true;
	return false;
}

static bool is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) || c == 0x3007 ||
	       (c >= 0xe000 && c <= 0xf8ff) || (c >= 0x20000 && c <= 0x3ffff) ||
	       (c >= 0xf0000 && c <= 0x10ffff);
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0x7f || c == 0xa0 || c == 0xad || c == 0x3000 || c == 0xfeff ||
	       (c >= 0x2000 && c <= 0x200f) || (c >= 0x2028 && c <= 0x202f) ||
	       (c >= 0x205f && c <= 0x2064);
}

/* Variation selectors and combining marks show as one with what they follow. */
static bool is_joined(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0xfe00 && c <= 0xfe0f) ||
	       (c >= 0xfe20 && c <= 0xfe2f) || (c >= 0x1ab0 && c <= 0x1aff) ||
	       (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xe0100 && c <= 0xe01ef) ||
	       (c >= 0x302a && c <= 0x302f);
}

/* What is seen of a name, and its first two characters. */
struct sight {
	size_t count;	     /* characters */
	bool han;	     /* all of them are ideographs */
	struct buf first[2]; /* with what is joined to them */
};

static void look(struct str name, struct sight *s)
{
	const char *at = name.p, *end = name.p + name.n, *from;
	uint32_t c;

	s->han = true;
	while (at < end) {
		from = at;
		c = utf8_next(&at);
		if (is_blank(c))
			continue;
		if (!is_joined(c) || s->count == 0) {
			s->count++;
			s->han = s->han && is_han(c);
		}
		if (s->count <= 2)
			buf_add(&s->first[s->count - 1], from, (size_t)(at - from));
	}
}

static bool has_compound_surname(const struct sight *s)
{
	struct buf pair = BUF_INIT;
	bool is;

	if (!s->han || s->count < 3)
		return false;
	buf_add(&pair, s->first[0].p, s->first[0].n);
	buf_add(&pair, s->first[1].p, s->first[1].n);
	is = is_compound(pair.p, pair.n);
	buf_release(&pair);
	return is;
}

void person_name_mask(struct str name, struct buf *to)
{
	struct sight s = { .first = { BUF_INIT, BUF_INIT } };
	size_t kept;

	look(name, &s);
	kept = s.count < 2 ? 0 : has_compound_surname(&s) ? 2 : 1;
	if (kept > 0)
		buf_add(to, s.first[0].p, s.first[0].n);
	if (kept > 1)
		buf_add(to, s.first[1].p, s.first[1].n);
	for (; kept < s.count; kept++)
		buf_putc(to, '*');
	buf_release(&s.first[0]);
	buf_release(&s.first[1]);
}
