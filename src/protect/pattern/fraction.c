#include "protect/pattern/fraction.h"

bool fraction_of(const struct field61 *f, uint64_t element, struct fraction *to)
{
	const int64_t limit = (int64_t)1 << 29;
	/* The steps of Euclid's algorithm: remainder = factor * element (mod p). */
	int64_t r0 = (int64_t)f->p, r1 = (int64_t)field61_mul(f, element, 1), t0 = 0, t1 = 1, q, x;

	while (r1 >= limit) {
		q = r0 / r1;
		x = r0 - q * r1;
		r0 = r1;
		r1 = x;
		x = t0 - q * t1;
		t0 = t1;
		t1 = x;
	}
	if (t1 >= limit || t1 <= -limit)
		return false;
	to->above = t1 < 0 ? -r1 : r1;
	to->below = t1 < 0 ? -t1 : t1;
	for (r0 = to->below, r1 = r1 ? r1 : r0; r1;) {
		x = r0 % r1;
		r0 = r1;
		r1 = x;
	}
	return r0 == 1 || to->above == 0;
}
