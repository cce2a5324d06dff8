/* Labels and numbers as people type them. */
#include <stdint.h>

#include "core/decimal.h"
#include "core/fold.h"
#include "core/text.h"
#include "report/form/filled.h"
#include "report/read/read.h"

/* Compared as `to`: what looks alike and is not covered by the runs in mark_of(). */
static const struct {
	uint16_t c;
	char to;
} marks[] = {
	{ 0x00b7, '.' }, { 0x2022, '.' }, { 0x2027, '.' }, { 0x2219, '.' }, { 0x22c5, '.' },
	{ 0x30fb, '.' }, { 0xff65, '.' }, { 0x3002, '.' }, { 0xfe52, '.' }, { 0x2024, '.' },
	{ 0x3001, ',' }, { 0xfe50, ',' }, { 0xfe51, ',' }, { 0xff64, ',' }, { 0xfe54, ';' },
	{ 0xfe55, ':' }, { 0x2236, ':' }, { 0x2212, '-' }, { 0xfe58, '-' }, { 0xfe63, '-' },
	{ 0x301c, '~' }, { 0x2215, '/' }, { 0x2044, '/' }, { 0xfe61, '*' }, { 0x2217, '*' },
	{ 0xfe5f, '#' }, { 0xfe6a, '%' }, { 0xfe62, '+' }, { 0xfe59, '(' }, { 0xfe5a, ')' },
	{ 0x3010, '(' }, { 0x3011, ')' }, { 0x3014, '(' }, { 0x3015, ')' }, { 0x3016, '(' },
	{ 0x3017, ')' }, { 0xfe5d, '(' }, { 0xfe5e, ')' }, { '[', '(' },    { ']', ')' },
	{ '{', '(' },	 { '}', ')' },	  { 0x2032, '"' }, { 0x2033, '"' }, { 0x300c, '"' },
	{ 0x300d, '"' }, { 0x300e, '"' }, { 0x300f, '"' }, { '\'', '"' },   { '`', '"' },
};

