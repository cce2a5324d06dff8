#include "core/csv_index.h"

#include <string.h>

enum { BLOCK = 64 };

/* One bit for each byte of a block. */
struct bits {
	uint64_t comma, lf, cr, quote, nul, high;
};

struct state {
	uint64_t in_quotes;	  /* all ones when the block before ended in quotes */
	uint64_t after_end;	  /* 1 when it ended with a comma or line feed outside them */
	bool open_cr, open_quote; /* its last byte needs the next one to be judged */
	struct csv_marks *marks;
};

/* Bit i is the parity of bits 0 to i. */
static inline uint64_t prefix_parity(uint64_t x)
{
	x ^= x << 1;
	x ^= x << 2;
	x ^= x << 4;
	x ^= x << 8;
	x ^= x << 16;
	return x ^ x << 32;
}

/* A carriage return or closing quote at the very end of the block before is
 * judged now; its own position is past all that were written. */
static inline uint32_t *close_last(struct state *s, const struct bits *b, uint64_t ends,
				   uint32_t base, uint32_t *to)
{
	bool bad_cr = s->open_cr && !(b->lf & 1);
	bool bad_quote = s->open_quote && !((ends | b->cr) & 1);

	s->open_cr = s->open_quote = false;
	if (bad_cr || bad_quote)
		*to++ = base - 1;
	return to;
}

static inline uint32_t *put_positions(uint64_t set, uint32_t base, uint32_t *to)
{
	while (set) {
		*to++ = base + (uint32_t)__builtin_ctzll(set);
		set &= set - 1;
	}
	return to;
}

/* Of the quotes: those that stand where none may; the last bit is judged later. */
static inline uint64_t odd_quotes(struct state *s, const struct bits *b, uint64_t inside,
				  uint64_t ends)
{
	uint64_t opening = b->quote & inside, closing = b->quote & ~inside;
	uint64_t follows = ends << 1 | s->after_end, precedes = (ends | b->cr) >> 1;

	s->open_quote = closing >> 63;
	return (opening & ~follows) | (closing & ~precedes & ~(UINT64_C(1) << 63));
}

static inline __attribute__((always_inline)) uint32_t *put_block(struct state *s,
								 const struct bits *b,
								 uint64_t there, uint32_t base,
								 uint32_t *to)
{
	uint64_t inside = s->in_quotes, ends, odd, stray;

	if (b->quote)
		inside ^= prefix_parity(b->quote);
	ends = (b->comma | b->lf) & ~inside;
	if (s->open_cr || s->open_quote)
		to = close_last(s, b, ends, base, to);
	stray = b->cr & ~inside & ~(b->lf >> 1);
	s->open_cr = stray >> 63;
	odd = (stray & ~(UINT64_C(1) << 63)) | b->nul;
	if (b->quote)
		odd |= odd_quotes(s, b, inside, ends);
	s->in_quotes = 0 - (inside >> 63);
	s->after_end = ends >> 63;
	s->marks->has_high |= (b->high & there) != 0;
	s->marks->has_quoted_lf |= (b->lf & inside) != 0;
	return put_positions((ends | odd) & there, base, to);
}

/* The top bit of each byte of a word that equals c; exact for all bytes. */
static inline uint64_t equal_bytes(uint64_t word, unsigned char c)
{
	const uint64_t low = 0x7f7f7f7f7f7f7f7fu;
	uint64_t x = word ^ c * (uint64_t)0x0101010101010101u;

	return ~(((x & low) + low) | x | low);
}

/* Eight top bits into the eight lowest. */
static inline uint64_t gather(uint64_t tops)
{
	return (tops >> 7) * 0x0102040810204080u >> 56;
}

static void read_words(const char *p, struct bits *b)
{
	uint64_t word;
	unsigned i;

	*b = (struct bits){ 0, 0, 0, 0, 0, 0 };
	for (i = 0; i < BLOCK; i += 8) {
		memcpy(&word, p + i, 8);
		b->comma |= gather(equal_bytes(word, ',')) << i;
		b->lf |= gather(equal_bytes(word, '\n')) << i;
		b->cr |= gather(equal_bytes(word, '\r')) << i;
		b->quote |= gather(equal_bytes(word, '"')) << i;
		b->nul |= gather(equal_bytes(word, 0)) << i;
		b->high |= gather(word & 0x8080808080808080u) << i;
	}
}

static inline uint64_t bits_there(size_t n)
{
	return n >= BLOCK ? ~UINT64_C(0) : (UINT64_C(1) << n) - 1;
}

static size_t index_words(const char *p, size_t n, uint32_t *at, struct state *s)
{
	char rest[BLOCK] = { 0 };
	uint32_t *to = at;
	struct bits b;
	size_t i;

	for (i = 0; i + BLOCK <= n; i += BLOCK) {
		read_words(p + i, &b);
		to = put_block(s, &b, ~UINT64_C(0), (uint32_t)i, to);
	}
	memcpy(rest, p + i, n - i);
	read_words(rest, &b);
	to = put_block(s, &b, bits_there(n - i), (uint32_t)i, to);
	return (size_t)(to - at);
}

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline uint64_t equal_lanes(__m256i low, __m256i high, char c)
{
	__m256i same = _mm256_set1_epi8(c);
	uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, same));
	uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, same));

	return a | (uint64_t)b << 32;
}

AVX2 static inline void read_lanes(const char *p, struct bits *b)
{
	__m256i low = _mm256_loadu_si256((const __m256i_u *)p);
	__m256i high = _mm256_loadu_si256((const __m256i_u *)(p + 32));

	b->comma = equal_lanes(low, high, ',');
	b->lf = equal_lanes(low, high, '\n');
	b->cr = equal_lanes(low, high, '\r');
	b->quote = equal_lanes(low, high, '"');
	b->nul = equal_lanes(low, high, 0);
	b->high = (uint32_t)_mm256_movemask_epi8(low) |
		  (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

AVX2 static size_t index_lanes(const char *p, size_t n, uint32_t *at, struct state *s)
{
	char rest[BLOCK] = { 0 };
	uint32_t *to = at;
	struct bits b;
	size_t i;

	for (i = 0; i + BLOCK <= n; i += BLOCK) {
		read_lanes(p + i, &b);
		to = put_block(s, &b, ~UINT64_C(0), (uint32_t)i, to);
	}
	memcpy(rest, p + i, n - i);
	read_lanes(rest, &b);
	to = put_block(s, &b, bits_there(n - i), (uint32_t)i, to);
	return (size_t)(to - at);
}

static bool has_lanes(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

#define index_lanes index_words

static bool has_lanes(void)
{
	return false;
}

#endif

size_t csv_index(const char *p, size_t n, uint32_t *at, struct csv_marks *marks, bool simple)
{
	struct state s = { .after_end = 1, .marks = marks };

	*marks = (struct csv_marks){ false, false };
	return simple || !has_lanes() ? index_words(p, n, at, &s) : index_lanes(p, n, at, &s);
}
