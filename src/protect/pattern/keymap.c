#include "protect/pattern/keymap.h"

#include "core/mem.h"

static size_t slot_of(const struct keymap *m, uint64_t key)
{
	uint64_t h = (key ^ key >> 32) * 0x9e3779b97f4a7c15;
	size_t i = (size_t)(h >> 20) & (m->capacity - 1);

	while (m->values[i] != KEYMAP_NONE && m->keys[i] != key)
		i = (i + 1) & (m->capacity - 1);
	return i;
}

static void enlarge(struct keymap *m)
{
	struct keymap old = *m;
	size_t i, to;

	m->capacity = old.capacity ? old.capacity * 2 : 64;
	m->keys = mem_zalloc(m->capacity, sizeof(*m->keys));
	m->values = mem_zalloc(m->capacity, sizeof(*m->values));
	memset(m->values, 0xff, m->capacity * sizeof(*m->values));
	for (i = 0; i < old.capacity; i++)
		if (old.values[i] != KEYMAP_NONE) {
			to = slot_of(m, old.keys[i]);
			m->keys[to] = old.keys[i];
			m->values[to] = old.values[i];
		}
	free(old.keys);
	free(old.values);
}

uint32_t keymap_put(struct keymap *m, uint64_t key, uint32_t value)
{
	size_t i;

	if (m->n * 2 >= m->capacity)
		enlarge(m);
	i = slot_of(m, key);
	if (m->values[i] != KEYMAP_NONE)
		return m->values[i];
	m->keys[i] = key;
	m->values[i] = value;
	m->n++;
	return value;
}

uint32_t keymap_get(const struct keymap *m, uint64_t key)
{
	return m->capacity ? m->values[slot_of(m, key)] : KEYMAP_NONE;
}

void keymap_release(struct keymap *m)
{
	free(m->keys);
	free(m->values);
	*m = (struct keymap)KEYMAP_INIT;
}