static bool is_blank(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0xad || (c >= 0x2000 && c <= 0x200f) ||
	       (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x2064) || c == 0x3000 ||
	       c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

/* The narrow form of a mark, letter or digit; 0 for a blank. */
static uint32_t narrow(uint32_t c)
{
	enum fold_class class;
	uint32_t han;
	size_t i;

	if (is_blank(c))
		return 0;
	if (c >= 0xff01 && c <= 0xff5e)
		c -= 0xfee0;
	if (c >= 0x2018 && c <= 0x201f)
		return '"';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (marks[i].c == c)
			return (uint32_t)marks[i].to;
	if (c < 0x2e80)
		return c;
	han = fold_char(c, &class);
	return class == FOLD_HAN ? han : c;
}

static bool is_numeral(uint32_t c)
{
	static const uint16_t han[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
					0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341 };
	size_t i;

	for (i = 0; i < sizeof(han) / sizeof(*han); i++)
		if (han[i] == c)
			return true;
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/* Ⅰ to Ⅻ and the small ones, as letters. */
static const char *roman(uint32_t c)
{
	static const char *const numbers[] = { "I",   "II",   "III", "IV", "V",	 "VI",
					       "VII", "VIII", "IX",  "X",  "XI", "XII" };

	if (c >= 0x2160 && c <= 0x216b)
		return numbers[c - 0x2160];
	return c >= 0x2170 && c <= 0x217b ? numbers[c - 0x2170] : NULL;
}

void label_fold(struct str text, struct buf *b)
{
	const char *p = text.p, *end = text.p + text.n;
	uint32_t c, folded, before = 0;

	if (!utf8_is_valid(text.p, text.n)) {
		buf_add(b, text.p, text.n);
		return;
	}
	while (p < end) {
		c = utf8_next(&p);
		if (roman(c)) {
			buf_puts(b, roman(c));
			before = 'I';
			continue;
		}
		folded = narrow(c);
		if (folded == 0)
			continue;
		/* 一、 and 1、 are typed for 一. and 1. */
		if (c == 0x3001 && is_numeral(before))
			folded = '.';
		utf8_put(b, folded);
		before = folded;
	}
}

/* Numbers ------------------------------------------------------------------- */

enum { NUMBER_LONGEST = 96 };

/* The characters of a cell, narrow, with where each begins; 0 is a blank. */
struct typed {
	uint32_t c[NUMBER_LONGEST + 1];
	size_t at[NUMBER_LONGEST + 1];
	size_t from, to; /* without what is not looked at any more */
};

/* False: more than any number has. */
static bool typed_read(struct typed *t, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	size_t n = 0;
	uint32_t c;

	while (p < end) {
		size_t at = (size_t)(p - text.p);

		c = utf8_next(&p);
		if (n == 0 && is_blank(c))
			continue;
		if (n == NUMBER_LONGEST)
			return false;
		t->at[n] = at;
		/* A full stop is no decimal point, an enumeration comma parts no thousands. */
		t->c[n++] = c == 0x3002 || c == 0x3001 || c == '[' || c == '{' ? 0xfffd : narrow(c);
	}
	t->at[n] = text.n;
	t->from = 0;
	t->to = n;
	return true;
}

static void typed_trim(struct typed *t)
{
	while (t->to > t->from && t->c[t->to - 1] == 0)
		t->to--;
	while (t->from < t->to && t->c[t->from] == 0)
		t->from++;
}

/* Takes the word away from the front; not when it is not there. */
static bool typed_take(struct typed *t, const char *word)
{
	size_t i = t->from;

	for (; *word; i++) {
		if (i == t->to || t->c[i] != utf8_next(&word))
			return false;
	}
	t->from = i;
	typed_trim(t);
	return true;
}

static bool typed_is(const struct typed *t, const char *word)
{
	struct typed copy = *t;

	return typed_take(&copy, word) && copy.from == copy.to;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Groups of three, parted all by commas or all by single blanks. */
static bool take_whole(struct typed *t, struct buf *digits)
{
	size_t i = t->from, group = 0;
	bool is_first = true;
	uint32_t mark = 0xffffffff;

	for (; i < t->to; i++) {
		if (is_digit(t->c[i])) {
			buf_putc(digits, (char)t->c[i]);
			group++;
			continue;
		}
		if ((t->c[i] != ',' && t->c[i] != 0) || i + 1 == t->to || !is_digit(t->c[i + 1]))
			break;
		if (mark != 0xffffffff && mark != t->c[i])
			return false;
		if (group == 0 || group > 3 || (!is_first && group != 3))
			return false;
		mark = t->c[i];
		is_first = false;
		group = 0;
	}
	t->from = i;
	return is_first || group == 3;
}

static bool take_digits(struct typed *t, struct buf *digits, int *scale)
{
	size_t start;

	if (!take_whole(t, digits))
		return false;
	if (t->from + 1 < t->to && t->c[t->from] == '.' && is_digit(t->c[t->from + 1])) {
		start = ++t->from;
		for (; t->from < t->to && is_digit(t->c[t->from]); t->from++)
			buf_putc(digits, (char)t->c[t->from]);
		*scale = (int)(t->from - start);
	}
	return digits->n > 0;
}

/* One unit, with 万 and the like before it, or those alone; false: none. */
static bool take_unit(struct typed *t)
{
	static const char *const units[] = {
		"件次", "人次", "户次", "个月", "工作日", "平方米", "公里", "公顷", "亩", "件",
		"条",	"个",	"人",	"户",	"元",	  "张",	    "对",   "具",   "次", "宗",
		"份",	"项",	"例",	"家",	"所",	  "名",	    "起",   "篇",   "批", "期",
		"场",	"套",	"处",	"部",	"本",	  "册",	    "岁",   "天",   "日", "年",
		"月",	"吨",	"床",	"只",	"页",	  "字",	    "辆",   "台",   "位", "卷",
		"万",	"亿",	"千",	"%",	"‰",
	};
	size_t i, start = t->from;

	while (typed_take(t, "百") || typed_take(t, "千") || typed_take(t, "万") ||
	       typed_take(t, "亿"))
		;
	for (i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (typed_take(t, units[i]))
			return true;
	return t->from > start;
}

/* Nothing, or units with / and · between them. */
static bool take_units(struct typed *t)
{
	if (t->from == t->to)
		return true;
	do {
		if (!take_unit(t))
			return false;
	} while (typed_take(t, "/") || typed_take(t, "."));
	return t->from == t->to;
}

/* * ※ ① to ⑳, ㉑ to ㉟, ㊱ to ㊿; a blank. */
static bool is_mark(uint32_t c)
{
	return c == 0 || c == '*' || c == 0x203b || (c >= 0x2460 && c <= 0x2473) ||
	       (c >= 0x3251 && c <= 0x325f) || (c >= 0x32b1 && c <= 0x32bf);
}

/* Marks that point to a note: 12* 12① ※. */
static void drop_marks(struct typed *t)
{
	while (t->to > t->from && is_mark(t->c[t->to - 1]))
		t->to--;
}

/* What is left without the note that it points to: /① 暂无数据② 暂无数据(21). */
static struct typed without_note(const struct typed *t)
{
	struct typed rest = *t;
	size_t i;

	drop_marks(&rest);
	if (rest.from == rest.to || rest.c[rest.to - 1] != ')')
		return rest;
	for (i = rest.to - 1; i > rest.from && is_digit(rest.c[i - 1]);)
		i--;
	if (i > rest.from + 1 && i < rest.to - 1 && rest.c[i - 1] == '(')
		rest.to = i - 1;
	return rest;
}

static bool is_not_applicable(const struct typed *t)
{
	return typed_is(t, "/") || typed_is(t, "-") || typed_is(t, "--") || typed_is(t, "不适用") ||
	       typed_is(t, "N/A");
}

static bool take_number(struct typed *t, struct str text, struct label_number *n)
{
	struct buf digits = BUF_INIT;
	size_t unit;
	bool is_negative = typed_take(t, "-") || typed_take(t, "负") || typed_take(t, "(负)");
	bool ok;

	if (!is_negative)
		typed_take(t, "+");
	drop_marks(t);
	ok = take_digits(t, &digits, &n->scale) &&
	     decimal_parse((struct str){ digits.p, digits.n }, 0, &n->v);
	buf_release(&digits);
	if (!ok)
		return false;
	if (is_negative)
		n->v = -n->v;
	typed_trim(t);
	unit = t->at[t->from];
	n->unit = (struct str){ text.p + unit, t->from == t->to ? 0 : t->at[t->to] - unit };
	return take_units(t);
}

void label_number(struct str text, struct label_number *n)
{
	struct typed t, rest;

	*n = (struct label_number){ .state = VALUE_ODD, .unit = { text.p, 0 } };
	if (!utf8_is_valid(text.p, text.n) || !typed_read(&t, text))
		return;
	typed_trim(&t);
	rest = without_note(&t);
	if (t.from == t.to) {
		n->state = VALUE_BLANK;
	} else if (is_not_applicable(&rest)) {
		n->state = VALUE_SLASH;
	} else if (typed_is(&rest, "暂无数据")) {
		n->state = VALUE_MISSING;
	} else if (take_number(&t, text, n)) {
		n->state = VALUE_NUMBER;
	} else {
		*n = (struct label_number){ .state = VALUE_ODD, .unit = { text.p, 0 } };
	}
}
