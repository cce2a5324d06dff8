/*
 * tuples: distinct tuples of numbers, numbered from 0 in order of arrival.
 */
#ifndef AGGREGATE_TUPLES_H
#define AGGREGATE_TUPLES_H

#include <stddef.h>
#include <stdint.h>

struct tuples {
	size_t width;	 /* may be 0: then there is one tuple */
	uint32_t *items; /* n times width */
	size_t n, capacity;
	uint32_t *slots; /* number + 1 */
	size_t mask;
};

void tuples_init(struct tuples *t, size_t width);
void tuples_release(struct tuples *t);
/* The number of the tuple, added when new. */
uint32_t tuples_put(struct tuples *t, const uint32_t *tuple);
static inline const uint32_t *tuples_at(const struct tuples *t, size_t i)
{
	return t->items + i * t->width;
}

#endif
