#include "inspect/texty.h"

#include <zlib.h>

#include "core/text.h"
#include "inspect/recast.h"
#include "inspect/show.h"

enum {
	WHOLE_MIN = 4,	 /* bytes of a text */
	ADDRESS_MIN = 8, /* of one with an @ */
	PROSE_MIN = 12,	 /* letters that are one without digit or Han */
	DIGITS_MIN = 8,	 /* in a row, among noise */
	HAN_MIN = 4,	 /* likewise */
	WIDE_MIN = 12,	 /* units of UTF-16 */
	MARKED_MIN = 3,	 /* likewise, with a byte order mark */
	ZLIB_PROBE = 256 /* bytes that must inflate */
};

static bool is_han(uint32_t c)
{
	return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
}

static bool has_prefix(struct str s, struct str prefix)
{
	return s.n >= prefix.n && memcmp(s.p, prefix.p, prefix.n) == 0;
}

/* The first ZLIB_PROBE bytes, or all of a shorter stream, whose check is right then. */
static bool does_inflate(struct str s)
{
	unsigned char out[4096], in[ZLIB_PROBE];
	z_stream z = { .next_in = in };
	int ret = Z_OK;

	z.avail_in = (uInt)(s.n < sizeof(in) ? s.n : sizeof(in));
	memcpy(in, s.p, z.avail_in);
	if (inflateInit(&z) != Z_OK)
		return false;
	while (ret == Z_OK && z.avail_in) {
		z.next_out = out;
		z.avail_out = sizeof(out);
		ret = inflate(&z, Z_NO_FLUSH);
	}
	inflateEnd(&z);
	return ret == Z_STREAM_END || (s.n > ZLIB_PROBE && (ret == Z_OK || ret == Z_BUF_ERROR));
}

/* The header with flags, level and system as packers write them. */
static bool is_gzip(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	return s.n >= 18 && has_prefix(s, STR("\x1f\x8b\x08")) && !(p[3] & 0xe0) &&
	       (p[8] == 0 || p[8] == 2 || p[8] == 4) && (p[9] <= 13 || p[9] == 255);
}

/* Two bytes say little: it must inflate too. */
static bool is_zlib(struct str s)
{
	return s.n >= 8 && s.p[0] == 0x78 && (0x7800 + (unsigned char)s.p[1]) % 31 == 0 &&
	       does_inflate(s);
}

