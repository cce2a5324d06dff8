#include "core/pii_place.h"

#include "core/pii_lexicon.h"
#include "core/text.h"

enum { REACH = 40, NUMBER_MAX = 10 }; /* characters */

/* 12号文, 2号线, 3号机 */
static const char not_houses[] = "文令函公线通机馆卷案样以前后起至下";

static bool is_no_house(uint32_t after)
{
	const char *p = not_houses;

	while (*p != '\0')
		if (utf8_next(&p) == after)
			return true;
	return false;
}

/* What the characters before the number say. */
struct way {
	const char *from;
	const char *to;
	bool division, street;
	int numbered; /* units with a number before this one */
};

static bool is_numeral(uint8_t kind)
{
	return kind == CHAR_DIGIT || kind == CHAR_LETTER ||
	       ((kind & CHAR_HAN) && (kind & HAN_NUMERAL));
}

/* The number that ends at p: 12, 12-3, 十二, A */
static const char *number_before(const struct scan *s, const char *p)
{
	const char *from = p;
	uint32_t c;
	int n, length;

	for (n = 0; from > s->text && n < NUMBER_MAX; n++, from -= length) {
		length = char_before(s->text, from, &c);
		if (!is_numeral(char_kind(s->r, c)) && !(n > 0 && (c == '-' || c == 0x4e4b)))
			break;
	}
	return n < NUMBER_MAX ? from : p;
}

/* Back from the number over what belongs to the same run, then what stands in it. */
static struct way way_read(const struct scan *s, const char *number)
{
	struct way w = { .from = number, .to = number };
	const char *p;
	uint32_t chars[REACH], last = 0;
	uint8_t length[REACH], kind, role;
	int n;

	for (n = 0; w.from > s->text && n < REACH; n++) {
		length[n] = (uint8_t)char_before(s->text, w.from, &chars[n]);
		kind = char_kind(s->r, chars[n]);
		if (!(kind & CHAR_HAN) && !is_word_kind(kind) && chars[n] != '-')
			break;
		w.from -= length[n];
	}
	for (p = w.from; n-- > 0; last = chars[n]) {
		p += length[n];
		role = role_of(s->r, chars[n]);
		if (!w.division && !w.street && (role & ROLE_BEFORE))
			w.from = p;
		w.division = w.division || (role & ROLE_DIVISION);
		w.street = w.street || (role & ROLE_STREET);
		w.numbered += (role & ROLE_UNIT) && is_numeral(char_kind(s->r, last));
	}
	return w;
}

/* The units that follow at p: 3幢2单元501室. */
static const char *units_after(const struct scan *s, const char *p, int *units)
{
	const char *at = p;
	uint32_t c;
	int n, length;

	for (n = 0; at < s->end && n < 24; n++, at += length) {
		length = char_at(at, s->end, &c);
		if (n > 0 && (role_of(s->r, c) & ROLE_UNIT) && is_numeral(kind_before(s, at))) {
			p = at + length;
			(*units)++;
		} else if (c == 0x5143 && at == p) { /* 元 of 单元 */
			p = at + length;
		} else if (!is_numeral(char_kind(s->r, c)) && c != '-' && c != '#') {
			break;
		}
	}
	return p;
}

/* The character before p; 0: none, or no ideograph. */
static uint32_t han_before(const struct scan *s, const char *p)
{
	uint32_t c = 0;

	if (p > s->text)
		char_before(s->text, p, &c);
	return (char_kind(s->r, c) & CHAR_HAN) ? c : 0;
}

static bool way_is_known(const struct scan *s, const struct way *w)
{
	return lexicon_has_place(s->r, w->from, w->to);
}

/* Whether the unit c after a number is one of a house that somebody lives in. */
static bool is_house(const struct scan *s, uint32_t c, const struct way *w, int units, bool *sure)
{
	uint32_t before = han_before(s, w->to);
	uint8_t role = role_of(s->r, before);
	bool way = w->division || w->street;

	*sure = true;
	if (before == 0 || (role & ROLE_DOCUMENT))
		return false;
	if (units >= 2 && way)
		return true;
	if (c == 0x53f7) { /* 号, also after 胡同 */
		if ((role & (ROLE_STREET | ROLE_HAMLET)) || (before == 0x540c && w->street))
			return true;
		*sure = way_is_known(s, w);
		return *sure || w->division;
	}
	if (c == 0x7ec4 || c == 0x961f || c == 0x5c6f) /* 组 队 屯 */
		return role & ROLE_VILLAGE;
	*sure = (w->street && w->division) || way_is_known(s, w);
	return units >= 2 ||
	       ((way || *sure) && c != 0x697c && c != 0x5c42 && c != 0x5355); /* 楼 层 单 */
}

void address_put(struct scan *s, const char *p, uint32_t c)
{
	const char *number, *to;
	uint32_t after = 0;
	struct way w;
	int units;
	bool sure;

	if (p < s->address_end)
		return;
	number = number_before(s, p);
	if (number == p)
		return;
	to = p + char_at(p, s->end, &after);
	if (to < s->end)
		char_at(to, s->end, &after);
	else
		after = 0;
	/* 单 counts only as the first half of 单元. */
	if ((c == 0x53f7 && is_no_house(after)) || (c == 0x5355 && after != 0x5143))
		return;
	w = way_read(s, number);
	if (w.from == number)
		return;
	units = w.numbered + 1;
	to = units_after(s, to, &units);
	if (!is_house(s, c, &w, units, &sure))
		return;
	s->address_end = to;
	scan_put(s, PII_ADDRESS, sure ? PII_PROBABLE : PII_SHAPE, w.from, to, 0);
}

static bool is_gap(uint32_t c)
{
	return c == ':' || c == ' ' || c == '\t' || c == '"' || c == '=' || c == '|' || c == '(' ||
	       c == 0xff1a || c == 0x3000 || c == 0xff08 || c == 0x4e3a || c == 0x662f ||
	       c == 0x5728 || c == 0x4e8e; /* 为 是 在 于 */
}

void address_after_put(struct scan *s, const char *p)
{
	const char *from, *to;
	bool place = false, number = false, said = false;
	int han = 0, n;
	uint32_t c = 0;
	uint8_t kind;

	for (n = 0; p < s->end && n < 6; n++) {
		int length = char_at(p, s->end, &c);

		if (!is_gap(c))
			break;
		/* 户籍地 by itself begins many a sentence. */
		said = said || c == ':' || c == 0xff1a || c == '\t' || c == '|' || c == '=';
		p += length;
	}
	for (from = to = p, n = 0; to < s->end && n < 60; n++) {
		int length = char_at(to, s->end, &c);

		kind = char_kind(s->r, c);
		if (!(kind & CHAR_HAN) && !is_word_kind(kind) && c != '-' && c != '#')
			break;
		place = place || (han >= 1 && (role_of(s->r, c) & (ROLE_DIVISION | ROLE_STREET)));
		number = number || kind == CHAR_DIGIT;
		han += (kind & CHAR_HAN) != 0;
		to += length;
	}
	if (place && han >= 4 && (said || number))
		scan_put(s, PII_ADDRESS, number ? PII_PROBABLE : PII_SHAPE, from, to, 0);
}
