/* Windows of text around escapes, with the escapes undone. */
#include "inspect/undo.h"

#include "core/text.h"
#include "inspect/show.h"

enum { AROUND = 256, MAX_SIGNS = 4 };

/* Undoes the escape at p, if there is one; returns the bytes that it takes. */
typedef size_t undo_one(const char *p, const char *end, struct buf *to);

/* Where each sign comes next, so that no byte is searched twice. */
struct signs {
	const char *chars;
	undo_one *one;
	const char *next[MAX_SIGNS];
};

int undo_hex(char c)
{
	static const signed char values[256] = {
		['0'] = 1,  ['1'] = 2,	['2'] = 3,  ['3'] = 4,	['4'] = 5,  ['5'] = 6,
		['6'] = 7,  ['7'] = 8,	['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
		['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
		['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
	};

	return values[(unsigned char)c] - 1;
}

/* n hex digits at p; -1 when they are not. */
static long hex_number(const char *p, const char *end, int n)
{
	long value = 0;
	int i, digit;

	if (end - p < n)
		return -1;
	for (i = 0; i < n; i++) {
		digit = undo_hex(p[i]);
		if (digit < 0)
			return -1;
		value = value << 4 | digit;
	}
	return value;
}

static void put_character(struct buf *to, long c)
{
	bool fits = c > 0 && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);

	utf8_put(to, fits ? (uint32_t)c : 0xfffd);
}

static size_t undo_number(const char *p, const char *end, struct buf *to)
{
	const char *q = p + 2;
	bool hex = q < end && (*q == 'x' || *q == 'X');
	long value = 0;
	int digit, n = 0;

	q += hex;
	for (; q < end && n < 8; q++, n++) {
		digit = undo_hex(*q);
		if (digit < 0 || (!hex && digit > 9))
			break;
		value = value * (hex ? 16 : 10) + digit;
	}
	if (n == 0)
		return 0;
	q += q < end && *q == ';';
	put_character(to, value);
	return (size_t)(q - p);
}

size_t undo_entity(const char *p, const char *end, struct buf *to)
{
	static const struct {
		const char *name, *text;
	} named[] = {
		{ "amp;", "&" },      { "lt;", "<" },
		{ "gt;", ">" },	      { "quot;", "\"" },
		{ "apos;", "'" },     { "nbsp;", " " },
		{ "ensp;", " " },     { "emsp;", " " },
		{ "thinsp;", " " },   { "middot;", "·" },
		{ "shy;", "" },	      { "zwj;", "" },
		{ "zwnj;", "" },      { "ZeroWidthSpace;", "" },
		{ "NoBreak;", "" },   { "ndash;", "-" },
		{ "mdash;", "-" },    { "hyphen;", "-" },
		{ "dash;", "-" },     { "Tab;", "\t" },
		{ "NewLine;", "\n" }, { "period;", "." },
		{ "comma;", "," },    { "commat;", "@" },
		{ "lowbar;", "_" },   { "num;", "#" },
		{ "percnt;", "%" },   { "bsol;", "\\" },
		{ "sol;", "/" },      { "colon;", ":" },
		{ "lpar;", "(" },     { "rpar;", ")" },
		{ "equals;", "=" },   { "plus;", "+" },
		{ "ast;", "*" },
	};
	size_t i, n;

	if (end - p < 3)
		return 0;
	if (p[1] == '#')
		return undo_number(p, end, to);
	for (i = 0; i < sizeof(named) / sizeof(*named); i++) {
		n = strlen(named[i].name);
		if ((size_t)(end - p) > n && memcmp(p + 1, named[i].name, n) == 0) {
			buf_puts(to, named[i].text);
			return n + 1;
		}
	}
	return 0;
}

/* \uHHHH, twice for what lies above U+FFFF; \u{H...}; \UHHHHHHHH. */
static size_t undo_unicode(const char *p, const char *end, struct buf *to)
{
	long high = hex_number(p + 2, end, p[1] == 'U' ? 8 : 4), low;
	const char *q = p + 3;

	if (end - p > 3 && p[1] == 'u' && p[2] == '{') {
		for (high = 0; q < end && q - p < 9 && undo_hex(*q) >= 0; q++)
			high = high << 4 | undo_hex(*q);
		if (q == p + 3 || q == end || *q != '}')
			return 0;
		put_character(to, high);
		return (size_t)(q + 1 - p);
	}
	if (high < 0)
		return 0;
	if (high >= 0xd800 && high < 0xdc00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u') {
		low = hex_number(p + 8, end, 4);
		if (low >= 0xdc00 && low < 0xe000) {
			put_character(to, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
			return 12;
		}
	}
	put_character(to, high);
	return p[1] == 'U' ? 10 : 6;
}

static size_t undo_backslash(const char *p, const char *end, struct buf *to)
{
	static const char letters[] = "nrtbf\"\\/'", means[] = "\n\r\t  \"\\/'";
	const char *letter;
	long value;

	if (end - p < 2)
		return 0;
	if (p[1] == 'u' || p[1] == 'U')
		return undo_unicode(p, end, to);
	if (p[1] == 'x' && (value = hex_number(p + 2, end, 2)) >= 0) {
		buf_putc(to, (char)value);
		return 4;
	}
	if (end - p >= 4 && p[1] >= '0' && p[1] <= '3' && p[2] >= '0' && p[2] <= '7' &&
	    p[3] >= '0' && p[3] <= '7') {
		buf_putc(to, (char)((p[1] - '0') << 6 | (p[2] - '0') << 3 | (p[3] - '0')));
		return 4;
	}
	letter = p[1] ? strchr(letters, p[1]) : NULL;
	if (!letter)
		return 0;
	buf_putc(to, means[letter - letters]);
	return 2;
}

static size_t undo_escape(const char *p, const char *end, struct buf *to)
{
	long value;

	switch (*p) {
	case '%':
		/* escape() of JavaScript */
		value = end - p > 1 && p[1] == 'u' ? hex_number(p + 2, end, 4) : -1;
		if (value >= 0) {
			put_character(to, value);
			return 6;
		}
		value = hex_number(p + 1, end, 2);
		if (value < 0)
			break;
		buf_putc(to, (char)value);
		return 3;
	case '&':
		return undo_entity(p, end, to);
	case '\\':
		return undo_backslash(p, end, to);
	case '_':
		if (end - p < 7 || p[1] != 'x' || p[6] != '_')
			break;
		value = hex_number(p + 2, end, 4);
		if (value < 0)
			break;
		put_character(to, value);
		return 7;
	}
	return 0;
}

static size_t undo_equals(const char *p, const char *end, struct buf *to)
{
	long value;

	if (end - p >= 2 && p[1] == '\n')
		return 2;
	if (end - p >= 3 && p[1] == '\r' && p[2] == '\n')
		return 3;
	value = hex_number(p + 1, end, 2);
	if (value < 0)
		return 0;
	buf_putc(to, (char)value);
	return 3;
}

static const char *signs_next(struct signs *s, const char *p, const char *end)
{
	const char *first = end;
	size_t i;

	for (i = 0; s->chars[i]; i++) {
		if (s->next[i] < p) {
			s->next[i] = memchr(p, s->chars[i], (size_t)(end - p));
			if (!s->next[i])
				s->next[i] = end;
		}
		if (s->next[i] < first)
			first = s->next[i];
	}
	return first;
}

/* The first escape from p on, before `end`; what it means is added to `to`. */
static const char *next_escape(struct signs *s, const char *p, const char *end, struct buf *to,
			       size_t *taken)
{
	for (p = signs_next(s, p, end); p < end; p = signs_next(s, p + 1, end)) {
		*taken = s->one(p, end, to);
		if (*taken)
			return p;
	}
	return NULL;
}

static long long count_lines(const char *p, const char *end)
{
	long long n = 0;

	while (p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		n++;
		p++;
	}
	return n;
}

static const char *character_start(const char *p, const char *least)
{
	while (p > least && ((unsigned char)*p & 0xc0) == 0x80)
		p--;
	return p;
}

/* A window: from its start to AROUND bytes after its last escape. */
struct window {
	struct buf text, one;
	size_t seen;
};

static const char *window_fill(struct window *v, struct signs *s, const struct chunk *c,
			       const char *start, const char *at, size_t taken)
{
	const char *fresh = c->p + c->seen, *p = start, *stop;

	for (;;) {
		buf_add(&v->text, p, (size_t)(at - p));
		buf_add(&v->text, v->one.p, v->one.n);
		p = at + taken;
		if (p <= fresh)
			v->seen = v->text.n;
		stop = c->end - p > AROUND ? p + AROUND : c->end;
		buf_clear(&v->one);
		at = next_escape(s, p, c->end, &v->one, &taken);
		if (!at || at > stop)
			break;
	}
	while (stop < c->end && ((unsigned char)*stop & 0xc0) == 0x80)
		stop++;
	buf_add(&v->text, p, (size_t)(stop - p));
	return stop;
}

static int undo_windows(struct walk *w, const struct body *body, const struct chunk *c,
			struct signs *s, const char *label, struct err *err)
{
	struct window v = { BUF_INIT, BUF_INIT, 0 };
	const char *at, *start, *p = c->p, *counted = c->p;
	long long line = c->line;
	size_t taken;
	int ret = 0;

	while (ret == 0) {
		buf_clear(&v.one);
		buf_clear(&v.text);
		v.seen = 0;
		at = next_escape(s, p, c->end, &v.one, &taken);
		if (!at)
			break;
		start = at - p > AROUND ? character_start(at - AROUND, p) : p;
		p = window_fill(&v, s, c, start, at, taken);
		if (p <= c->p + c->seen)
			continue;
		if (c->line) {
			line += count_lines(counted, start);
			counted = start;
		}
		ret = show_derived(w, body, label, (struct str){ v.text.p, v.text.n }, v.seen, line,
				   err);
	}
	buf_release(&v.text);
	buf_release(&v.one);
	return ret;
}

int undo_escapes(struct walk *w, const struct body *body, const struct chunk *c, struct err *err)
{
	struct signs s = { .chars = "%&\\_", .one = undo_escape };

	return undo_windows(w, body, c, &s, "escapes", err);
}

int undo_quoted(struct walk *w, const struct body *body, const struct chunk *c, struct err *err)
{
	struct signs s = { .chars = "=", .one = undo_equals };

	return undo_windows(w, body, c, &s, "quoted-printable", err);
}
