#include "protect/methods/sampler.h"

#include "core/mem.h"

void sampler_init(struct sampler *s, sampler_bytes_fn *bytes, void *ctx)
{
	*s = (struct sampler){ bytes, ctx, BN_CTX_new() };
	ratio_need(s->bn != NULL);
}

void sampler_release(struct sampler *s)
{
	BN_CTX_free(s->bn);
	s->bn = NULL;
}

static BIGNUM *scratch(struct sampler *s)
{
	BIGNUM *b = BN_CTX_get(s->bn);

	ratio_need(b != NULL);
	return b;
}

void sampler_uniform(struct sampler *s, const BIGNUM *below, BIGNUM *out)
{
	unsigned char small[64], *bytes = small;
	BIGNUM *last;
	int bits;
	size_t n;

	BN_CTX_start(s->bn);
	last = scratch(s);
	ratio_need(BN_sub(last, below, BN_value_one()));
	bits = BN_num_bits(last);
	n = ((size_t)bits + 7) / 8;
	if (n > sizeof(small))
		bytes = mem_alloc(n);
	do {
		s->bytes(s->ctx, bytes, n);
		if (bits % 8)
			bytes[0] &= (unsigned char)((1 << bits % 8) - 1);
		ratio_need(BN_bin2bn(bytes, (int)n, out) != NULL);
	} while (BN_cmp(out, last) > 0);
	BN_CTX_end(s->bn);
	if (bytes != small)
		free(bytes);
}

bool sampler_coin(struct sampler *s, const BIGNUM *n, const BIGNUM *d)
{
	BIGNUM *u;
	bool yes;

	BN_CTX_start(s->bn);
	u = scratch(s);
	sampler_uniform(s, d, u);
	yes = BN_cmp(u, n) < 0;
	BN_CTX_end(s->bn);
	return yes;
}

/* Algorithm 1 for n <= d: the first k at which a coin of x / k fails is odd. */
static bool coin_exp_small(struct sampler *s, const BIGNUM *n, const BIGNUM *d)
{
	BIGNUM *kd;
	unsigned k = 0;

	BN_CTX_start(s->bn);
	kd = scratch(s);
	BN_zero(kd);
	do {
		k++;
		ratio_need(BN_add(kd, kd, d));
	} while (sampler_coin(s, n, kd));
	BN_CTX_end(s->bn);
	return k % 2 == 1;
}

bool sampler_coin_exp(struct sampler *s, const BIGNUM *n, const BIGNUM *d)
{
	BIGNUM *rest;
	bool yes = true;

	BN_CTX_start(s->bn);
	rest = scratch(s);
	ratio_need(BN_copy(rest, n) != NULL);
	while (yes && BN_cmp(rest, d) > 0) {
		yes = coin_exp_small(s, BN_value_one(), BN_value_one());
		ratio_need(BN_sub(rest, rest, d));
	}
	yes = yes && coin_exp_small(s, rest, d);
	BN_CTX_end(s->bn);
	return yes;
}

/* Algorithm 2, one try: false when it is to be begun anew. */
static bool try_laplace(struct sampler *s, const struct ratio *scale, BIGNUM *out)
{
	BIGNUM *u = scratch(s), *v = scratch(s);
	unsigned char sign;

	sampler_uniform(s, scale->n, u);
	if (!sampler_coin_exp(s, u, scale->n))
		return false;
	BN_zero(v);
	while (coin_exp_small(s, BN_value_one(), BN_value_one()))
		ratio_need(BN_add_word(v, 1));
	ratio_need(BN_mul(v, v, scale->n, s->bn));
	ratio_need(BN_add(v, v, u));
	ratio_need(BN_div(out, NULL, v, scale->d, s->bn));
	s->bytes(s->ctx, &sign, 1);
	if ((sign & 1) && BN_is_zero(out))
		return false;
	BN_set_negative(out, sign & 1);
	return true;
}

void sampler_laplace(struct sampler *s, const struct ratio *scale, BIGNUM *out)
{
	bool done;

	do {
		BN_CTX_start(s->bn);
		done = try_laplace(s, scale, out);
		BN_CTX_end(s->bn);
	} while (!done);
}

/* t = floor(sqrt(variance)) + 1. */
static void proposal_scale(struct sampler *s, const struct ratio *variance, BIGNUM *t)
{
	BIGNUM *whole, *square, *low;

	BN_CTX_start(s->bn);
	whole = scratch(s);
	square = scratch(s);
	low = scratch(s);
	ratio_need(BN_div(whole, NULL, variance->n, variance->d, s->bn));
	/* Bit by bit from above: the greatest low with low^2 <= whole. */
	BN_zero(low);
	for (int bit = (BN_num_bits(whole) + 1) / 2; bit >= 0; bit--) {
		ratio_need(BN_set_bit(low, bit));
		ratio_need(BN_sqr(square, low, s->bn));
		if (BN_cmp(square, whole) > 0)
			ratio_need(BN_clear_bit(low, bit));
	}
	ratio_need(BN_copy(t, low) != NULL);
	ratio_need(BN_add_word(t, 1));
	BN_CTX_end(s->bn);
}

/* Algorithm 3: a Laplace value y of scale t stays with probability
 * exp(-(|y| - v/t)^2 / (2 v)), which for v = n/d is exp(-(|y| d t - n)^2 / (2 n d t^2)). */
static bool accept(struct sampler *s, const struct ratio *variance, const BIGNUM *t,
		   const BIGNUM *y)
{
	BIGNUM *dt, *top, *bottom;
	bool yes;

	BN_CTX_start(s->bn);
	dt = scratch(s);
	top = scratch(s);
	bottom = scratch(s);
	ratio_need(BN_mul(dt, variance->d, t, s->bn));
	ratio_need(BN_mul(top, dt, y, s->bn));
	BN_set_negative(top, 0);
	ratio_need(BN_sub(top, top, variance->n));
	ratio_need(BN_sqr(top, top, s->bn));
	ratio_need(BN_mul(bottom, dt, t, s->bn));
	ratio_need(BN_mul(bottom, bottom, variance->n, s->bn));
	ratio_need(BN_lshift1(bottom, bottom));
	yes = sampler_coin_exp(s, top, bottom);
	BN_CTX_end(s->bn);
	return yes;
}

void sampler_gaussian(struct sampler *s, const struct ratio *variance, BIGNUM *out)
{
	struct ratio scale;

	ratio_init(&scale);
	proposal_scale(s, variance, scale.n);
	do
		sampler_laplace(s, &scale, out);
	while (!accept(s, variance, scale.n, out));
	ratio_release(&scale);
}
