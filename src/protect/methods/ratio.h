/*
 * ratio: exact fractions that are not negative, of any size (OpenSSL's BIGNUM).
 *
 * Budgets and the scales of noise are counted in them: what a floating point number
 * rounds away would be spent and in no ledger.  Always in lowest terms.
 */
#ifndef PROTECT_RATIO_H
#define PROTECT_RATIO_H

#include <openssl/bn.h>

#include "core/buf.h"

struct ratio {
	BIGNUM *n, *d;
};

/* Digits before or after the point, or on one side of the stroke, that a text may have. */
enum { RATIO_DIGITS = 18 };

void ratio_init(struct ratio *r); /* 0 */
void ratio_release(struct ratio *r);
/* "12", "0.25" or "1/20"; false, and r as it was, for anything else. */
bool ratio_parse(struct ratio *r, struct str text);
/* d > 0. */
void ratio_set(struct ratio *r, unsigned long n, unsigned long d);
void ratio_copy(struct ratio *to, const struct ratio *from);
/* to may be one of the others. */
void ratio_add(struct ratio *to, const struct ratio *a, const struct ratio *b);
void ratio_mul(struct ratio *to, const struct ratio *a, const struct ratio *b);
void ratio_div(struct ratio *to, const struct ratio *a, const struct ratio *b); /* b > 0 */
int ratio_cmp(const struct ratio *a, const struct ratio *b);
bool ratio_is_zero(const struct ratio *r);
/* "12" or "1/20". */
void ratio_put(const struct ratio *r, struct buf *to);
/* For people only. */
double ratio_double(const struct ratio *r);
/* BIGNUM fails for lack of memory and for nothing else that we ask of it. */
void ratio_need(int ok);

#endif
