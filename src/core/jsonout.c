#include "core/jsonout.h"

#include <assert.h>

void jsonout_init(struct jsonout *j, struct buf *to, int indent)
{
	*j = (struct jsonout){ .to = to, .indent = indent, .first = true };
}

static void new_line(struct jsonout *j)
{
	if (j->indent)
		buf_printf(j->to, "\n%*s", j->indent * j->depth, "");
}

/* What stands between the last thing written and the next. */
static void separate(struct jsonout *j)
{
	if (j->after_key) {
		j->after_key = false;
		return;
	}
	if (!j->first)
		buf_putc(j->to, ',');
	if (j->depth)
		new_line(j);
	j->first = false;
}

void jsonout_open(struct jsonout *j, char bracket)
{
	assert(bracket == '{' || bracket == '[');
	separate(j);
	buf_putc(j->to, bracket);
	j->depth++;
	j->first = true;
}

void jsonout_close(struct jsonout *j, char bracket)
{
	assert(j->depth > 0 && !j->after_key);
	j->depth--;
	if (!j->first)
		new_line(j);
	buf_putc(j->to, bracket);
	j->first = false;
}

/* The length of the sequence at p that must not stand as it is, or 0. */
static size_t unsafe(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;

	if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F)
		return 1;
	if (c == '<' && end - p > 1 && (p[1] == '/' || p[1] == '!'))
		return 1;
	if (c == 0xE2 && end - p > 2 && p[1] == '\x80' && (p[2] == '\xA8' || p[2] == '\xA9'))
		return 3;
	return 0;
}

static void put_escape(struct buf *to, const char *p)
{
	static const char from[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";
	const char *found = *p ? strchr(from, *p) : NULL;

	if (found)
		buf_printf(to, "\\%c", letters[found - from]);
	else if (*p == '\xE2')
		buf_puts(to, p[2] == '\xA8' ? "\\u2028" : "\\u2029");
	else if (*p == '<' && p[1] == '/')
		buf_puts(to, "<\\"); /* the slash follows: "<\/" */
	else
		buf_printf(to, "\\u%04x", (unsigned char)*p);
}

static void put_string(struct buf *to, struct str s)
{
	const char *p = s.p, *end = s.p + s.n, *plain = p;
	size_t n;

	buf_putc(to, '"');
	while (p < end) {
		n = unsafe(p, end);
		if (n == 0) {
			p++;
			continue;
		}
		buf_add(to, plain, (size_t)(p - plain));
		put_escape(to, p);
		p += n;
		plain = p;
	}
	buf_add(to, plain, (size_t)(p - plain));
	buf_putc(to, '"');
}

void jsonout_key(struct jsonout *j, const char *key)
{
	assert(j->depth > 0 && !j->after_key);
	separate(j);
	put_string(j->to, str_of(key));
	buf_puts(j->to, j->indent ? ": " : ":");
	j->after_key = true;
}

void jsonout_str(struct jsonout *j, struct str s)
{
	separate(j);
	put_string(j->to, s);
}

void jsonout_cstr(struct jsonout *j, const char *s)
{
	jsonout_str(j, str_of(s));
}

void jsonout_int(struct jsonout *j, long long v)
{
	separate(j);
	buf_printf(j->to, "%lld", v);
}

void jsonout_bool(struct jsonout *j, bool v)
{
	separate(j);
	buf_puts(j->to, v ? "true" : "false");
}

void jsonout_null(struct jsonout *j)
{
	separate(j);
	buf_puts(j->to, "null");
}

void jsonout_raw(struct jsonout *j, struct str s)
{
	separate(j);
	buf_add(j->to, s.p, s.n);
}

void jsonout_member(struct jsonout *j, const char *key, const char *value)
{
	jsonout_key(j, key);
	jsonout_cstr(j, value);
}

void jsonout_member_int(struct jsonout *j, const char *key, long long v)
{
	jsonout_key(j, key);
	jsonout_int(j, v);
}
