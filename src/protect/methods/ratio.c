#include "protect/methods/ratio.h"

#include <openssl/crypto.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/mem.h"

void ratio_need(int ok)
{
	/* Ends the program as every other allocation that fails does. */
	if (!ok)
		free(mem_alloc(SIZE_MAX / 2));
}

static BIGNUM *number(unsigned long v)
{
	BIGNUM *b = BN_new();

	ratio_need(b != NULL);
	ratio_need(BN_set_word(b, v));
	return b;
}

void ratio_init(struct ratio *r)
{
	*r = (struct ratio){ number(0), number(1) };
}

void ratio_release(struct ratio *r)
{
	BN_free(r->n);
	BN_free(r->d);
	*r = (struct ratio){ NULL, NULL };
}

static void reduce(struct ratio *r, BN_CTX *ctx)
{
	BIGNUM *g = number(0);

	ratio_need(BN_gcd(g, r->n, r->d, ctx));
	if (!BN_is_one(g)) {
		ratio_need(BN_div(r->n, NULL, r->n, g, ctx));
		ratio_need(BN_div(r->d, NULL, r->d, g, ctx));
	}
	BN_free(g);
}

static BN_CTX *context(void)
{
	BN_CTX *ctx = BN_CTX_new();

	ratio_need(ctx != NULL);
	return ctx;
}

void ratio_set(struct ratio *r, unsigned long n, unsigned long d)
{
	BN_CTX *ctx = context();

	ratio_need(BN_set_word(r->n, n));
	ratio_need(BN_set_word(r->d, d));
	reduce(r, ctx);
	BN_CTX_free(ctx);
}

void ratio_copy(struct ratio *to, const struct ratio *from)
{
	ratio_need(BN_copy(to->n, from->n) != NULL);
	ratio_need(BN_copy(to->d, from->d) != NULL);
}

/* Digits at *p; their number, and their value in *v. */
static int read_digits(const char **p, const char *end, unsigned long *v)
{
	int n = 0;

	for (*v = 0; *p < end && **p >= '0' && **p <= '9' && n <= RATIO_DIGITS; n++)
		*v = *v * 10 + (unsigned long)(*(*p)++ - '0');
	return n;
}

bool ratio_parse(struct ratio *r, struct str text)
{
	const char *p = text.p, *end = text.p + text.n;
	unsigned long n, d = 1, places;
	int digits = read_digits(&p, end, &n), more;

	if (digits == 0 || digits > RATIO_DIGITS)
		return false;
	if (p < end && *p == '/') {
		p++;
		more = read_digits(&p, end, &d);
		if (more == 0 || more > RATIO_DIGITS || d == 0)
			return false;
	} else if (p < end && *p == '.') {
		p++;
		more = read_digits(&p, end, &places);
		if (more == 0 || digits + more > RATIO_DIGITS)
			return false;
		for (; more > 0; more--) {
			n *= 10;
			d *= 10;
		}
		n += places;
	}
	if (p != end)
		return false;
	ratio_set(r, n, d);
	return true;
}

void ratio_add(struct ratio *to, const struct ratio *a, const struct ratio *b)
{
	BN_CTX *ctx = context();
	BIGNUM *x = number(0), *y = number(0);

	ratio_need(BN_mul(x, a->n, b->d, ctx));
	ratio_need(BN_mul(y, b->n, a->d, ctx));
	ratio_need(BN_mul(to->d, a->d, b->d, ctx));
	ratio_need(BN_add(to->n, x, y));
	reduce(to, ctx);
	BN_free(x);
	BN_free(y);
	BN_CTX_free(ctx);
}

void ratio_mul(struct ratio *to, const struct ratio *a, const struct ratio *b)
{
	BN_CTX *ctx = context();

	ratio_need(BN_mul(to->n, a->n, b->n, ctx));
	ratio_need(BN_mul(to->d, a->d, b->d, ctx));
	reduce(to, ctx);
	BN_CTX_free(ctx);
}

void ratio_div(struct ratio *to, const struct ratio *a, const struct ratio *b)
{
	BN_CTX *ctx = context();
	BIGNUM *x = number(0);

	ratio_need(BN_mul(x, a->n, b->d, ctx));
	ratio_need(BN_mul(to->d, a->d, b->n, ctx));
	ratio_need(BN_copy(to->n, x) != NULL);
	reduce(to, ctx);
	BN_free(x);
	BN_CTX_free(ctx);
}

int ratio_cmp(const struct ratio *a, const struct ratio *b)
{
	BN_CTX *ctx = context();
	BIGNUM *x = number(0), *y = number(0);
	int d;

	ratio_need(BN_mul(x, a->n, b->d, ctx));
	ratio_need(BN_mul(y, b->n, a->d, ctx));
	d = BN_cmp(x, y);
	BN_free(x);
	BN_free(y);
	BN_CTX_free(ctx);
	return d;
}

bool ratio_is_zero(const struct ratio *r)
{
	return BN_is_zero(r->n);
}

static void put_number(const BIGNUM *v, struct buf *to)
{
	char *text = BN_bn2dec(v);

	ratio_need(text != NULL);
	buf_puts(to, text);
	OPENSSL_free(text);
}

void ratio_put(const struct ratio *r, struct buf *to)
{
	put_number(r->n, to);
	if (BN_is_one(r->d))
		return;
	buf_putc(to, '/');
	put_number(r->d, to);
}

double ratio_double(const struct ratio *r)
{
	struct buf n = BUF_INIT, d = BUF_INIT;
	double v;

	put_number(r->n, &n);
	put_number(r->d, &d);
	v = strtod(n.p, NULL) / strtod(d.p, NULL);
	buf_release(&n);
	buf_release(&d);
	return v;
}
