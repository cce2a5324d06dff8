#include "inspect/recast.h"

#include <iconv.h>

#include "core/text.h"

enum {
	REPLACEMENT = 0xfffd,
	RUN_MIN = 6,
	LATIN_LEAD = 0xc3, /* of U+00C0 to U+00FF, which every text read wrongly holds */
	TWICE_MIN = 4	   /* characters above ASCII: two ideographs of GB18030 */
};

static uint32_t unit16(const char *p, bool big)
{
	const unsigned char *u = (const unsigned char *)p;

	return big ? (uint32_t)u[0] << 8 | u[1] : (uint32_t)u[1] << 8 | u[0];
}

static uint32_t unit32(const char *p, bool big)
{
	return big ? unit16(p, true) << 16 | unit16(p + 2, true)
		   : unit16(p + 2, false) << 16 | unit16(p, false);
}

static void put(struct buf *to, uint32_t c)
{
	bool is_character = c && c <= 0x10ffff && (c < 0xd800 || c > 0xdfff);

	utf8_put(to, is_character ? c : REPLACEMENT);
}

static void recast_16(struct str s, bool big, struct buf *to)
{
	size_t i = 0;
	uint32_t c, low;

	while (i + 2 <= s.n) {
		c = unit16(s.p + i, big);
		i += 2;
		if (c >= 0xd800 && c < 0xdc00 && i + 2 <= s.n) {
			low = unit16(s.p + i, big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				i += 2;
			}
		}
		put(to, c);
	}
}

void recast_wide(struct str s, enum encoding from, struct buf *to)
{
	bool big = from == ENCODING_UTF16BE || from == ENCODING_UTF32BE;
	size_t i;

	if (from == ENCODING_UTF16LE || from == ENCODING_UTF16BE) {
		recast_16(s, big, to);
		return;
	}
	for (i = 0; i + 4 <= s.n; i += 4)
		put(to, unit32(s.p + i, big));
}

static void recast_gb_with(iconv_t cd, struct str s, struct buf *to)
{
	/* iconv() does not write through it, but says char **. */
	union {
		const char *in;
		char *p;
	} from = { .in = s.p };
	size_t left = s.n, room;
	char *out;

	while (left) {
		room = left * 2 + 8;
		out = buf_reserve(to, room);
		if (iconv(cd, &from.p, &left, &out, &room) == (size_t)-1 && left) {
			to->n = (size_t)(out - to->p);
			utf8_put(to, REPLACEMENT);
			from.p++;
			left--;
			iconv(cd, NULL, NULL, NULL, NULL);
		} else {
			to->n = (size_t)(out - to->p);
		}
	}
	to->p[to->n] = '\0';
}

/* What iconv_open() gives when it fails is nothing to close, which gcc's analyser does not
 * know. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
void recast_gb(struct str s, struct buf *to)
{
	iconv_t cd;

	if (s.n == 0)
		return;
	cd = iconv_open("UTF-8", "GB18030");
	if (cd == (iconv_t)-1)
		return;
	recast_gb_with(cd, s, to);
	iconv_close(cd);
}
#pragma GCC diagnostic pop

/* Bytes at the start that are UTF-8. */
static size_t valid_prefix(const char *p, size_t n)
{
	size_t i = 0, k;

	while (i < n) {
		for (k = 1; k <= 4 && i + k <= n && !utf8_is_valid(p + i, k); k++)
			;
		if (k > 4 || i + k > n)
			break;
		i += k;
	}
	return i;
}

void recast_mixed(struct str s, struct buf *to)
{
	iconv_t cd = iconv_open("UTF-8", "GB18030");
	const char *p = s.p, *end = s.p + s.n, *eol;
	size_t n, good;

	if (cd == (iconv_t)-1)
		return;
	for (; p < end; p = eol) {
		eol = memchr(p, '\n', (size_t)(end - p));
		eol = eol ? eol + 1 : end;
		n = (size_t)(eol - p);
		if (utf8_is_valid(p, n)) {
			buf_putc(to, '\n');
			continue;
		}
		good = valid_prefix(p, n);
		buf_add(to, p, good);
		recast_gb_with(cd, (struct str){ p + good, n - good }, to);
	}
	iconv_close(cd);
}

