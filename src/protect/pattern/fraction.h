/*
 * fraction: an element of a prime field as the small fraction that it stands for.
 */
#ifndef PROTECT_FRACTION_H
#define PROTECT_FRACTION_H

#include <stdbool.h>

#include "protect/pattern/field61.h"

struct fraction {
	int64_t above, below; /* in lowest terms, below > 0 */
};

/* The only fraction with both parts below 2^29 (Wang's rational reconstruction, 1981); false
 * where there is none. */
bool fraction_of(const struct field61 *f, uint64_t element, struct fraction *to);

#endif
