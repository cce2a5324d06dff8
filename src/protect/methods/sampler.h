/*
 * sampler: exact discrete noise: the distributions themselves, not what floating
 * point makes of them.
 *
 * After C. Canonne, G. Kamath, T. Steinke, "The Discrete Gaussian for Differential
 * Privacy" (NeurIPS 2020, arXiv 2004.00010), algorithms 1 to 3: uniform integers by
 * rejection, coins of probability exp(-x) for a fraction x by alternating series,
 * and from these both distributions.  Only whole numbers and fractions of BIGNUM.
 */
#ifndef PROTECT_SAMPLER_H
#define PROTECT_SAMPLER_H

#include "protect/methods/ratio.h"

/* Fills n bytes with chance. */
typedef void sampler_bytes_fn(void *ctx, void *p, size_t n);

struct sampler {
	sampler_bytes_fn *bytes;
	void *ctx;
	/* Private: */
	BN_CTX *bn;
};

void sampler_init(struct sampler *s, sampler_bytes_fn *bytes, void *ctx);
void sampler_release(struct sampler *s);
/* 0 to below - 1, each as likely; below > 0. */
void sampler_uniform(struct sampler *s, const BIGNUM *below, BIGNUM *out);
/* n / d, at most 1. */
bool sampler_coin(struct sampler *s, const BIGNUM *n, const BIGNUM *d);
/* exp(-n / d). */
bool sampler_coin_exp(struct sampler *s, const BIGNUM *n, const BIGNUM *d);
/* A whole number y with probability proportional to exp(-|y| / scale); scale > 0. */
void sampler_laplace(struct sampler *s, const struct ratio *scale, BIGNUM *out);
/* ... to exp(-y^2 / (2 variance)); variance > 0. */
void sampler_gaussian(struct sampler *s, const struct ratio *variance, BIGNUM *out);

#endif