/* The byte that Latin-1 or Windows-1252 shows as this character; -1 for none. */
static int byte_of(uint32_t c)
{
	static const uint16_t upper[] = {
		0x20ac, 0x81,	0x201a, 0x192,	0x201e, 0x2026, 0x2020, 0x2021,
		0x2c6,	0x2030, 0x160,	0x2039, 0x152,	0x8d,	0x17d,	0x8f,
		0x90,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
		0x2dc,	0x2122, 0x161,	0x203a, 0x153,	0x9d,	0x17e,	0x178,
	};

	if (c < 0x100)
		return (int)c;
	for (size_t i = 0; i < sizeof(upper) / sizeof(*upper); i++)
		if (upper[i] == c)
			return 0x80 + (int)i;
	return -1;
}

static void put_run(const struct buf *run, size_t high, struct buf *to)
{
	if (high < TWICE_MIN)
		return;
	if (utf8_is_valid(run->p, run->n))
		buf_add(to, run->p, run->n);
	else
		recast_gb((struct str){ run->p, run->n }, to);
	buf_putc(to, '\t');
}

/* One line without its end. */
static void recast_line(struct str s, struct buf *run, struct buf *to)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t high = 0;

	buf_clear(run);
	while (p < end) {
		int byte = byte_of(utf8_next(&p));

		if (byte >= 0) {
			buf_putc(run, (char)byte);
			high += byte >= 0x80;
			continue;
		}
		put_run(run, high, to);
		buf_clear(run);
		high = 0;
	}
	put_run(run, high, to);
}

void recast_twice(struct str s, struct buf *to)
{
	const char *p = s.p, *end = s.p + s.n, *at = s.n ? memchr(p, LATIN_LEAD, s.n) : NULL;
	struct buf run = BUF_INIT;

	if (!utf8_is_valid(s.p, s.n))
		return;
	while (at) {
		const char *eol = memchr(at, '\n', (size_t)(end - at)), *line;

		for (; (line = memchr(p, '\n', (size_t)(at - p))) != NULL; p = line + 1)
			buf_putc(to, '\n');
		eol = eol ? eol : end;
		recast_line((struct str){ p, (size_t)(eol - p) }, &run, to);
		p = eol;
		at = p < end ? memchr(p, LATIN_LEAD, (size_t)(end - p)) : NULL;
	}
	buf_release(&run);
}

static bool is_plain(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* What may stand in a person's value: ASCII, Han, full width, some signs. */
static bool is_wide_text(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || c == '\t' || (c >= 0x2010 && c <= 0x2027) ||
	       (c >= 0x3000 && c <= 0x3017) || (c >= 0x3400 && c <= 0x9fff) ||
	       (c >= 0xff01 && c <= 0xff5e);
}

static void wide_run(struct str s, bool big, struct buf *to)
{
	size_t i, plain = 0, start = 0;
	uint32_t c;

	for (i = 0;; i += 2) {
		c = i + 2 <= s.n ? unit16(s.p + i, big) : 0;
		if (is_wide_text(c)) {
			plain += is_plain(c);
			continue;
		}
		if (plain >= RUN_MIN) {
			recast_16((struct str){ s.p + start, i - start }, big, to);
			buf_putc(to, '\n');
		}
		if (i + 2 > s.n)
			return;
		plain = 0;
		start = i + 2;
	}
}

void recast_wide_runs(struct str s, struct buf *to)
{
	size_t i;

	if (s.n == 0 || !memchr(s.p, 0, s.n))
		return;
	for (i = 0; i < 2 && i < s.n; i++) {
		wide_run((struct str){ s.p + i, s.n - i }, false, to);
		wide_run((struct str){ s.p + i, s.n - i }, true, to);
	}
}
