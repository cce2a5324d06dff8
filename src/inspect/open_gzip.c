/* gzip (RFC 1952) and bare zlib streams (RFC 1950). */
#include <libdeflate.h>
#include <stdlib.h>
#include <strings.h>

#include "core/mem.h"
#include "inspect/open.h"
#include "inspect/unpack.h"

enum { FHCRC = 2, FEXTRA = 4, FNAME = 8, FCOMMENT = 16, FRESERVED = 0xe0, SMALL = 2 << 20 };

/* All members of a file, one after the other. */
struct gunzip {
	struct walk *w;
	const struct body *body;
	struct err *err;
	const unsigned char *p, *end;
	struct libdeflate_decompressor *fast;
	struct inflate_state *slow; /* for a member of more than SMALL bytes */
	char *ready;		    /* a small member whole: SMALL bytes */
	size_t from, to;	    /* of ready, not yet read */
	long long members;
	bool damaged;
	bool refused; /* a piece was */
};

/* A text of the header, ended by a zero; NULL when it has no end. */
static const unsigned char *header_text(struct gunzip *g, const unsigned char *p, const char *label)
{
	const unsigned char *zero = memchr(p, 0, (size_t)(g->end - p));
	char *file;

	if (!zero)
		return NULL;
	file = walk_below(g->body->file, label);
	g->refused |= body_name(g->w, file, (struct str){ (const char *)p, (size_t)(zero - p) },
				g->err) < 0;
	free(file);
	return zero + 1;
}

static const unsigned char *header_extra(struct gunzip *g, const unsigned char *p)
{
	size_t n;

	if (g->end - p < 2)
		return NULL;
	n = p[0] | (size_t)p[1] << 8;
	p += 2;
	if ((size_t)(g->end - p) < n)
		return NULL;
	walk_structure(g->w, g->body->file, "gzip extra field", "");
	g->refused |= body_extra(g->w, g->body, "extra field", (struct str){ (const char *)p, n },
				 g->err) < 0;
	return p + n;
}

static bool is_member(const unsigned char *p, const unsigned char *end)
{
	return end - p >= 18 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 && !(p[3] & FRESERVED);
}

/* Where the deflate stream of the member at g->p begins; NULL: the header is broken. */
static const unsigned char *member_header(struct gunzip *g)
{
	const unsigned char *p = g->p + 10;
	int flags = g->p[3];

	if (flags & FEXTRA)
		p = header_extra(g, p);
	if (p && flags & FNAME)
		p = header_text(g, p, "name in the header");
	if (p && flags & FCOMMENT) {
		walk_structure(g->w, g->body->file, "gzip comment", "");
		p = header_text(g, p, "comment in the header");
	}
	if (p && flags & FHCRC)
		p = g->end - p >= 2 ? p + 2 : NULL;
	return p;
}

static unsigned number32(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8 | (unsigned)p[2] << 16 | (unsigned)p[3] << 24;
}

/* The check and length after a stream that ended at p. */
static long member_end(struct gunzip *g, const unsigned char *p, unsigned crc,
		       unsigned long long length)
{
	g->damaged = g->end - p < 8 || number32(p) != crc || number32(p + 4) != (unsigned)length;
	g->p = g->damaged ? p : p + 8;
	return g->damaged ? -1 : 0;
}

/* The next member; 1, 0 when there is none, -1 when it is damaged. */
static long member_begin(struct gunzip *g)
{
	const unsigned char *p;
	size_t used = 0;

	if (g->damaged || (!is_member(g->p, g->end) && !g->members))
		return -1;
	if (!is_member(g->p, g->end))
		return 0;
	p = member_header(g);
	if (!p || g->refused) {
		g->damaged = true;
		return -1;
	}
	g->members++;
	if (libdeflate_deflate_decompress_ex(g->fast, p, (size_t)(g->end - p), g->ready, SMALL,
					     &used, &g->to) == LIBDEFLATE_SUCCESS) {
		g->from = 0;
		/* With a wrong check it is shown nevertheless; what comes next is not. */
		member_end(g, p + used, libdeflate_crc32(0, g->ready, g->to), g->to);
		return 1;
	}
	g->from = g->to = 0;
	g->slow = inflate_new((struct str){ (const char *)p, (size_t)(g->end - p) });
	g->p = p;
	return 1;
}

