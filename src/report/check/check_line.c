#include "report/check/check_line.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"

static uint32_t narrow(uint32_t c)
{
	if (c >= 0xff10 && c <= 0xff19)
		return c - 0xff10 + '0';
	switch (c) {
	case 0xff0c:
		return ',';
	case 0xff0e:
		return '.';
	case 0xff08:
		return '(';
	case 0xff09:
		return ')';
	case 0xff1b:
		return ';';
	default:
		return c;
	}
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200b) || c == 0xfeff;
}

bool line_is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* A comma that parts thousands: a digit before, three and no more behind. */
static bool parts_thousands(const struct line *l, size_t i)
{
	if (l->c[i] != ',' || i == 0 || !line_is_digit(l->c[i - 1]) || i + 3 >= l->n)
		return false;
	return line_is_digit(l->c[i + 1]) && line_is_digit(l->c[i + 2]) &&
	       line_is_digit(l->c[i + 3]) && (i + 4 == l->n || !line_is_digit(l->c[i + 4]));
}

struct line line_of(const char *text)
{
	struct line l = { mem_zalloc(strlen(text) + 1, sizeof(*l.c)), 0 };
	const char *p = text;
	size_t to = 0;

	if (!utf8_is_valid(text, strlen(text)))
		return l;
	while (*p) {
		uint32_t c = narrow(utf8_next(&p));

		if (!is_blank(c))
			l.c[l.n++] = c;
	}
	for (size_t i = 0; i < l.n; i++)
		if (!parts_thousands(&l, i))
			l.c[to++] = l.c[i];
	l.n = to;
	return l;
}

/* Length in characters when the word stands at i, else 0. */
size_t word_at(const uint32_t *c, size_t n, size_t i, const char *word)
{
	size_t from = i;

	for (; *word; i++)
		if (i >= n || utf8_next(&word) != c[i])
			return 0;
	return i - from;
}

static bool has_word(const uint32_t *c, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (word_at(c, n, i, word))
			return true;
	return false;
}

/* Walks a list of words of a rule; what is no string was refused when it was taken. */
const char *word_of(struct json v)
{
	struct err err = ERR_INIT;
	const char *s = "";

	return json_get_str(v, &s, &err) == 0 ? s : "";
}

bool line_has_any(const uint32_t *c, size_t n, struct json words)
{
	for (struct json v = json_first(words); json_is(v); v = json_next(v))
		if (has_word(c, n, word_of(v)))
			return true;
	return false;
}

bool line_has_one_of(const uint32_t *c, size_t n, const char *const *words)
{
	for (; *words; words++)
		if (has_word(c, n, *words))
			return true;
	return false;
}

bool line_ends_sentence(uint32_t c)
{
	return c == 0x3002 || c == ';' || c == '!' || c == '?' || c == 0xff01 || c == 0xff1f;
}

/* The characters before the number up to a comma, the end of a sentence, another number with a
 * unit, or the bracket that it stands in; what is in brackets before it is left out. */
static void take_clause(struct mention *m, size_t floor)
{
	size_t i = m->from, depth = 0, n = 0;
	const uint32_t *c = m->line->c;

	m->clause = mem_zalloc(m->from + 1, sizeof(*m->clause));
	for (; i > floor; i--) {
		uint32_t at = c[i - 1];

		if (depth == 0 && (at == ',' || at == '(' || line_ends_sentence(at)))
			break;
		if (at == ')')
			depth++;
		else if (at == '(')
			depth--;
		else if (depth == 0)
			m->clause[n++] = at;
	}
	for (size_t k = 0; k < n / 2; k++) {
		uint32_t swap = m->clause[k];

		m->clause[k] = m->clause[n - 1 - k];
		m->clause[n - 1 - k] = swap;
	}
	m->nclause = n;
	for (i = m->from; i > 0 && !line_ends_sentence(c[i - 1]); i--)
		;
	m->sentence = i;
}

/* 14069, 1.4万, 380.5; false: too long. */
static bool take_value(struct mention *m, size_t *i)
{
	const struct line *l = m->line;
	__int128 v = 0, times = 1;
	int places = 0;
	bool point = false;

	for (; *i < l->n; (*i)++) {
		uint32_t c = l->c[*i];

		if (c == '.' && !point && *i + 1 < l->n && line_is_digit(l->c[*i + 1])) {
			point = true;
			continue;
		}
		if (!line_is_digit(c))
			break;
		if (*i - m->from > 15)
			return false;
		v = v * 10 + (c - '0');
		places += point;
	}
	for (; *i < l->n; (*i)++) {
		if (l->c[*i] == 0x4e07)
			times *= 10000;
		else if (l->c[*i] == 0x5343)
			times *= 1000;
		else if (l->c[*i] == 0x767e)
			times *= 100;
		else
			break;
	}
	for (m->precision = times; places > 0 && m->precision % 10 == 0; places--)
		m->precision /= 10;
	m->scale = places;
	m->v = v * m->precision;
	return true;
}

