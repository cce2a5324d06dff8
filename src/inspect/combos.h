/*
 * combos: distinct combinations of numbers, numbered from 0 in order of arrival.
 *
 * Memory: 4 bytes for each number of a combination and up to 8 more.
 */
#ifndef INSPECT_COMBOS_H
#define INSPECT_COMBOS_H

#include <stddef.h>
#include <stdint.h>

struct combos {
	size_t width;	/* numbers in a combination */
	int32_t *items; /* n times width */
	size_t n, capacity;
	uint32_t *slots; /* number of an item and one; 0 is free */
	size_t nslots;	 /* a power of two */
};

void combos_init(struct combos *c, size_t width);
void combos_release(struct combos *c);
/* The number of the combination, added when new. */
size_t combos_put(struct combos *c, const int32_t *key);
/* The number, or SIZE_MAX. */
size_t combos_find(const struct combos *c, const int32_t *key);

static inline const int32_t *combos_at(const struct combos *c, size_t i)
{
	return c->items + i * c->width;
}

#endif
