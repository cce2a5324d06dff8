/*
 * field61: arithmetic modulo a prime of 61 bits.
 *
 * Elimination over a prime field has neither growth of numbers nor tolerances.
 * Independence modulo p implies independence over the rationals; the other
 * direction fails only when p divides a minor of the 0/1 matrix, which a prime
 * drawn for the input (and confirmed with a second one) makes negligible.
 *
 * Elements are kept in Montgomery form (P. L. Montgomery, Modular multiplication
 * without trial division, 1985) and are always below p; 0 is 0.
 */
#ifndef PROTECT_FIELD61_H
#define PROTECT_FIELD61_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct field61 {
	uint64_t p;
	uint64_t inverse; /* -1/p mod 2^64 */
	uint64_t one;	  /* 2^64 mod p: the element 1 */
	uint64_t square;  /* 2^128 mod p */
};

/* p odd, 2^60 < p < 2^61. */
void field61_init(struct field61 *f, uint64_t p);
/* A prime that depends on nothing but seed and number; the field of it. */
void field61_draw(struct field61 *f, const char *seed, int number);
/* Exact for every odd n above 2. */
bool field61_is_prime(uint64_t n);

static inline uint64_t field61_mul(const struct field61 *f, uint64_t a, uint64_t b)
{
	unsigned __int128 t = (unsigned __int128)a * b;
	uint64_t m = (uint64_t)t * f->inverse;
	uint64_t r = (uint64_t)((t + (unsigned __int128)m * f->p) >> 64);

	return r >= f->p ? r - f->p : r;
}

static inline uint64_t field61_add(const struct field61 *f, uint64_t a, uint64_t b)
{
	uint64_t r = a + b;

	return r >= f->p ? r - f->p : r;
}

static inline uint64_t field61_sub(const struct field61 *f, uint64_t a, uint64_t b)
{
	return a >= b ? a - b : a + f->p - b;
}

/* The element of an integer below p. */
uint64_t field61_of(const struct field61 *f, uint64_t n);
/* The element of an integer that may be negative; its size is below p. */
static inline uint64_t field61_of_int(const struct field61 *f, int64_t n)
{
	return n < 0 ? field61_sub(f, 0, field61_of(f, (uint64_t)-n)) : field61_of(f, (uint64_t)n);
}
/* 1/a; a is not 0. */
uint64_t field61_invert(const struct field61 *f, uint64_t a);
/* Inverts n elements, none of them 0, at the price of one inversion. */
void field61_invert_all(const struct field61 *f, uint64_t *a, uint64_t *scratch, size_t n);

/* A fixed sequence of numbers that look drawn by chance (splitmix64). */
uint64_t sequence_next(uint64_t *state);
/* An element that is not 0. */
uint64_t field61_sample(const struct field61 *f, uint64_t *state);

#endif
