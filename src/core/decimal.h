/*
 * decimal: exact decimal numbers in 128 bits, scaled by a power of ten.
 *
 * 1234.50 yuan with scale 2 is the integer 123450.  At most 38 digits; every
 * operation that would leave that range fails instead of wrapping.
 */
#ifndef CORE_DECIMAL_H
#define CORE_DECIMAL_H

#include <stdbool.h>

#include "core/buf.h"

enum { DECIMAL_DIGITS = 38, DECIMAL_TEXT = 48 };

/* -?digits[.digits], no blanks, no exponent, no separators; more places than
 * scale only when they are zeros.  False when s is anything else. */
bool decimal_parse(struct str s, int scale, __int128 *v);
/* Writes at most DECIMAL_TEXT bytes with exactly `scale` places; the length. */
size_t decimal_format(__int128 v, int scale, char *out);
bool decimal_add(__int128 a, __int128 b, __int128 *sum);
bool decimal_mul_int(__int128 a, long long n, __int128 *product);
/* Other scale; a loss of digits is false. */
bool decimal_rescale(__int128 v, int from, int to, __int128 *out);
/* v / n at `to` places, half away from zero (the rounding of official Chinese
 * statistics, GB/T 8170 is half-even: see `even`). */
bool decimal_div(__int128 v, int from, long long n, int to, bool even, __int128 *out);

#endif
