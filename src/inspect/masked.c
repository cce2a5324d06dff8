#include "inspect/masked.h"

#include "core/fold.h"
#include "core/text.h"

enum { DIGIT = 1, STAR = 2, BETWEEN = 4, DIGITS_MIN = 3, RUN_MAX = 256 };

struct run {
	size_t from, to; /* to: behind the last digit or star */
	int digits, stars;
};

/* What the byte may be in a masked number; a byte above ASCII needs a look at all of it. */
static const unsigned char ascii_class[128] = {
	['0' ... '9'] = DIGIT, ['*'] = STAR, ['#'] = STAR,    ['_'] = STAR,    ['?'] = STAR,
	['x'] = STAR,	       ['X'] = STAR, [' '] = BETWEEN, ['-'] = BETWEEN,
};

static unsigned wide_class(uint32_t c)
{
	enum fold_class class;
	uint32_t folded = fold_char(c, &class);

	if (class == FOLD_DIGIT)
		return DIGIT;
	if (class == FOLD_SEPARATOR)
		return BETWEEN;
	if (class != FOLD_BREAK)
		return folded == 'X' ? STAR : 0;
	if (c >= 0xFF01 && c <= 0xFF5E)
		return ascii_class[c - 0xFEE0];
	/* Signs and geometric shapes; candidates_of_masked() knows which of them hide. */
	return c == 0xD7 || (c >= 0x2010 && c <= 0x22FF) || (c >= 0x25A0 && c <= 0x26FF) ? STAR : 0;
}

/* Bytes of the character at p and its class; a byte that is no character has none. */
static size_t look(const char *p, const char *end, unsigned *class)
{
	unsigned char c = (unsigned char)*p;
	size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

	*class = 0;
	if (n == 1) {
		*class = ascii_class[c];
		return 1;
	}
	/* Ideographs, which are most of it. */
	if (c >= 0xE4 && c <= 0xE9)
		return (size_t)(end - p) < n ? 1 : n;
	if ((size_t)(end - p) < n || !utf8_is_valid(p, n))
		return 1;
	*class = wide_class(utf8_next(&p));
	return n;
}

static void judge(struct str text, const struct run *r, uint64_t least, masked_fn *each, void *ctx)
{
	struct str number = { text.p + r->from, r->to - r->from };
	uint64_t candidates;
	const char *shape;

	if (r->stars && r->digits >= DIGITS_MIN && number.n <= RUN_MAX &&
	    candidates_of_masked(number, &candidates, &shape) && candidates < least)
		each(ctx, r->from, r->to, shape);
}

void masked_find(struct str text, uint64_t least, masked_fn *each, void *ctx)
{
	struct run r = { 0, 0, 0, 0 };
	const char *end = text.p + text.n;

	for (const char *p = text.p; p < end;) {
		unsigned class;
		size_t n = look(p, end, &class), at = (size_t)(p - text.p);

		p += n;
		if (class == DIGIT || class == STAR) {
			if (r.digits + r.stars == 0)
				r.from = at;
			r.to = at + n;
			r.digits += class == DIGIT;
			r.stars += class == STAR;
		} else if (class == 0 && r.digits + r.stars) {
			judge(text, &r, least, each, ctx);
			r.digits = r.stars = 0;
		}
	}
	judge(text, &r, least, each, ctx);
}
