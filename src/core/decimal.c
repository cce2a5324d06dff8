#include "core/decimal.h"

#include <assert.h>
#include <stdint.h>

typedef unsigned __int128 uint128; /* no standard name says it */

enum { MAX_SCALE = DECIMAL_DIGITS, SHORT_SCALE = 18 };

static uint128 power_of_ten(int n)
{
	uint128 v = 1;

	assert(n >= 0 && n <= MAX_SCALE);
	while (n-- > 0)
		v *= 10;
	return v;
}

/* 10^38 fits in 128 bits and no decimal reaches it. */
static bool in_range(uint128 magnitude)
{
	return magnitude < power_of_ten(DECIMAL_DIGITS);
}

static uint128 magnitude(__int128 v)
{
	return v < 0 ? -(uint128)v : (uint128)v;
}

/* False when the magnitude is out of range. */
static bool signed_value(uint128 m, bool negative, __int128 *v)
{
	if (!in_range(m))
		return false;
	*v = negative ? -(__int128)m : (__int128)m;
	return true;
}

/* m * 10 + digit, false out of range. */
static bool push_digit(uint128 *m, unsigned digit)
{
	if (*m >= power_of_ten(DECIMAL_DIGITS - 1))
		return false;
	*m = *m * 10 + digit;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool decimal_parse(struct str s, int scale, __int128 *v)
{
	const char *p = s.p, *end = s.p + s.n;
	bool negative = p < end && *p == '-';
	uint128 m = 0;
	int places = 0;

	assert(scale >= 0 && scale <= MAX_SCALE);
	if (negative)
		p++;
	if (p == end || !is_digit(*p))
		return false;
	for (; p < end && is_digit(*p); p++)
		if (!push_digit(&m, (unsigned)(*p - '0')))
			return false;
	if (p < end) {
		if (*p != '.' || ++p == end)
			return false;
		for (; p < end && is_digit(*p); p++) {
			if (places == scale && *p != '0')
				return false;
			if (places < scale && !push_digit(&m, (unsigned)(*p - '0')))
				return false;
			places += places < scale;
		}
	}
	if (p != end)
		return false;
	for (; places < scale; places++)
		if (!push_digit(&m, 0))
			return false;
	return signed_value(m, negative, v);
}

/* Nearly all numbers: 64 bits and few places, where a division is a few cycles. */
static size_t format_short(uint64_t m, bool negative, int scale, char *out)
{
	char text[24], *end = text + sizeof(text), *at = end;
	size_t n;

	for (; scale > 0; scale--, m /= 10) {
		*--at = (char)('0' + m % 10);
		if (scale == 1)
			*--at = '.';
	}
	do
		*--at = (char)('0' + m % 10);
	while (m /= 10);
	if (negative)
		*--at = '-';
	n = (size_t)(end - at);
	memcpy(out, at, n);
	out[n] = '\0';
	return n;
}

size_t decimal_format(__int128 v, int scale, char *out)
{
	char digits[DECIMAL_TEXT];
	uint128 m = magnitude(v);
	size_t n = 0, length = 0;

	assert(scale >= 0 && scale <= MAX_SCALE);
	if (m <= UINT64_MAX && scale <= SHORT_SCALE)
		return format_short((uint64_t)m, v < 0, scale, out);
	do {
		digits[n++] = (char)('0' + (int)(m % 10));
		m /= 10;
	} while (m);
	while (n <= (size_t)scale)
		digits[n++] = '0';
	if (v < 0)
		out[length++] = '-';
	while (n) {
		if (n == (size_t)scale)
			out[length++] = '.';
		out[length++] = digits[--n];
	}
	out[length] = '\0';
	return length;
}

bool decimal_add(__int128 a, __int128 b, __int128 *sum)
{
	__int128 v;

	if (__builtin_add_overflow(a, b, &v) || !in_range(magnitude(v)))
		return false;
	*sum = v;
	return true;
}

bool decimal_mul_int(__int128 a, long long n, __int128 *product)
{
	__int128 v;

	if (__builtin_mul_overflow(a, (__int128)n, &v) || !in_range(magnitude(v)))
		return false;
	*product = v;
	return true;
}

bool decimal_rescale(__int128 v, int from, int to, __int128 *out)
{
	uint128 m = magnitude(v);
	uint128 power = power_of_ten(to > from ? to - from : from - to);

	if (to > from) {
		if (__builtin_mul_overflow(m, power, &m))
			return false;
	} else {
		if (m % power)
			return false;
		m /= power;
	}
	return signed_value(m, v < 0, out);
}

/*
 * Where a remainder stands between two results: negative below the middle, 0
 * on it, positive above.  Doubling cannot overflow: a remainder is below 2^127.
 */
static int against_half(uint128 rest, uint128 divisor)
{
	uint128 twice = rest * 2;

	return (twice > divisor) - (twice < divisor);
}

/* The quotient by n, cut at `drop` places less, and where the rest stands. */
static uint128 divide_dropping(uint128 m, uint128 n, int drop, int *half)
{
	uint128 power = power_of_ten(drop);
	uint128 quotient = m / n, rest = quotient % power;

	*half = against_half(rest, power);
	/* What n leaves is less than one in the last place of `rest`. */
	if (*half == 0 && m % n)
		*half = 1;
	return quotient / power;
}

bool decimal_div(__int128 v, int from, long long n, int to, bool even, __int128 *out)
{
	uint128 divisor = magnitude(n), m = magnitude(v), quotient, rest;
	bool negative = (v < 0) != (n < 0);
	int half;

	assert(from >= 0 && from <= MAX_SCALE && to >= 0 && to <= MAX_SCALE);
	if (n == 0)
		return false;
	if (to < from) {
		quotient = divide_dropping(m, divisor, from - to, &half);
	} else {
		/* By hand, digit for digit: v * 10^(to - from) need not fit. */
		quotient = m / divisor;
		rest = m % divisor;
		for (int i = from; i < to; i++) {
			rest *= 10;
			if (!push_digit(&quotient, (unsigned)(rest / divisor)))
				return false;
			rest %= divisor;
		}
		half = against_half(rest, divisor);
	}
	if (half > 0 || (half == 0 && (!even || quotient % 2)))
		quotient++;
	return signed_value(quotient, negative, out);
}
