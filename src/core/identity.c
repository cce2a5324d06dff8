#include "core/identity.h"

#include <ctype.h>
#include <stdint.h>

#include "core/text.h"

char identity_check(const char *digits)
{
	static const int weights[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int i, sum = 0;

	for (i = 0; i < 17; i++)
		sum += weights[i] * (digits[i] - '0');
	return "10X98765432"[sum % 11];
}

/* U+FF01 to U+FF5E are the ASCII characters in full width, U+3000 its blank. */
static uint32_t to_half_width(uint32_t c)
{
	if (c >= 0xff01 && c <= 0xff5e)
		return c - 0xfee0;
	return c == 0x3000 ? ' ' : c;
}

/* Blanks and control characters, hyphens and dashes, the apostrophe that Excel needs, and
 * what has no width. */
static bool is_separator(uint32_t c)
{
	return c <= ' ' || c == '-' || c == '\'' || c == 0x7f || c == 0xa0 || c == 0xad ||
	       (c >= 0x2000 && c <= 0x2015) || c == 0x2018 || c == 0x2019 ||
	       (c >= 0x2028 && c <= 0x202f) || (c >= 0x205f && c <= 0x2064) || c == 0x2212 ||
	       c == 0xfeff;
}

static bool all_digits(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i] < '0' || p[i] > '9')
			return false;
	return true;
}

static bool has_digit(const struct buf *b)
{
	size_t i;

	for (i = 0; i < b->n; i++)
		if (b->p[i] >= '0' && b->p[i] <= '9')
			return true;
	return false;
}

static void to_eighteen(struct buf *b)
{
	char full[19];

	memcpy(full, b->p, 6);
	memcpy(full + 6, "19", 2);
	memcpy(full + 8, b->p + 6, 9);
	full[17] = identity_check(full);
	buf_clear(b);
	buf_add(b, full, 18);
}

/* The ordinary number, 17 digits and a digit or X, is taken as it is. */
static bool is_canonical(struct str v)
{
	return v.n == 18 && all_digits(v.p, 17) &&
	       ((v.p[17] >= '0' && v.p[17] <= '9') || v.p[17] == 'X');
}

void identity_normalise(struct str value, struct buf *to)
{
	const char *at = value.p, *end = value.p + value.n;
	uint32_t c;

	if (is_canonical(value)) {
		buf_add(to, value.p, value.n);
		return;
	}
	while (at < end) {
		c = to_half_width(utf8_next(&at));
		if (is_separator(c))
			continue;
		utf8_put(to, c < 128 ? (uint32_t)toupper((int)c) : c);
	}
	if (!has_digit(to))
		buf_clear(to);
	if (to->n == 15 && all_digits(to->p, 15))
		to_eighteen(to);
}
