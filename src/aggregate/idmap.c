#define XXH_INLINE_ALL
#include <xxhash.h>

#include "aggregate/idmap.h"

#include "aggregate/bulk.h"
#include "core/mem.h"

enum { FIRST_SLOTS = 1 << 16, AHEAD = 512 };

void idmap_init(struct idmap *m)
{
	*m = (struct idmap){ .mask = FIRST_SLOTS - 1 };
	m->slots = bulk_zalloc(FIRST_SLOTS, sizeof(*m->slots));
	m->at = mem_grow(NULL, &m->at_capacity, 1, sizeof(*m->at));
	m->at[0] = 0;
}

void idmap_release(struct idmap *m)
{
	bulk_free(m->slots);
	free(m->bytes);
	free(m->at);
	*m = (struct idmap){ 0 };
}

static uint64_t slot_tag(uint64_t hash)
{
	return hash & 0xffffffff00000000;
}

static void grow(struct idmap *m)
{
	size_t mask = m->mask * 4 + 3;
	uint64_t *slots = bulk_zalloc(mask + 1, sizeof(*slots));

	for (uint32_t i = 0; i < m->n; i++) {
		uint64_t hash = XXH3_64bits(m->bytes + m->at[i], m->at[i + 1] - m->at[i]);
		size_t at = hash & mask;

		while (slots[at])
			at = (at + 1) & mask;
		slots[at] = slot_tag(hash) | (i + 1);
	}
	bulk_free(m->slots);
	m->slots = slots;
	m->mask = mask;
}

static uint32_t add(struct idmap *m, const char *p, size_t n)
{
	m->bytes = mem_grow(m->bytes, &m->bytes_capacity, m->nbytes + n + 1, 1);
	memcpy(m->bytes + m->nbytes, p, n);
	m->nbytes += n;
	m->at = mem_grow(m->at, &m->at_capacity, (size_t)m->n + 2, sizeof(*m->at));
	m->at[++m->n] = m->nbytes;
	return m->n;
}

static uint32_t find(struct idmap *m, uint64_t hash, const char *p, size_t n)
{
	size_t at = hash & m->mask;

	for (; m->slots[at]; at = (at + 1) & m->mask) {
		uint32_t id = (uint32_t)m->slots[at] - 1;

		if (slot_tag(m->slots[at]) == slot_tag(hash) && m->at[id + 1] - m->at[id] == n &&
		    memcmp(m->bytes + m->at[id], p, n) == 0)
			return id;
	}
	m->slots[at] = slot_tag(hash) | add(m, p, n);
	return m->n - 1;
}

void idmap_put(struct idmap *m, const char *data, const int32_t *offsets, const bool *is_null,
	       size_t n, uint32_t *ids)
{
	uint64_t hashes[AHEAD];

	for (size_t from = 0; from < n; from += AHEAD) {
		size_t count = n - from < AHEAD ? n - from : AHEAD;

		/* Room for all of them, so that the slots do not move meanwhile. */
		while (((size_t)m->n + count) * 2 > m->mask)
			grow(m);
		for (size_t i = 0; i < count; i++) {
			const int32_t *at = offsets + from + i;

			hashes[i] = XXH3_64bits(data + at[0], (size_t)(at[1] - at[0]));
			__builtin_prefetch(&m->slots[hashes[i] & m->mask]);
		}
		for (size_t i = 0; i < count; i++) {
			const int32_t *at = offsets + from + i;

			ids[from + i] = is_null[from + i] ? ID_NONE
							  : find(m, hashes[i], data + at[0],
								 (size_t)(at[1] - at[0]));
		}
	}
}