bool texty_is_file(struct str s)
{
	static const struct str signs[] = {
		{ "PK\x03\x04", 4 },
		{ "%PDF-", 5 },
		{ "\x89PNG\r\n\x1a\n", 8 },
		{ "\xff\xd8\xff\xe0", 4 },
		{ "\xff\xd8\xff\xe1", 4 },
		{ "7z\xbc\xaf\x27\x1c", 6 },
		{ "\xfd"
		  "7zXZ\0",
		  6 },
		{ "\x28\xb5\x2f\xfd", 4 },
		{ "SQLite format 3\0", 16 },
		{ "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8 },
	};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (has_prefix(s, signs[i]))
			return true;
	if (is_gzip(s))
		return true;
	if (has_prefix(s, STR("BZh")) && s.n > 10 && memcmp(s.p + 4, "1AY&SY", 6) == 0)
		return true;
	return is_zlib(s);
}

/* All of it printable, with digits, Han characters, an address, or some length. */
static bool is_texty(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t digits = 0, han = 0;
	bool at = false;
	uint32_t c;

	if (s.n < WHOLE_MIN || !show_is_printable(s))
		return false;
	while (p < end) {
		c = utf8_next(&p);
		digits += c >= '0' && c <= '9';
		han += is_han(c);
		at |= c == '@';
	}
	return digits >= 4 || han >= 2 || (at && s.n >= ADDRESS_MIN) || s.n >= PROSE_MIN;
}

/* GB2312 and digits make nearly all of it, and few of the characters are rare. */
static bool is_texty_gb(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i = 0, han = 0, rare = 0, digits = 0;

	while (i < s.n) {
		if (p[i] < 0x80) {
			if (p[i] < 0x20 && p[i] != '\n' && p[i] != '\r' && p[i] != '\t')
				return false;
			digits += p[i] >= '0' && p[i] <= '9';
			i++;
			continue;
		}
		if (i + 2 > s.n || p[i] < 0xb0 || p[i] > 0xf7 || p[i + 1] < 0xa1 || p[i + 1] > 0xfe)
			return false;
		/* The second level of GB2312 begins with row 56. */
		rare += p[i] >= 0xd8;
		han++;
		i += 2;
	}
	return han >= 2 && rare * 4 <= han + 2 && (2 * han + digits) * 5 >= s.n * 4;
}

static bool is_wide_character(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\r' || c == '\t' || c == 0xfeff ||
	       (c >= 0x3000 && c <= 0x3017) || (c >= 0x4e00 && c <= 0x9fff) ||
	       (c >= 0xff01 && c <= 0xff5e);
}

/* Begins with the mark of its byte order. */
static bool has_mark(struct str s, enum encoding from)
{
	return has_prefix(s, from == ENCODING_UTF16BE ? STR("\xfe\xff") : STR("\xff\xfe"));
}

/* Every unit of it ASCII or Han. */
static bool is_texty_wide(struct str s, enum encoding from, struct buf *to)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i, high = from == ENCODING_UTF16BE ? 0 : 1;

	if (s.n < 2 * (has_mark(s, from) ? MARKED_MIN : WIDE_MIN) || s.n % 2)
		return false;
	for (i = 0; i < s.n; i += 2)
		if (!is_wide_character((uint32_t)p[i + high] << 8 | p[i + 1 - high]))
			return false;
	recast_wide(s, from, to);
	return true;
}

/* The length of a printable character of UTF-8 at p, 0 for none. */
static size_t character(const char *p, size_t n)
{
	size_t k;

	for (k = 1; k <= 4 && k <= n; k++)
		if (utf8_is_valid(p, k))
			return show_is_printable((struct str){ p, k }) ? k : 0;
	return 0;
}

/* Whether there may be any such run: digits, or first bytes of Han characters
 * three apart. */
static bool has_strong_run(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t i, digits = 0, han[3] = { 0, 0, 0 };

	for (i = 0; i < s.n; i++) {
		digits = p[i] >= '0' && p[i] <= '9' ? digits + 1 : 0;
		han[i % 3] = p[i] >= 0xe3 && p[i] <= 0xe9 ? han[i % 3] + 1 : 0;
		if (digits >= DIGITS_MIN || han[i % 3] >= HAN_MIN)
			return true;
	}
	return false;
}

/* Printable runs with many digits or Han characters in a row. */
static void add_strong_runs(struct str s, struct buf *to)
{
	size_t i = 0, start = 0, n, digits = 0, han = 0;
	bool strong = false;
	const char *p;
	uint32_t c;

	while (i <= s.n) {
		n = i < s.n ? character(s.p + i, s.n - i) : 0;
		if (n) {
			p = s.p + i;
			c = utf8_next(&p);
			digits = c >= '0' && c <= '9' ? digits + 1 : 0;
			han = is_han(c) ? han + 1 : 0;
			strong |= digits >= DIGITS_MIN || han >= HAN_MIN;
			i += n;
			continue;
		}
		if (strong) {
			buf_add(to, s.p + start, i - start);
			buf_putc(to, '\n');
		}
		strong = false;
		digits = han = 0;
		start = ++i;
	}
}

bool texty_extract(struct str s, struct buf *to)
{
	if (is_texty(s))
		buf_add(to, s.p, s.n);
	else if (is_texty_gb(s))
		recast_gb(s, to);
	else if (!is_texty_wide(s, ENCODING_UTF16LE, to) && !is_texty_wide(s, ENCODING_UTF16BE, to))
		recast_wide_runs(s, to);
	if (to->n == 0 && has_strong_run(s))
		add_strong_runs(s, to);
	return to->n > 0;
}
