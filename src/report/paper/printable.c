#include "report/paper/printable.h"

#include "core/date.h"
#include "core/decimal.h"
#include "core/text.h"

static bool is_unfit(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
	       (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
	       (c & 0xfffe) == 0xfffe;
}

/* The next character of a text that may be broken: a byte that begins none is U+FFFD. */
static uint32_t next_of(const char **p)
{
	size_t left = strnlen(*p, 4), n;

	for (n = 1; n <= left; n++)
		if (utf8_is_valid(*p, n))
			return utf8_next(p);
	(*p)++;
	return 0xfffd;
}

static void put_char(struct buf *b, uint32_t c, bool breaks)
{
	if (c == '\n' && breaks)
		buf_putc(b, '\n');
	else if (is_unfit(c))
		buf_putc(b, ' ');
	else
		utf8_put(b, c);
}

void printable_put(struct buf *b, const char *text, bool breaks)
{
	while (*text)
		put_char(b, next_of(&text), breaks);
}

static const char *entity(uint32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void printable_markup(struct buf *b, const char *text, bool breaks)
{
	const char *name;
	uint32_t c;

	while (*text) {
		c = next_of(&text);
		name = entity(c);
		if (name)
			buf_puts(b, name);
		else
			put_char(b, c, breaks);
	}
}

void printable_number(struct buf *b, __int128 v, int scale)
{
	char text[DECIMAL_TEXT];
	size_t n = decimal_format(v, scale, text), i = 0, whole;

	if (n && text[0] == '-')
		buf_putc(b, text[i++]);
	for (whole = i; whole < n && text[whole] != '.'; whole++)
		;
	for (; i < n; i++) {
		buf_putc(b, text[i]);
		if (i + 1 < whole && (whole - i - 1) % 3 == 0)
			buf_putc(b, ',');
	}
}

void printable_day(struct buf *b, const char *date)
{
	int32_t days;
	int year, month, day;

	if (!date_parse(str_of(date), "YYYY-MM-DD", &days)) {
		printable_put(b, date, false);
		return;
	}
	date_to_civil(days, &year, &month, &day);
	buf_printf(b, "%d年%d月%d日", year, month, day);
}
