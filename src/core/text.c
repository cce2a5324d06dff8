#include "core/text.h"

#include <strings.h>

#include "core/utf8_simd.h"

/* Bytes that a sequence with this first byte has; 0 for one that cannot be first. */
static unsigned utf8_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if (first >= 0xe0 && first <= 0xef)
		return 3;
	if (first >= 0xf0 && first <= 0xf4)
		return 4;
	return 0;
}

/* RFC 3629, section 4: only the second byte's range depends on the first. */
static bool utf8_second_is_valid(unsigned char first, unsigned char second)
{
	unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;

	return second >= low && second <= high;
}

static bool utf8_is_valid_scalar(const unsigned char *p, size_t n)
{
	const unsigned char *end = p + n;
	unsigned length;
	uint64_t word;

	while (p < end) {
		if (end - p >= 8) {
			memcpy(&word, p, 8);
			if (!(word & 0x8080808080808080u)) {
				p += 8;
				continue;
			}
		}
		length = utf8_length(*p);
		if (length == 0 || length > (size_t)(end - p))
			return false;
		if (length > 1 && !utf8_second_is_valid(p[0], p[1]))
			return false;
		if (length > 2 && (p[2] & 0xc0) != 0x80)
			return false;
		if (length > 3 && (p[3] & 0xc0) != 0x80)
			return false;
		p += length;
	}
	return true;
}

bool utf8_is_valid(const char *p, size_t n)
{
	if (n >= 64 && utf8_simd_is_there())
		return utf8_simd_is_valid(p, n);
	return utf8_is_valid_scalar((const unsigned char *)p, n);
}

size_t utf8_count(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

uint32_t utf8_next(const char **p)
{
	const unsigned char *u = (const unsigned char *)*p;
	unsigned i, length = utf8_length(*u);
	uint32_t c;

	if (length < 2) {
		*p += 1;
		return *u;
	}
	c = *u & (0x7fu >> length);
	for (i = 1; i < length; i++)
		c = c << 6 | (u[i] & 0x3f);
	*p += length;
	return c;
}

void utf8_put(struct buf *b, uint32_t c)
{
	char *to = buf_reserve(b, 4);
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	size_t i;

	for (i = n - 1; i > 0; i--) {
		to[i] = (char)(0x80 | (c & 0x3f));
		c >>= 6;
	}
	to[0] = (char)(n == 1 ? c : (0xf00u >> n & 0xf0u) | c);
	b->n += n;
	b->p[b->n] = '\0';
}

const char *encoding_name(const char *name)
{
	static const char *const known[] = { "UTF-8", "GB18030" };
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strcasecmp(name, known[i]) == 0)
			return known[i];
	return NULL;
}
