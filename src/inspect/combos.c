#include "inspect/combos.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "core/mem.h"

enum { SLOTS_FIRST = 64 };

void combos_init(struct combos *c, size_t width)
{
	*c = (struct combos){ .width = width, .nslots = SLOTS_FIRST };
	c->slots = mem_zalloc(c->nslots, sizeof(*c->slots));
}

void combos_release(struct combos *c)
{
	free(c->items);
	free(c->slots);
	*c = (struct combos){ 0 };
}

/* The slot of the combination, or the free one where it would stand. */
static uint32_t *slot_of(const struct combos *c, const int32_t *key)
{
	size_t bytes = c->width * sizeof(*key);
	size_t at = XXH3_64bits(key, bytes) & (c->nslots - 1);

	while (c->slots[at] && memcmp(combos_at(c, c->slots[at] - 1), key, bytes) != 0)
		at = (at + 1) & (c->nslots - 1);
	return &c->slots[at];
}

static void grow(struct combos *c)
{
	free(c->slots);
	c->nslots *= 2;
	c->slots = mem_zalloc(c->nslots, sizeof(*c->slots));
	for (size_t i = 0; i < c->n; i++)
		*slot_of(c, combos_at(c, i)) = (uint32_t)(i + 1);
}

size_t combos_put(struct combos *c, const int32_t *key)
{
	uint32_t *slot = slot_of(c, key);

	if (*slot)
		return *slot - 1;
	/* One more than is used: a combination of nothing has a place, too. */
	c->items = mem_grow(c->items, &c->capacity, (c->n + 1) * c->width + 1, sizeof(*c->items));
	memcpy(c->items + c->n * c->width, key, c->width * sizeof(*key));
	*slot = (uint32_t)++c->n;
	if (2 * c->n > c->nslots)
		grow(c);
	return c->n - 1;
}

size_t combos_find(const struct combos *c, const int32_t *key)
{
	uint32_t slot = *slot_of(c, key);

	return slot ? slot - 1 : SIZE_MAX;
}
