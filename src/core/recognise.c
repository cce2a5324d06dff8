#include "core/recognise.h"

#include "core/fold.h"
#include "core/mem.h"
#include "core/pii_context.h"
#include "core/pii_lexicon.h"
#include "core/pii_name.h"
#include "core/pii_net.h"
#include "core/pii_number.h"
#include "core/pii_place.h"
#include "core/pii_position.h"
#include "core/pii_word.h"

/* What a byte of ASCII can be in a word. */
enum { WORD_DIGIT = 1, WORD_HEX = 2, WORD_LETTER = 4, WORD_UPPER = 8 };

#define L (WORD_LETTER)
#define H (WORD_LETTER | WORD_HEX)
#define U (WORD_LETTER | WORD_UPPER)
#define V (WORD_LETTER | WORD_UPPER | WORD_HEX)
#define D (WORD_DIGIT | WORD_HEX)

static const uint8_t word_bits[256] = {
	['0'] = D, D, D, D, D, D, D, D, D, D, ['A'] = V, V, V, V, V, V,		U, U, U, U, U,
	U,	   U, U, U, U, U, U, U, U, U, U,	 U, U, U, U, ['a'] = H, H, H, H, H, H,
	L,	   L, L, L, L, L, L, L, L, L, L,	 L, L, L, L, L,		L, L, L, L,
};

/* What begins at a byte. */
enum start { START_NOTHING, START_WORD, START_AT, START_COLON, START_STAR, START_HIGH };

static const uint8_t starts[256] = {
	['0'] = START_WORD,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	['A'] = START_WORD,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	['a'] = START_WORD,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	1,
	['@'] = START_AT,
	[':'] = START_COLON,
	['*'] = START_STAR,
	[0xc2 ... 0xf4] = START_HIGH,
};

/* Whether a piece of a number could begin at p. */
static bool is_piece_at(const struct scan *s, const char *p)
{
	unsigned bits;

	if (p >= s->end)
		return false;
	if (*p & 0x80)
		return !(kind_at(s, p) & CHAR_HAN);
	bits = word_bits[(unsigned char)*p];
	return (bits & (WORD_DIGIT | WORD_UPPER)) || *p == 'x';
}

