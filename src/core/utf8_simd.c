#include "core/utf8_simd.h"

#include <stdint.h>
#include <string.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define AVX2 __attribute__((target("avx2")))

/* What a pair of neighbouring bytes can have wrong; a bit stands only when all
 * three look-ups show it. */
enum {
	TOO_SHORT = 1,	 /* lead byte, then no continuation */
	TOO_LONG = 2,	 /* ASCII, then a continuation */
	OVERLONG_3 = 4,	 /* E0 80..9F */
	TOO_LARGE = 8,	 /* F4 90.. and above */
	SURROGATE = 16,	 /* ED A0..BF */
	OVERLONG_2 = 32, /* C0, C1 */
	OVERLONG_4 = 64, /* F0 80..8F; also F5.. 80..8F */
	TWO_CONTS = 128, /* two continuations: an error unless a longer lead was before */
	ANY_LOW = TOO_SHORT | TOO_LONG | TWO_CONTS
};

#define HIGH_OF_FIRST                                                                              \
	TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TWO_CONTS, \
		TWO_CONTS, TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,                \
		TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | OVERLONG_4

#define LOW_LARGE (ANY_LOW | TOO_LARGE | OVERLONG_4)
#define LOW_OF_FIRST                                                                               \
	ANY_LOW | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, ANY_LOW | OVERLONG_2, ANY_LOW, ANY_LOW,    \
		ANY_LOW | TOO_LARGE, LOW_LARGE, LOW_LARGE, LOW_LARGE, LOW_LARGE, LOW_LARGE,        \
		LOW_LARGE, LOW_LARGE, LOW_LARGE, LOW_LARGE | SURROGATE, LOW_LARGE, LOW_LARGE

#define CONT (TOO_LONG | OVERLONG_2 | TWO_CONTS)
#define HIGH_OF_SECOND                                                                             \
	TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,    \
		CONT | OVERLONG_3 | OVERLONG_4, CONT | OVERLONG_3 | TOO_LARGE,                     \
		CONT | SURROGATE | TOO_LARGE, CONT | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT,  \
		TOO_SHORT, TOO_SHORT

static const uint8_t high_of_first[16] = { HIGH_OF_FIRST };
static const uint8_t low_of_first[16] = { LOW_OF_FIRST };
static const uint8_t high_of_second[16] = { HIGH_OF_SECOND };

struct tables {
	__m256i first_high, first_low, second_high;
};

AVX2 static inline __m256i table(const uint8_t entries[16])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i_u *)entries));
}

AVX2 static inline __m256i high_half(__m256i v)
{
	return _mm256_and_si256(_mm256_srli_epi16(v, 4), _mm256_set1_epi8(0x0f));
}

/* The input moved on by N bytes, with the last ones of the block before. */
#define SHIFTED(input, before, N)                                                                  \
	_mm256_alignr_epi8(input, _mm256_permute2x128_si256(before, input, 0x21), 16 - (N))

/* Non-zero bytes where the input is not UTF-8. */
AVX2 static inline __m256i block_errors(__m256i input, __m256i before, const struct tables *t)
{
	const __m256i low = _mm256_set1_epi8(0x0f), top = _mm256_set1_epi8((char)0x80);
	__m256i first = SHIFTED(input, before, 1);
	__m256i pair, third, fourth, more;

	pair = _mm256_and_si256(
		_mm256_and_si256(_mm256_shuffle_epi8(t->first_high, high_half(first)),
				 _mm256_shuffle_epi8(t->first_low, _mm256_and_si256(first, low))),
		_mm256_shuffle_epi8(t->second_high, high_half(input)));
	/* The top bit stands where two or three bytes before a lead asks for this one. */
	third = _mm256_subs_epu8(SHIFTED(input, before, 2), _mm256_set1_epi8(0xe0 - 0x80));
	fourth = _mm256_subs_epu8(SHIFTED(input, before, 3), _mm256_set1_epi8(0xf0 - 0x80));
	more = _mm256_and_si256(_mm256_or_si256(third, fourth), top);
	return _mm256_xor_si256(more, pair);
}

/* Non-zero when the block ends within a sequence. */
AVX2 static inline __m256i block_tail(__m256i input)
{
	const __m256i most = _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
					      -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
					      -1, -1, -1, (char)(0xf0 - 1), (char)(0xe0 - 1),
					      (char)(0xc0 - 1));

	return _mm256_subs_epu8(input, most);
}

struct check {
	struct tables tables;
	__m256i before, tail, errors;
};

AVX2 static inline void check_block(struct check *c, __m256i input)
{
	if (_mm256_movemask_epi8(input) == 0) {
		c->errors = _mm256_or_si256(c->errors, c->tail);
		c->tail = _mm256_setzero_si256();
	} else {
		c->errors = _mm256_or_si256(c->errors, block_errors(input, c->before, &c->tables));
		c->tail = block_tail(input);
	}
	c->before = input;
}

AVX2 bool utf8_simd_is_valid(const char *p, size_t n)
{
	struct check c = { { table(high_of_first), table(low_of_first), table(high_of_second) },
			   _mm256_setzero_si256(),
			   _mm256_setzero_si256(),
			   _mm256_setzero_si256() };
	char rest[32] = { 0 };
	size_t i;

	for (i = 0; i + 32 <= n; i += 32)
		check_block(&c, _mm256_loadu_si256((const __m256i_u *)(p + i)));
	/* The zeros after the rest end any sequence that is cut there. */
	memcpy(rest, p + i, n - i);
	check_block(&c, _mm256_loadu_si256((const __m256i_u *)rest));
	c.errors = _mm256_or_si256(c.errors, c.tail);
	return _mm256_testz_si256(c.errors, c.errors);
}

bool utf8_simd_is_there(void)
{
	return __builtin_cpu_supports("avx2");
}

#else

bool utf8_simd_is_there(void)
{
	return false;
}

bool utf8_simd_is_valid(const char *p, size_t n)
{
	(void)p;
	(void)n;
	return false;
}

#endif
