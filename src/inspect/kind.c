#include "inspect/kind.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "core/text.h"
#include "inspect/recast.h"

struct magic {
	size_t at;
	struct str bytes;
	enum kind kind;
};

#define MAGIC(at, literal, kind)                                                                   \
	{                                                                                          \
		at, { literal, sizeof(literal) - 1 }, kind                                         \
	}

static const struct magic magics[] = {
	MAGIC(0, "\x1f\x8b\x08", KIND_GZIP),
	MAGIC(0, "PK\x03\x04", KIND_ZIP),
	MAGIC(0, "PK\x05\x06", KIND_ZIP),
	MAGIC(0, "PK\x07\x08PK\x03\x04", KIND_ZIP),
	MAGIC(0, "%PDF-", KIND_PDF),
	MAGIC(0, "\x89PNG\r\n\x1a\n", KIND_PNG),
	MAGIC(0, "\xff\xd8\xff", KIND_JPEG),
	MAGIC(0, "SQLite format 3\0", KIND_SQLITE),
	MAGIC(0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", KIND_OLE),
	MAGIC(0, "{\\rtf", KIND_RTF),
	MAGIC(0, "7z\xbc\xaf\x27\x1c", KIND_ARCHIVE),
	MAGIC(0,
	      "\xfd"
	      "7zXZ\0",
	      KIND_ARCHIVE),
	MAGIC(0, "BZh", KIND_ARCHIVE),
	MAGIC(0, "\x28\xb5\x2f\xfd", KIND_ARCHIVE),
	MAGIC(0, "\x04\x22\x4d\x18", KIND_ARCHIVE),
	MAGIC(0, "LZIP\x01", KIND_ARCHIVE),
	MAGIC(0, "\x5d\0\0", KIND_ARCHIVE),
	MAGIC(0, "\x1f\x9d", KIND_ARCHIVE),
	MAGIC(0, "Rar!\x1a\x07", KIND_ARCHIVE),
	MAGIC(0, "MSCF\0\0\0\0", KIND_ARCHIVE),
	MAGIC(0, "!<arch>\n", KIND_ARCHIVE),
	MAGIC(0, "070701", KIND_ARCHIVE),
	MAGIC(0, "070702", KIND_ARCHIVE),
	MAGIC(0, "070707", KIND_ARCHIVE),
	MAGIC(0, "\xc7\x71", KIND_ARCHIVE),
	MAGIC(257, "ustar", KIND_ARCHIVE),
	MAGIC(32769, "CD001", KIND_ARCHIVE),
	MAGIC(0, "GIF87a", KIND_PICTURE),
	MAGIC(0, "GIF89a", KIND_PICTURE),
	MAGIC(0, "II*\0", KIND_PICTURE),
	MAGIC(0, "MM\0*", KIND_PICTURE),
	MAGIC(8, "WEBP", KIND_PICTURE),
	MAGIC(4, "ftyp", KIND_PICTURE),
	MAGIC(0, "\0\0\1\0", KIND_PICTURE),
	MAGIC(0, "\xff\x0a", KIND_PICTURE),
	MAGIC(0, "PAR1", KIND_COLUMNS),
	MAGIC(0, "ARROW1\0\0", KIND_COLUMNS),
	MAGIC(0, "\xff\xff\xff\xff", KIND_COLUMNS),
	MAGIC(0, "ORC", KIND_COLUMNS),
	MAGIC(0, "Obj\x01", KIND_COLUMNS),
};

static bool has_at(struct str s, size_t at, struct str bytes)
{
	return s.n >= at + bytes.n && memcmp(s.p + at, bytes.p, bytes.n) == 0;
}

/* A bitmap begins "BM", its own length, and four zeros. */
static bool is_bitmap(struct str s)
{
	return has_at(s, 0, STR("BM")) && has_at(s, 6, STR("\0\0\0\0"));
}

/* RFC 1950: deflate, a window of 32 KiB, and a check of the two bytes. */
static bool is_zlib(struct str s)
{
	return s.n > 6 && s.p[0] == 0x78 && (0x7800 + (unsigned char)s.p[1]) % 31 == 0 &&
	       !(s.p[1] & 0x20);
}

/* Where zeros stand may be chance: most of the characters must be such as Chinese
 * texts have. */
static enum encoding if_plausible(enum encoding encoding, struct str s)
{
	struct buf text = BUF_INIT;
	const char *p, *end;
	size_t n = 0, usual = 0;
	uint32_t c;

	recast_wide(s, encoding, &text);
	for (p = text.p, end = p + text.n; p < end; n++) {
		c = utf8_next(&p);
		usual += (c >= 0x20 && c < 0x7f) || (c >= '\t' && c <= '\r') ||
			 (c >= 0xa0 && c < 0x180) || (c >= 0x2010 && c < 0x2040) ||
			 (c >= 0x3000 && c < 0xa000) || (c >= 0xff01 && c < 0xff5f) ||
			 (c >= 0x20000 && c < 0x40000);
	}
	buf_release(&text);
	return usual * 10 >= n * 9 ? encoding : ENCODING_UTF8;
}

enum encoding encoding_of(struct str s)
{
	size_t i, n = s.n < 4096 ? s.n & ~(size_t)3 : 4096, zeros[4] = { 0, 0, 0, 0 };

	if (has_at(s, 0, STR("\xff\xfe\0\0")))
		return ENCODING_UTF32LE;
	if (has_at(s, 0, STR("\0\0\xfe\xff")))
		return ENCODING_UTF32BE;
	if (has_at(s, 0, STR("\xff\xfe")))
		return ENCODING_UTF16LE;
	if (has_at(s, 0, STR("\xfe\xff")))
		return ENCODING_UTF16BE;
	for (i = 0; i < n; i++)
		zeros[i % 4] += s.p[i] == 0;
	s.n = n;
	n /= 4;
	if (n < 2)
		return ENCODING_UTF8;
	/* The two high bytes of UTF-32 are nearly always zero. */
	if (zeros[3] == n && zeros[2] * 8 >= n * 7)
		return if_plausible(ENCODING_UTF32LE, s);
	if (zeros[0] == n && zeros[1] * 8 >= n * 7)
		return if_plausible(ENCODING_UTF32BE, s);
	/* Two zeros and fewer may be there for any reason. */
	if (zeros[0] + zeros[1] + zeros[2] + zeros[3] < 3)
		return ENCODING_UTF8;
	if ((zeros[1] + zeros[3]) * 16 >= n && (zeros[0] + zeros[2]) * 32 < zeros[1] + zeros[3])
		return if_plausible(ENCODING_UTF16LE, s);
	if ((zeros[0] + zeros[2]) * 16 >= n && (zeros[1] + zeros[3]) * 32 < zeros[0] + zeros[2])
		return if_plausible(ENCODING_UTF16BE, s);
	return ENCODING_UTF8;
}

/* Bytes that no text holds: control characters but tab, line and page ends, escape. */
static bool is_control(unsigned char c)
{
	return (c < 0x20 && !(c >= '\t' && c <= '\r') && c != 0x1b) || c == 0x7f;
}

/* The length of a character of GB18030 at p, 0 for none; a cut one counts. */
static size_t gb_length(const unsigned char *p, size_t n)
{
	if (p[0] < 0x80)
		return 1;
	if (p[0] == 0x80 || p[0] == 0xff)
		return 0;
	if (n < 2)
		return 1;
	if (p[1] >= 0x40 && p[1] != 0x7f && p[1] != 0xff)
		return 2;
	if (p[1] < '0' || p[1] > '9')
		return 0;
	return n < 4 ? n : p[2] >= 0x81 && p[2] <= 0xfe && p[3] >= '0' && p[3] <= '9' ? 4 : 0;
}

/* Text that is not all UTF-8: characters of GB18030, of UTF-8, and few others. */
static bool is_mixed_text(const unsigned char *p, size_t n)
{
	size_t i = 0, bad = 0, length;

	while (i < n) {
		length = gb_length(p + i, n - i);
		bad += length == 0 || is_control(p[i]);
		i += length ? length : 1;
	}
	return bad * 50 <= n;
}

static bool is_text(struct str s, bool whole)
{
	size_t i, n = s.n < 65536 ? s.n : 65536, controls = 0, zeros = 0;

	if (encoding_of(s) != ENCODING_UTF8)
		return true;
	for (i = 0; i < n; i++) {
		controls += is_control((unsigned char)s.p[i]);
		zeros += s.p[i] == 0;
	}
	if (zeros || controls * 50 > n)
		return false;
	/* The head may end within a character. */
	for (i = 0; i < 4 && i < n; i++)
		if (utf8_is_valid(s.p, n - i))
			return true;
		else if (whole && n == s.n)
			break;
	return is_mixed_text((const unsigned char *)s.p, n);
}

/* Holds a byte that no text holds, so that it cannot be the start of one. */
static bool is_odd(struct str magic)
{
	size_t i;

	for (i = 0; i < magic.n; i++)
		if (is_control((unsigned char)magic.p[i]))
			return true;
	return magic.n > 2 && (unsigned char)magic.p[0] == 0xff;
}

enum kind kind_of(struct str head, bool whole)
{
	size_t i;
	bool text;

	if (head.n == 0)
		return KIND_EMPTY;
	/* A text may begin like any of the signs that are letters, but not like the others. */
	text = is_text(head, whole);
	for (i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (has_at(head, magics[i].at, magics[i].bytes) &&
		    (!text || magics[i].kind == KIND_PDF || magics[i].kind == KIND_RTF ||
		     is_odd(magics[i].bytes)))
			return magics[i].kind;
	if (text)
		return KIND_TEXT;
	if (is_bitmap(head))
		return KIND_PICTURE;
	return is_zlib(head) ? KIND_ZLIB : KIND_UNKNOWN;
}

const char *kind_name(enum kind kind)
{
	static const char *const names[] = { "nothing", "text",		 "gzip",   "zlib",
					     "zip",	"an archive",	 "PDF",	   "PNG",
					     "JPEG",	"picture",	 "SQLite", "old Office",
					     "RTF",	"columnar data", "unknown" };

	return names[kind];
}

bool kind_fits_name(enum kind kind, const char *name)
{
	static const struct {
		const char *ending;
		enum kind kind;
	} endings[] = {
		{ "csv", KIND_TEXT },	   { "tsv", KIND_TEXT },	{ "txt", KIND_TEXT },
		{ "json", KIND_TEXT },	   { "jsonl", KIND_TEXT },	{ "jsonld", KIND_TEXT },
		{ "geojson", KIND_TEXT },  { "html", KIND_TEXT },	{ "htm", KIND_TEXT },
		{ "xml", KIND_TEXT },	   { "rdf", KIND_TEXT },	{ "ttl", KIND_TEXT },
		{ "atom", KIND_TEXT },	   { "md", KIND_TEXT },		{ "svg", KIND_TEXT },
		{ "css", KIND_TEXT },	   { "js", KIND_TEXT },		{ "sha256", KIND_TEXT },
		{ "yaml", KIND_TEXT },	   { "rels", KIND_TEXT },	{ "vml", KIND_TEXT },
		{ "gz", KIND_GZIP },	   { "zip", KIND_ZIP },		{ "xlsx", KIND_ZIP },
		{ "docx", KIND_ZIP },	   { "pptx", KIND_ZIP },	{ "ods", KIND_ZIP },
		{ "odt", KIND_ZIP },	   { "pdf", KIND_PDF },		{ "png", KIND_PNG },
		{ "jpg", KIND_JPEG },	   { "jpeg", KIND_JPEG },	{ "gif", KIND_PICTURE },
		{ "tif", KIND_PICTURE },   { "webp", KIND_PICTURE },	{ "db", KIND_SQLITE },
		{ "sqlite", KIND_SQLITE }, { "xls", KIND_OLE },		{ "doc", KIND_OLE },
		{ "rtf", KIND_RTF },	   { "tar", KIND_ARCHIVE },	{ "7z", KIND_ARCHIVE },
		{ "xz", KIND_ARCHIVE },	   { "zst", KIND_ARCHIVE },	{ "bz2", KIND_ARCHIVE },
		{ "tgz", KIND_GZIP },	   { "parquet", KIND_COLUMNS }, { "arrow", KIND_COLUMNS },
	};
	const char *dot = name ? strrchr(name, '.') : NULL;
	size_t i;

	if (!dot || kind == KIND_EMPTY)
		return true;
	for (i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (strcasecmp(dot + 1, endings[i].ending) == 0)
			return endings[i].kind == kind;
	return true;
}
