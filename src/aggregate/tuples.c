#include "aggregate/tuples.h"

#include "core/mem.h"

enum { FIRST_SLOTS = 256 };

void tuples_init(struct tuples *t, size_t width)
{
	*t = (struct tuples){ .width = width, .mask = FIRST_SLOTS - 1 };
	t->slots = mem_zalloc(FIRST_SLOTS, sizeof(*t->slots));
}

void tuples_release(struct tuples *t)
{
	free(t->items);
	free(t->slots);
	*t = (struct tuples){ 0 };
}

static size_t hash(const struct tuples *t, const uint32_t *tuple)
{
	uint64_t h = 0x9e3779b97f4a7c15;

	for (size_t i = 0; i < t->width; i++) {
		h = (h ^ tuple[i]) * 0xff51afd7ed558ccd;
		h ^= h >> 32;
	}
	return (size_t)h;
}

static void grow(struct tuples *t)
{
	t->mask = t->mask * 2 + 1;
	free(t->slots);
	t->slots = mem_zalloc(t->mask + 1, sizeof(*t->slots));
	for (size_t i = 0; i < t->n; i++) {
		size_t at = hash(t, tuples_at(t, i)) & t->mask;

		while (t->slots[at])
			at = (at + 1) & t->mask;
		t->slots[at] = (uint32_t)i + 1;
	}
}

uint32_t tuples_put(struct tuples *t, const uint32_t *tuple)
{
	size_t bytes = t->width * sizeof(*tuple), at = hash(t, tuple) & t->mask;

	for (; t->slots[at]; at = (at + 1) & t->mask)
		if (memcmp(tuples_at(t, t->slots[at] - 1), tuple, bytes) == 0)
			return t->slots[at] - 1;
	t->slots[at] = (uint32_t)++t->n;
	t->items = mem_grow(t->items, &t->capacity, t->n * t->width + 1, sizeof(*t->items));
	memcpy(t->items + (t->n - 1) * t->width, tuple, bytes);
	if (t->n * 2 > t->mask)
		grow(t);
	return (uint32_t)t->n - 1;
}
