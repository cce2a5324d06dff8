#include "core/pii_word.h"

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static void add(struct ascii_word *w, const char *end)
{
	for (; w->end < end; w->end++) {
		char c = *w->end;

		if (c >= '0' && c <= '9')
			w->digit = true;
		else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			w->letter = true;
		else
			break;
	}
}

struct ascii_word ascii_word_read_plain(const char *p, const char *end)
{
	struct ascii_word w = { p, false, false };

	add(&w, end);
	return w;
}

#if defined(__SSE2__)

/* Bytes from `low` on, `count` of them, as a bit each: one signed comparison. */
static unsigned in_range(__m128i v, char low, int count)
{
	__m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((char)(low + 128)));

	return (unsigned)_mm_movemask_epi8(
		_mm_cmplt_epi8(moved, _mm_set1_epi8((char)(count - 128))));
}

struct ascii_word ascii_word_read(const char *p, const char *end)
{
	struct ascii_word w = { p, false, false };

	while (end - w.end >= 16) {
		__m128i v = _mm_loadu_si128((const __m128i_u *)w.end);
		unsigned digits = in_range(v, '0', 10);
		unsigned letters = in_range(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 26);
		unsigned other = ~(digits | letters) | 0x10000u;
		int n = __builtin_ctz(other);
		unsigned mine = (1u << n) - 1;

		w.digit = w.digit || (digits & mine) != 0;
		w.letter = w.letter || (letters & mine) != 0;
		w.end += n;
		if (n < 16)
			return w;
	}
	add(&w, end);
	return w;
}

#else

struct ascii_word ascii_word_read(const char *p, const char *end)
{
	return ascii_word_read_plain(p, end);
}

#endif
