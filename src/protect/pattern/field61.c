#include "protect/pattern/field61.h"

#include "core/buf.h"
#include "core/digest.h"

static uint64_t negative_inverse(uint64_t p)
{
	uint64_t x = p; /* right to 3 bits, doubled by each step of Newton */
	int i;

	for (i = 0; i < 5; i++)
		x *= 2 - p * x;
	return 0 - x;
}

void field61_init(struct field61 *f, uint64_t p)
{
	f->p = p;
	f->inverse = negative_inverse(p);
	f->one = (uint64_t)(((unsigned __int128)1 << 64) % p);
	f->square = (uint64_t)((unsigned __int128)f->one * f->one % p);
}

static uint64_t power(const struct field61 *f, uint64_t a, uint64_t exponent)
{
	uint64_t r = f->one;

	for (; exponent; exponent >>= 1) {
		if (exponent & 1)
			r = field61_mul(f, r, a);
		a = field61_mul(f, a, a);
	}
	return r;
}

/* Whether n passes Miller's test for one base. */
static bool passes(const struct field61 *f, uint64_t base, uint64_t odd, int twos)
{
	uint64_t minus_one = f->p - f->one, x = power(f, field61_of(f, base % f->p), odd);

	if (x == f->one || x == minus_one)
		return true;
	while (--twos > 0) {
		x = field61_mul(f, x, x);
		if (x == minus_one)
			return true;
	}
	return false;
}

/* The first twelve primes as bases decide every 64-bit number (Sorenson and
 * Webster, Strong pseudoprimes to twelve prime bases, 2015). */
bool field61_is_prime(uint64_t n)
{
	static const uint64_t bases[] = { 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37 };
	struct field61 f;
	uint64_t odd = n - 1;
	int twos = 0;
	size_t i;

	for (i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (n % bases[i] == 0)
			return n == bases[i];
	for (; odd % 2 == 0; odd /= 2)
		twos++;
	field61_init(&f, n);
	for (i = 0; i < sizeof(bases) / sizeof(*bases); i++)
		if (!passes(&f, bases[i], odd, twos))
			return false;
	return true;
}

void field61_draw(struct field61 *f, const char *seed, int number)
{
	const uint64_t top = (uint64_t)1 << 60;
	struct buf text = BUF_INIT;
	char hex[SHA256_HEX];
	uint64_t n;

	buf_printf(&text, "yg-protect prime %d %s", number, seed);
	sha256_of(text.p, text.n, hex);
	buf_release(&text);
	hex[16] = '\0';
	n = (strtoull(hex, NULL, 16) & (top - 1)) | top | 1;
	while (!field61_is_prime(n))
		n = n + 2 < 2 * top ? n + 2 : top + 1;
	field61_init(f, n);
}

uint64_t field61_of(const struct field61 *f, uint64_t n)
{
	return field61_mul(f, n, f->square);
}

uint64_t field61_invert(const struct field61 *f, uint64_t a)
{
	return power(f, a, f->p - 2); /* Fermat */
}

void field61_invert_all(const struct field61 *f, uint64_t *a, uint64_t *scratch, size_t n)
{
	uint64_t all = f->one, one;
	size_t i;

	for (i = 0; i < n; i++) {
		scratch[i] = all;
		all = field61_mul(f, all, a[i]);
	}
	all = field61_invert(f, all);
	while (i-- > 0) {
		one = field61_mul(f, all, scratch[i]);
		all = field61_mul(f, all, a[i]);
		a[i] = one;
	}
}

uint64_t sequence_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}

uint64_t field61_sample(const struct field61 *f, uint64_t *state)
{
	uint64_t n;

	do
		n = sequence_next(state) >> 3;
	while (n == 0 || n >= f->p);
	return n;
}