static bool is_separator(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '_' || c == '/' || c == ')';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether nothing follows at p that a number could go on to. */
static bool is_end(const struct scan *s, const char *p)
{
	return p == s->end || !(word_bits[(unsigned char)*p] || is_separator(*p) || (*p & 0x80));
}

/* Whether a short run of digits that ends at p can still become something: it
 * goes on over a separator, or says the degrees of a position. */
static bool may_go_on(const struct scan *s, const char *p)
{
	const char *q = p;

	if (p == s->end)
		return false;
	if (*p & 0x80)
		return is_piece_at(s, p);
	if (*p == '.') {
		/* 1087.05 and its like, with nothing after it. */
		for (q = p + 1;
		     q < s->end && q - p <= 3 && (word_bits[(unsigned char)*q] & WORD_DIGIT);)
			q++;
		if (q - p <= 3 && q - p > 1 && is_end(s, q))
			return false;
		q = p;
	}
	while (q < s->end && q - p < 3 && is_separator(*q))
		q++;
	return q > p && is_piece_at(s, q);
}

/* The end of 2026-10 or 2026-10-31, whose year is [p, q), or NULL: for speed. */
static const char *date_end(const struct scan *s, const char *p, const char *q)
{
	if (q - p != 4 || s->end - q < 3 || *q != '-' || !is_digit(q[1]) || !is_digit(q[2]))
		return NULL;
	if (s->end - q >= 6 && q[3] == '-' && is_digit(q[4]) && is_digit(q[5]))
		q += 3;
	return is_end(s, q + 3) ? q + 3 : NULL;
}

/* Whether each byte of a short word has the bit. */
static bool word_is(const char *p, const char *end, uint8_t bit)
{
	while (p < end && (word_bits[(unsigned char)*p] & bit))
		p++;
	return p == end;
}

/* Letters that could begin an address of the network, or go on to a number as
 * the E of a passport and the BJ of a certificate do. */
static const char *letters(struct scan *s, const char *p, const char *q)
{
	if (q - p <= 2 && q < s->end && (is_separator(*q) || (*q & 0x80)) &&
	    word_is(p, q, WORD_UPPER))
		return pii_number(s, p);
	return q;
}

static const char *word(struct scan *s, const char *p)
{
	struct ascii_word w = ascii_word_read(p, s->end);
	const char *q = w.end, *end;

	if (q - p <= 4 && q < s->end &&
	    (*q == ':' || (*q == '-' && q - p == 2) || (*q == '.' && q - p == 4)) &&
	    word_is(p, q, WORD_HEX)) {
		end = ipv6_or_mac_put(s, p);
		if (end != NULL)
			return end;
	}
	if (!w.digit)
		return letters(s, p, q);
	/* A digest holds any digits by chance. */
	if (q - p >= 19 && !(q - p >= 32 && w.letter && word_is(p, q, WORD_HEX)))
		pii_long_word(s, p, q);
	if (q - p > LONG_WORD)
		return q;
	if (w.letter)
		return pii_number(s, p);
	end = date_end(s, p, q);
	if (end != NULL)
		return end;
	if (q - p >= 7 ? !is_end(s, q) : may_go_on(s, q))
		return pii_number(s, p);
	if (q - p >= 7)
		pii_digits(s, p, q);
	return q;
}

/* What a marked ideograph begins; the end of what was read. */
static const char *trigger(struct scan *s, const char *p, const char *next, uint32_t c)
{
	size_t n;
	enum context_class class = context_at(s, p, c, &n);

	if (class != CONTEXT_NONE) {
		s->context = class;
		s->context_end = p + n;
		if (class == CONTEXT_NAME)
			name_after_put(s, p + n);
		else if (class == CONTEXT_ADDRESS)
			address_after_put(s, p + n);
		return p + n;
	}
	if (c == 0x67d0) /* 某 */
		name_star_put(s, p);
	else if (role_of(s->r, c) & ROLE_UNIT)
		address_put(s, p, c);
	else if ((role_of(s->r, c) & ROLE_PLATE) && is_word_kind(kind_at(s, next)))
		plate_put(s, p, c);
	return next;
}

/* One ideograph, blanks, one ideograph: its end, or NULL. */
static const char *spaced_end(const struct scan *s, const char *p)
{
	uint32_t c;
	int n;

	for (n = 0; p < s->end && n <= 4; n++) {
		p += char_at(p, s->end, &c);
		if (c == ' ' || c == 0x3000)
			continue;
		return n > 0 && (char_kind(s->r, c) & CHAR_HAN) && kind_at(s, p) == CHAR_BREAK
			       ? p
			       : NULL;
	}
	return NULL;
}

/* A run of ideographs. */
static const char *han_run(struct scan *s, const char *p)
{
	const char *from = p, *next, *end;
	bool marked = false;
	uint32_t c;
	uint8_t kind;
	int n;

	for (n = 0; p < s->end && !s->stopped; n++, p = next) {
		next = p + char_at(p, s->end, &c);
		kind = char_kind(s->r, c);
		if (!(kind & CHAR_HAN))
			break;
		if (kind & HAN_TRIGGER) {
			next = trigger(s, p, next, c);
			marked = marked || (s->context_end == next && s->context != CONTEXT_NONE);
		}
	}
	if (n > 4 || n == 0 || marked)
		return p;
	kind = kind_before(s, from);
	if (kind != CHAR_BREAK && kind != CHAR_SEPARATOR)
		return p;
	if (n == 1) {
		end = spaced_end(s, p);
		if (end != NULL)
			name_spaced_put(s, from, end);
		return p;
	}
	kind = kind_at(s, p);
	if (kind == CHAR_BREAK || kind == CHAR_SEPARATOR)
		name_token_put(s, from, p);
	return p;
}

/* A character that is not ASCII. */
static const char *high(struct scan *s, const char *p)
{
	uint32_t c;
	const char *next = p + char_at(p, s->end, &c);
	uint8_t kind = char_kind(s->r, c);

	if (kind & CHAR_HAN)
		return han_run(s, p);
	switch (kind) {
	case CHAR_DIGIT:
	case CHAR_LETTER:
		return pii_number(s, p);
	case CHAR_STAR:
		name_star_put(s, p);
		break;
	case CHAR_SEPARATOR:
		if ((kind_before(s, p) & CHAR_HAN) && (kind_at(s, next) & CHAR_HAN))
			name_dot_put(s, p);
		break;
	default:
		if (c == 0xff20) /* ＠ */
			return email_put(s, p);
		if (c == 0xb0 && (kind_before(s, p) == CHAR_DIGIT))
			degrees_put(s, p);
	}
	return next;
}

static const char *colon(struct scan *s, const char *p)
{
	const char *end = NULL;

	if (s->end - p > 2 && p[1] == ':')
		end = ipv6_or_mac_put(s, p);
	return end != NULL ? end : p + 1;
}

void recognise(const struct recogniser *r, struct str text, pii_fn *each, void *ctx)
{
	/* Cleared by itself it would cost more than most texts. */
	struct group group __attribute__((uninitialized));
	struct scan s __attribute__((uninitialized));
	const char *p = text.p;

	if (text.n == 0)
		return;
	scan_begin(&s, r, text);
	s.group = &group;
	s.each = each;
	s.ctx = ctx;
	while (p < s.end && !s.stopped) {
		switch (starts[(unsigned char)*p]) {
		case START_NOTHING:
			do
				p++;
			while (p < s.end && starts[(unsigned char)*p] == START_NOTHING);
			continue;
		case START_WORD:
			p = word(&s, p);
			break;
		case START_AT:
			p = email_put(&s, p);
			break;
		case START_COLON:
			p = colon(&s, p);
			break;
		case START_STAR:
			name_star_put(&s, p++);
			break;
		default:
			p = high(&s, p);
		}
		if (s.npending > 16)
			scan_tell(&s, p);
	}
	scan_end(&s);
}

uint8_t char_kind_far(uint32_t c)
{
	enum fold_class class;

	c = fold_char(c, &class);
	switch (class) {
	case FOLD_DIGIT:
		return CHAR_DIGIT;
	case FOLD_LETTER:
		return c < 0x80 ? CHAR_LETTER : CHAR_OTHER;
	case FOLD_HAN:
		return CHAR_HAN;
	case FOLD_SEPARATOR:
		return CHAR_SEPARATOR;
	default:
		return CHAR_BREAK;
	}
}

struct recogniser *recogniser_new(const struct codes *divisions)
{
	static const uint16_t stars[] = { '*',	  0xd7,	  0x25cb, 0x25cf, 0x25ef, 0x2715,
					  0x2716, 0x2731, 0x2605, 0x2606, 0xff0a };
	struct recogniser *r = mem_zalloc(1, sizeof(*r));
	uint32_t c;
	size_t i;

	lexicon_new(r, 2048 + (divisions != NULL ? (size_t)divisions->n : 0));
	for (c = 0; c < 0x10000; c++)
		r->kinds[c] = char_kind_far(c);
	for (i = 0; i < sizeof(stars) / sizeof(*stars); i++)
		r->kinds[stars[i]] = CHAR_STAR;
	name_build(r);
	place_build(r, divisions);
	context_build(r);
	return r;
}

void recogniser_free(struct recogniser *r)
{
	if (r == NULL)
		return;
	lexicon_free(r);
	free(r);
}