static long read_slow(struct gunzip *g, char *p, size_t n)
{
	long got = inflate_read(g->slow, p, n);

	g->damaged = got < 0;
	if (got)
		return got;
	got = member_end(g, g->p + inflate_used(g->slow), inflate_crc(g->slow),
			 inflate_length(g->slow));
	inflate_free(g->slow);
	g->slow = NULL;
	return got;
}

static long gunzip_read(void *ctx, char *p, size_t n)
{
	struct gunzip *g = ctx;
	long got = 0;

	while (got == 0) {
		if (g->from < g->to) {
			if (n > g->to - g->from)
				n = g->to - g->from;
			memcpy(p, g->ready + g->from, n);
			g->from += n;
			return (long)n;
		}
		if (g->slow) {
			got = read_slow(g, p, n);
			continue;
		}
		got = member_begin(g);
		if (got <= 0)
			return got;
		got = 0;
	}
	return got;
}

/* "a.csv.gz" holds "a.csv", "a.tgz" a tar. */
static char *inner_name(const char *name)
{
	size_t n = strlen(name);

	if (n > 3 && strcasecmp(name + n - 3, ".gz") == 0)
		return mem_strndup(name, n - 3);
	return mem_strdup(n > 4 && strcasecmp(name + n - 4, ".tgz") == 0 ? "x.tar" : "");
}

static int open_rest(struct gunzip *g, struct err *err)
{
	const unsigned char *p = g->p;

	while (p < g->end && *p == 0)
		p++;
	if (p == g->end)
		return 0;
	if (g->damaged)
		return body_extra(g->w, g->body, "after the damage",
				  (struct str){ (const char *)p, (size_t)(g->end - p) }, err);
	walk_structure(g->w, g->body->file, "bytes after the end of the gzip stream", "");
	return body_inside(g->w, g->body, "after the end", "",
			   (struct str){ (const char *)p, (size_t)(g->end - p) }, err);
}

int open_gzip(struct walk *w, const struct body *body, struct err *err)
{
	struct gunzip g = { .w = w, .body = body, .err = err };
	char *name = inner_name(body->name), *file = walk_below(body->file, "content");
	struct body inside = {
		.file = file, .name = name, .depth = body->depth + 1, .layer = body->layer
	};
	int ret;

	g.p = (const unsigned char *)body->bytes.p;
	g.end = g.p + body->bytes.n;
	g.fast = libdeflate_alloc_decompressor();
	g.ready = mem_alloc(SMALL);
	ret = g.fast ? unpack_open(w, &inside, gunzip_read, &g, err)
		     : err_set(err, ERR_IO, "out of memory");
	if (g.refused)
		ret = -1;
	if (ret == 0)
		ret = open_rest(&g, err);
	inflate_free(g.slow);
	libdeflate_free_decompressor(g.fast);
	free(g.ready);
	free(name);
	free(file);
	return ret;
}

int open_zlib(struct walk *w, const struct body *body, struct err *err)
{
	struct str packed = { body->bytes.p + 2, body->bytes.n - 2 };
	char *file = walk_below(body->file, "zlib");
	struct body inside = {
		.file = file, .name = "", .depth = body->depth + 1, .layer = body->layer
	};
	struct inflate_state *s = inflate_new(packed);
	int ret = unpack_open(w, &inside, inflate_read, s, err);

	if (ret == 0 && packed.n > inflate_used(s) + 4) {
		walk_structure(w, body->file, "bytes after the end of the zlib stream", "");
		ret = body_extra(w, body, "after the end",
				 (struct str){ packed.p + inflate_used(s) + 4,
					       packed.n - inflate_used(s) - 4 },
				 err);
	}
	inflate_free(s);
	free(file);
	return ret;
}
