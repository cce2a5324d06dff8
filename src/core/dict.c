#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/dict.h"
#include "core/mem.h"

/*
 * Open addressing: a slot holds the upper half of the hash above the number of
 * the entry plus one, so that most misses never touch the text.  The text lies
 * in blocks that never move.
 */
enum { FIRST_SLOTS = 64, BLOCK_MIN = 4096, BLOCK_MAX = 256 * 1024 };

struct dict_block {
	struct dict_block *next;
	char bytes[];
};

static uint64_t next_serial;

struct dict *dict_new(void)
{
	struct dict *d = mem_zalloc(1, sizeof(*d));

	d->serial = __atomic_add_fetch(&next_serial, 1, __ATOMIC_RELAXED);
	d->mask = FIRST_SLOTS - 1;
	d->slots = mem_zalloc(FIRST_SLOTS, sizeof(*d->slots));
	return d;
}

void dict_free(struct dict *d)
{
	struct dict_block *block, *next;

	if (!d)
		return;
	for (block = d->blocks; block; block = next) {
		next = block->next;
		free(block);
	}
	free(d->items);
	free(d->slots);
	free(d);
}

static char *dict_room(struct dict *d, size_t n)
{
	struct dict_block *block;
	size_t size = d->block_size * 2;
	char *p;

	/* Even the empty text has a place. */
	if (n > d->block_left || !d->blocks) {
		if (size < BLOCK_MIN)
			size = BLOCK_MIN;
		if (size > BLOCK_MAX)
			size = BLOCK_MAX;
		d->block_size = size;
		if (size < n)
			size = n;
		block = mem_alloc(sizeof(*block) + size);
		block->next = d->blocks;
		d->blocks = block;
		d->block_at = block->bytes;
		d->block_left = size;
	}
	p = d->block_at;
	d->block_at += n;
	d->block_left -= n;
	return p;
}

static void dict_rehash(struct dict *d)
{
	size_t n = (d->mask + 1) * 2, mask = n - 1, at;
	uint64_t *slots = mem_zalloc(n, sizeof(*slots)), hash;
	int32_t i;

	for (i = 0; i < d->count; i++) {
		hash = XXH3_64bits(d->items[i].p, d->items[i].n);
		for (at = hash & mask; slots[at]; at = (at + 1) & mask)
			;
		slots[at] = (hash & ~UINT64_C(0xffffffff)) | (uint32_t)(i + 1);
	}
	free(d->slots);
	d->slots = slots;
	d->mask = mask;
}

/* The slot of s: it holds s or is empty. */
static inline size_t dict_slot(const struct dict *d, const char *p, size_t n, uint64_t hash)
{
	size_t at = hash & d->mask;
	const struct str *item;

	for (; d->slots[at]; at = (at + 1) & d->mask) {
		if ((d->slots[at] ^ hash) >> 32)
			continue;
		item = &d->items[(uint32_t)d->slots[at] - 1];
		if (item->n == n && (n == 0 || memcmp(item->p, p, n) == 0))
			break;
	}
	return at;
}

int32_t dict_put(struct dict *d, const char *p, size_t n)
{
	uint64_t hash = XXH3_64bits(p, n);
	size_t at = dict_slot(d, p, n, hash);
	char *copy;

	if (d->slots[at])
		return (int32_t)((uint32_t)d->slots[at] - 1);
	copy = dict_room(d, n);
	if (n)
		memcpy(copy, p, n);
	d->items = mem_grow(d->items, &d->capacity, (size_t)d->count + 1, sizeof(*d->items));
	d->items[d->count++] = (struct str){ copy, n };
	d->slots[at] = (hash & ~UINT64_C(0xffffffff)) | (uint32_t)d->count;
	if ((size_t)d->count * 2 > d->mask)
		dict_rehash(d);
	return d->count - 1;
}

int32_t dict_find(const struct dict *d, const char *p, size_t n)
{
	size_t at = dict_slot(d, p, n, XXH3_64bits(p, n));

	return d->slots[at] ? (int32_t)((uint32_t)d->slots[at] - 1) : -1;
}
