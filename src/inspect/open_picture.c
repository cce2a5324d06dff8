/* PNG and JPEG: what they carry besides the picture. */
#include <stdlib.h>

#include "inspect/open.h"
#include "inspect/show.h"
#include "inspect/unpack.h"

static void picture_itself(struct walk *w, const struct body *body)
{
	if (!w->o->pictures)
		walk_structure(w, body->file, "a picture: what it shows cannot be read", "");
}

static int show_rest(struct walk *w, const struct body *body, const char *p, const char *end,
		     struct err *err)
{
	if (p == end)
		return 0;
	walk_structure(w, body->file, "bytes after the end of the picture", "");
	return body_inside(w, body, "after the end", "", (struct str){ p, (size_t)(end - p) }, err);
}

static size_t u32be(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return (size_t)u[0] << 24 | (size_t)u[1] << 16 | (size_t)u[2] << 8 | u[3];
}

/* Keyword, zero, and for compressed ones some fields before a zlib stream. */
static int show_png_text(struct walk *w, const struct body *body, const char *type, struct str data,
			 struct err *err)
{
	const char *end = data.p + data.n, *p = memchr(data.p, 0, data.n);
	bool packed = memcmp(type, "zTXt", 4) == 0;
	int i;

	if (body_extra(w, body, "text", data, err) < 0)
		return -1;
	if (p && memcmp(type, "iTXt", 4) == 0) {
		packed = end - p > 3 && p[1] == 1;
		p += end - p > 3 ? 2 : 0;
		/* Language and translated keyword. */
		for (i = 0; i < 2 && p; i++)
			p = memchr(p + 1, 0, (size_t)(end - p - 1));
	} else if (p) {
		p++;
	}
	if (!p || !packed || end - p < 3)
		return 0;
	return body_inside(w, body, "text", "", (struct str){ p + 1, (size_t)(end - p - 1) }, err);
}

static bool is_among(const char *type, const char *types)
{
	for (; *types; types += 4)
		if (memcmp(type, types, 4) == 0)
			return true;
	return false;
}

static int show_png_chunk(struct walk *w, const struct body *body, const char *type,
			  struct str data, struct err *err)
{
	static const char usual[] = "IHDRPLTEIDATIENDtRNSgAMAcHRMsRGBpHYsbKGDsBITtIMEhISTacTLfcTL";

	if (is_among(type, "tEXtzTXtiTXt")) {
		walk_structure(w, body->file, "text in a picture", "");
		return show_png_text(w, body, type, data, err);
	}
	if (is_among(type, usual))
		return 0;
	walk_structure(w, body->file,
		       is_among(type, "eXIf") ? "EXIF" : "a part of a picture that is not shown",
		       "");
	return body_extra(w, body, "metadata", data, err);
}

int open_png(struct walk *w, const struct body *body, struct err *err)
{
	const char *p = body->bytes.p + 8, *end = body->bytes.p + body->bytes.n;
	bool ended = false;
	size_t n;

	picture_itself(w, body);
	while (!ended && end - p >= 12) {
		n = u32be(p);
		if (n > (size_t)(end - p) - 12)
			break;
		if (show_png_chunk(w, body, p + 4, (struct str){ p + 8, n }, err) < 0)
			return -1;
		ended = memcmp(p + 4, "IEND", 4) == 0;
		p += n + 12;
	}
	if (ended)
		return show_rest(w, body, p, end, err);
	walk_structure(w, body->file, "damaged: cannot be read to its end", "");
	return show_bytes(w, body, err);
}

/* JFIF, Adobe's mark and colour profiles say nothing of persons. */
static const char *jpeg_segment(int marker, struct str data)
{
	if (marker == 0xfe)
		return "comment in a picture";
	if (marker < 0xe0 || marker > 0xef)
		return NULL;
	if (marker == 0xe0 && data.n == 14 && memcmp(data.p, "JFIF", 5) == 0)
		return NULL;
	if (marker == 0xee && data.n == 12 && memcmp(data.p, "Adobe", 5) == 0)
		return NULL;
	if (marker == 0xe2 && data.n > 12 && memcmp(data.p, "ICC_PROFILE", 12) == 0)
		return "colour profile in a picture";
	return marker == 0xe1 && data.n > 6 && memcmp(data.p, "Exif", 5) == 0
		       ? "EXIF"
		       : "metadata of a picture";
}

/* The next marker that is one: not a stuffed zero, not a restart. */
static const char *jpeg_marker(const char *p, const char *end)
{
	while (p < end && (p = memchr(p, 0xff, (size_t)(end - p))) != NULL) {
		unsigned char next = end - p > 1 ? (unsigned char)p[1] : 0;

		if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7))
			return p;
		p++;
	}
	return NULL;
}

int open_jpeg(struct walk *w, const struct body *body, struct err *err)
{
	const char *p = body->bytes.p + 2, *end = body->bytes.p + body->bytes.n, *what;
	const char *expected = p;
	struct str data;
	int marker;
	size_t n;

	picture_itself(w, body);
	while ((p = jpeg_marker(p, end)) != NULL) {
		marker = (unsigned char)p[1];
		if (expected && p > expected) {
			walk_structure(w, body->file, "bytes between the parts of a picture", "");
			data = (struct str){ expected, (size_t)(p - expected) };
			if (body_extra(w, body, "gap", data, err) < 0)
				return -1;
		}
		if (marker == 0xd9)
			return show_rest(w, body, p + 2, end, err);
		if (end - p < 4)
			break;
		n = (size_t)(unsigned char)p[2] << 8 | (unsigned char)p[3];
		if (n < 2 || n > (size_t)(end - p) - 2)
			break;
		data = (struct str){ p + 4, n - 2 };
		what = jpeg_segment(marker, data);
		if (what) {
			walk_structure(w, body->file, what, "");
			if (body_extra(w, body, "metadata", data, err) < 0)
				return -1;
		}
		p += 2 + n;
		/* After SOS comes the picture, up to the next marker. */
		expected = marker == 0xda ? NULL : p;
	}
	walk_structure(w, body->file, "damaged: cannot be read to its end", "");
	return show_bytes(w, body, err);
}