/* Numbers in Han digits ------------------------------------------------------ */

static int han_digit(uint32_t c)
{
	static const uint16_t digits[] = { 0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94,
					   0x516d, 0x4e03, 0x516b, 0x4e5d };

	for (int i = 0; i < 9; i++)
		if (digits[i] == c)
			return i + 1;
	return c == 0x4e24 ? 2 : 0; /* 两 */
}

static int han_power(uint32_t c)
{
	return c == 0x5341 ? 10 : c == 0x767e ? 100 : c == 0x5343 ? 1000 : 0;
}

static bool is_zero(uint32_t c)
{
	return c == 0x96f6 || c == 0x3007; /* 零 〇 */
}

bool line_begins_number(const struct line *l, size_t i)
{
	return line_is_digit(l->c[i]) || han_digit(l->c[i]) > 0 || l->c[i] == 0x5341;
}

/* 几 数 上 成 好 第 多 若 逐: no exact number follows. */
static bool is_vague(uint32_t c)
{
	static const uint16_t vague[] = { 0x51e0, 0x6570, 0x4e0a, 0x6210, 0x597d,
					  0x7b2c, 0x591a, 0x82e5, 0x9010 };

	for (size_t k = 0; k < sizeof(vague) / sizeof(*vague); k++)
		if (vague[k] == c)
			return true;
	return false;
}

/* 三, 十二, 一百零三; false: no exact number (三四件, 几十件), *i behind it all the same. */
static bool take_han(struct mention *m, size_t *i)
{
	const struct line *l = m->line;
	int sum = 0, digit = 0, last = 10000;
	bool ok = m->from == 0 || !is_vague(l->c[m->from - 1]);

	for (; *i < l->n; (*i)++) {
		int power = han_power(l->c[*i]), next = han_digit(l->c[*i]);

		if (next > 0) {
			ok &= digit == 0;
			digit = next;
		} else if (power > 0) {
			ok &= power < last && (digit > 0 || (power == 10 && sum == 0));
			sum += (digit > 0 ? digit : 1) * (power < last ? power : 0);
			last = power;
			digit = 0;
		} else if (is_zero(l->c[*i])) {
			ok &= digit == 0;
		} else {
			break;
		}
	}
	m->v = sum + digit;
	m->precision = 1;
	return ok;
}

/* What looks like a number of things and is none: 一起, 一件事, 没有一件. */
static bool is_phrase(const struct mention *m)
{
	static const char *const none[] = { "无", "未", "没", "每", "任何", "同", NULL };
	static const char *const behind[] = { "事", "实事", "件", "大事", "要事", NULL };
	const struct line *l = m->line;

	if (m->to == m->from + 2 && l->c[m->from] == 0x4e00 && l->c[m->to - 1] == 0x8d77)
		return true;
	for (const char *const *w = behind; *w; w++)
		if (word_at(l->c, l->n, m->to, *w) > 0)
			return true;
	return line_has_one_of(m->clause, m->nclause, none);
}

static bool ends_with(const struct mention *m, const char *word)
{
	size_t n = utf8_count(str_of(word));

	return m->nclause >= n && word_at(m->clause, m->nclause, m->nclause - n, word) == n;
}

bool mention_read(const struct line *l, size_t i, size_t floor, struct json units,
		  struct mention *m, size_t *next)
{
	static const char *const before[] = { "约", "近", "超", "超过", "逾", "不足" };
	bool has_unit = false, is_han = !line_is_digit(l->c[i]);
	size_t at = i;

	*m = (struct mention){ .line = l, .from = i };
	if (is_han ? !take_han(m, &at) : !take_value(m, &at)) {
		while (at < l->n && line_is_digit(l->c[at]))
			at++;
		*next = at;
		return false;
	}
	if (at < l->n && (l->c[at] == 0x4f59 || l->c[at] == 0x591a)) {
		m->about = true;
		at++;
	}
	*next = m->to = at;
	for (struct json v = json_first(units); json_is(v) && !has_unit; v = json_next(v)) {
		size_t length = word_at(l->c, l->n, at, word_of(v));

		has_unit = length > 0;
		m->to = at + length;
	}
	if (!has_unit)
		return false;
	*next = m->to;
	take_clause(m, floor);
	if (is_han && is_phrase(m)) {
		free(m->clause);
		return false;
	}
	for (size_t k = 0; k < sizeof(before) / sizeof(*before); k++)
		m->about |= ends_with(m, before[k]);
	m->about |= word_at(l->c, l->n, m->to, "以上") > 0;
	return true;
}
