#include "core/json_scan.h"

#include <stdlib.h>

#include "core/mem.h"
#include "core/text.h"

struct scan {
	const char *name, *start, *p, *end;
	int line, depth;
	struct json_marks *marks;
	struct err *err;
};

static int scan_value(struct scan *s, int key_line);

static int fail(struct scan *s, const char *what)
{
	return err_set(s->err, ERR_CONFIG, "%s:%d: %s", s->name, s->line, what);
}

/* The byte at hand; NUL at the end, which is no legal byte anywhere. */
static char peek(const struct scan *s)
{
	return s->p < s->end ? *s->p : '\0';
}

static void skip_blanks(struct scan *s)
{
	for (; s->p < s->end; s->p++) {
		if (*s->p == '\n')
			s->line++;
		else if (*s->p != ' ' && *s->p != '\t' && *s->p != '\r')
			return;
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void skip_digits(struct scan *s)
{
	while (is_digit(peek(s)))
		s->p++;
}

static int scan_fraction(struct scan *s)
{
	s->p++;
	if (!is_digit(peek(s)))
		return fail(s, "a number needs a digit after its point");
	skip_digits(s);
	return 0;
}

static int scan_exponent(struct scan *s)
{
	s->p++;
	if (peek(s) == '+' || peek(s) == '-')
		s->p++;
	if (!is_digit(peek(s)))
		return fail(s, "a number needs a digit in its exponent");
	skip_digits(s);
	return 0;
}

static int scan_number(struct scan *s)
{
	const char *from = s->p;

	if (*s->p == '-')
		s->p++;
	if (!is_digit(peek(s)))
		return fail(s, "a number needs a digit after its sign");
	if (*s->p == '0' && s->p + 1 < s->end && is_digit(s->p[1]))
		return fail(s, "a number must not begin with a zero");
	skip_digits(s);
	if (peek(s) == '.' && scan_fraction(s) < 0)
		return -1;
	if ((peek(s) == 'e' || peek(s) == 'E') && scan_exponent(s) < 0)
		return -1;
	if (s->p - from > JSON_NUMBER_MAX)
		return fail(s, "a number is longer than 60 characters");
	return 0;
}

/* Four hex digits at p as a number, or -1. */
static long hex4(const char *p, const char *end)
{
	long v = 0;

	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = p[i];
		int digit = is_digit(c)		   ? c - '0'
			    : c >= 'a' && c <= 'f' ? c - 'a' + 10
			    : c >= 'A' && c <= 'F' ? c - 'A' + 10
						   : -1;

		if (digit < 0)
			return -1;
		v = v * 16 + digit;
	}
	return v;
}

/* After the "u" of an escape. */
static int scan_unicode(struct scan *s)
{
	long unit = hex4(s->p, s->end), low;

	if (unit < 0)
		return fail(s, "\\u needs four hexadecimal digits");
	if (unit == 0)
		return fail(s, "a string must not hold \\u0000");
	s->p += 4;
	if (unit < 0xD800 || unit > 0xDFFF)
		return 0;
	if (unit > 0xDBFF || s->end - s->p < 6 || s->p[0] != '\\' || s->p[1] != 'u')
		return fail(s, "a string holds half of a surrogate pair");
	low = hex4(s->p + 2, s->end);
	if (low < 0xDC00 || low > 0xDFFF)
		return fail(s, "a string holds half of a surrogate pair");
	s->p += 6;
	return 0;
}

static int scan_escape(struct scan *s)
{
	char c;

	s->p++;
	c = peek(s);
	if (!c || !strchr("\"\\/bfnrtu", c))
		return fail(s, "a string holds an unknown escape");
	s->p++;
	return c == 'u' ? scan_unicode(s) : 0;
}

static int scan_string(struct scan *s)
{
	s->p++;
	for (;;) {
		if (s->p == s->end || *s->p == '\n')
			return fail(s, "a string does not end on its line");
		if ((unsigned char)*s->p < 0x20)
			return fail(s, "a string holds a control character");
		if (*s->p == '"')
			break;
		if (*s->p == '\\') {
			if (scan_escape(s) < 0)
				return -1;
		} else {
			s->p++;
		}
	}
	s->p++;
	return 0;
}

static int scan_array(struct scan *s)
{
	s->p++;
	skip_blanks(s);
	if (peek(s) == ']') {
		s->p++;
		return 0;
	}
	for (;;) {
		if (scan_value(s, 0) < 0)
			return -1;
		if (peek(s) == ']')
			break;
		if (peek(s) != ',')
			return fail(s, "expected \",\" or \"]\" after an item");
		s->p++;
		skip_blanks(s);
		if (peek(s) == ']')
			return fail(s, "a comma stands before \"]\"");
	}
	s->p++;
	return 0;
}

static int scan_member(struct scan *s)
{
	int line = s->line;

	if (peek(s) == '}')
		return fail(s, "a comma stands before \"}\"");
	if (peek(s) != '"')
		return fail(s, "expected a key in double quotes");
	if (scan_string(s) < 0)
		return -1;
	skip_blanks(s);
	if (peek(s) != ':')
		return fail(s, "expected \":\" after a key");
	s->p++;
	return scan_value(s, line);
}

static int scan_object(struct scan *s)
{
	s->p++;
	skip_blanks(s);
	if (peek(s) == '}') {
		s->p++;
		return 0;
	}
	for (;;) {
		if (scan_member(s) < 0)
			return -1;
		if (peek(s) == '}')
			break;
		if (peek(s) != ',')
			return fail(s, "expected \",\" or \"}\" after a member");
		s->p++;
		skip_blanks(s);
	}
	s->p++;
	return 0;
}

static int scan_word(struct scan *s)
{
	static const struct str words[] = { STR("true"), STR("false"), STR("null") };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if ((size_t)(s->end - s->p) >= words[i].n &&
		    memcmp(s->p, words[i].p, words[i].n) == 0) {
			s->p += words[i].n;
			return 0;
		}
	return fail(s, s->p == s->end ? "the text ends before its value is complete"
				      : "expected a value");
}

static int scan_nested(struct scan *s)
{
	int ret;

	if (++s->depth > JSON_DEPTH_MAX)
		return fail(s, "values are nested deeper than 64");
	ret = *s->p == '{' ? scan_object(s) : scan_array(s);
	s->depth--;
	return ret;
}

/* A value and the blanks around it. */
static int scan_value(struct scan *s, int key_line)
{
	struct json_marks *m = s->marks;
	size_t mark = m->n;
	bool nested;
	int ret;
	char c;

	skip_blanks(s);
	c = peek(s);
	nested = c == '{' || c == '[';
	m->items = mem_grow(m->items, &m->capacity, m->n + 1, sizeof(*m->items));
	m->items[m->n++] = (struct json_mark){ (size_t)(s->p - s->start), 0, s->line, key_line };
	if (nested)
		ret = scan_nested(s);
	else if (c == '"')
		ret = scan_string(s);
	else if (c == '-' || is_digit(c))
		ret = scan_number(s);
	else
		ret = scan_word(s);
	if (ret < 0)
		return -1;
	if (!nested)
		m->items[mark].n = (size_t)(s->p - s->start) - m->items[mark].at;
	skip_blanks(s);
	return 0;
}

/* A line break is never part of a longer sequence, so lines can be judged alone. */
static int check_utf8(struct scan *s)
{
	const char *p = s->start, *eol;

	if (s->end - p >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
		return fail(s, "the file begins with a byte order mark");
	if (utf8_is_valid(p, (size_t)(s->end - p)))
		return 0;
	for (; p < s->end; p = eol + 1, s->line++) {
		eol = memchr(p, '\n', (size_t)(s->end - p));
		if (!eol || !utf8_is_valid(p, (size_t)(eol - p)))
			break;
	}
	return fail(s, "the text is not UTF-8");
}

int json_scan(const char *name, struct str text, struct json_marks *marks, struct err *err)
{
	struct scan s = { name, text.p, text.p, text.p + text.n, 1, 0, marks, err };

	if (check_utf8(&s) < 0)
		return -1;
	if (scan_value(&s, 0) < 0)
		return -1;
	if (s.p != s.end)
		return fail(&s, "text follows the end of the value");
	return 0;
}

void json_marks_release(struct json_marks *marks)
{
	free(marks->items);
	*marks = (struct json_marks){ 0 };
}
