#include <errno.h>
#include <iconv.h>

#include "core/mem.h"
#include "core/text.h"

enum { LONGEST = 4 }; /* bytes of one character, in either encoding */

struct recoder {
	const char *encoding;
	iconv_t iconv;	    /* unused for UTF-8, which is only checked */
	char kept[LONGEST]; /* the cut character at the end of the last call */
	size_t nkept;
	long long offset; /* of kept[0] in the whole input */
};

int recoder_open(const char *encoding, struct recoder **out, struct err *err)
{
	const char *name = encoding_name(encoding);
	struct recoder *r;

	if (!name)
		return err_set(err, ERR_USAGE, "encoding '%s' is not known: UTF-8 or GB18030",
			       encoding);
	r = mem_zalloc(1, sizeof(*r));
	r->encoding = name;
	r->iconv = (iconv_t)-1;
	if (strcmp(name, "UTF-8") != 0) {
		r->iconv = iconv_open("UTF-8", name);
		if (r->iconv == (iconv_t)-1) {
			free(r);
			return err_sys(err, ERR_IO, "no conversion from %s on this system", name);
		}
	}
	*out = r;
	return 0;
}

/* How much of p is whole characters: all but a cut one at the end. */
static size_t utf8_whole(const char *p, size_t n)
{
	size_t back;
	unsigned char c;

	for (back = 1; back <= n && back < LONGEST; back++) {
		c = (unsigned char)p[n - back];
		if ((c & 0xc0) == 0x80)
			continue;
		if ((c >= 0xc0 && back < 2) || (c >= 0xe0 && back < 3) || (c >= 0xf0 && back < 4))
			return n - back;
		break;
	}
	return n;
}

/* Characters before the first invalid one, so that both encodings leave in `to`
 * exactly what stands before the error. */
static size_t utf8_valid_prefix(const char *p, size_t n)
{
	size_t low = 0, step;

	while (low < n) {
		for (step = 1; step <= LONGEST && step <= n - low; step++)
			if (utf8_is_valid(p + low, step))
				break;
		if (step > LONGEST || step > n - low)
			break;
		low += step;
	}
	return low;
}

static bool recode_utf8(const char *p, size_t n, struct buf *to, size_t *done)
{
	size_t whole = utf8_whole(p, n);
	bool ok = utf8_is_valid(p, whole);

	*done = ok ? whole : utf8_valid_prefix(p, whole);
	buf_add(to, p, *done);
	return ok;
}

/* False at an invalid sequence; a cut one at the end is left over. */
static bool recode_iconv(iconv_t cd, const char *p, size_t n, struct buf *to, size_t *done)
{
	char *in = (char *)(uintptr_t)p; /* iconv's prototype; it does not write there */
	size_t left = n, room, ret;
	char *out;

	do {
		room = left * 2 + 64;
		out = buf_reserve(to, room);
		ret = iconv(cd, &in, &left, &out, &room);
		to->n = (size_t)(out - to->p);
		to->p[to->n] = '\0';
	} while (ret == (size_t)-1 && errno == E2BIG);
	*done = n - left;
	return ret != (size_t)-1 || errno == EINVAL;
}

static bool recode(struct recoder *r, const char *p, size_t n, struct buf *to, size_t *done)
{
	bool ok = r->iconv == (iconv_t)-1 ? recode_utf8(p, n, to, done)
					  : recode_iconv(r->iconv, p, n, to, done);

	r->offset += (long long)*done;
	return ok;
}

/* Ends the character that the last call cut; *n of p are used up for it. */
static bool recode_kept(struct recoder *r, const char *p, size_t n, struct buf *to, size_t *used)
{
	size_t done, kept;

	*used = 0;
	while (r->nkept && *used < n) {
		r->kept[r->nkept++] = p[(*used)++];
		kept = r->nkept;
		if (!recode(r, r->kept, kept, to, &done))
			return false;
		if (done == 0 && kept == LONGEST)
			return false;
		memmove(r->kept, r->kept + done, kept - done);
		r->nkept = kept - done;
	}
	return true;
}

int recoder_put(struct recoder *r, const char *p, size_t n, bool last, struct buf *to,
		struct err *err)
{
	size_t used, done = 0;
	bool ok = recode_kept(r, p, n, to, &used);

	if (ok && used < n) {
		ok = recode(r, p + used, n - used, to, &done);
		used += done;
		if (ok && n - used >= LONGEST)
			ok = false;
		if (ok) {
			r->nkept = n - used;
			memcpy(r->kept, p + used, r->nkept);
		}
	}
	if (!ok)
		return err_set(err, ERR_DATA, "byte %lld is not %s", r->offset + 1, r->encoding);
	if (last && r->nkept)
		return err_set(err, ERR_DATA, "%s text ends within a character", r->encoding);
	return 0;
}

void recoder_close(struct recoder *r)
{
	if (!r)
		return;
	if (r->iconv != (iconv_t)-1)
		iconv_close(r->iconv);
	free(r);
}
