/*
 * keymap: numbers by 64-bit keys.
 */
#ifndef PROTECT_KEYMAP_H
#define PROTECT_KEYMAP_H

#include <stddef.h>
#include <stdint.h>

enum { KEYMAP_NONE = 0xffffffffu };

struct keymap {
	uint64_t *keys;
	uint32_t *values; /* KEYMAP_NONE: the slot is free */
	size_t n, capacity;
};

#define KEYMAP_INIT                                                                                \
	{                                                                                          \
		NULL, NULL, 0, 0                                                                   \
	}

/* The number of the key: the one that it has, else `value`, which it gets now. */
uint32_t keymap_put(struct keymap *m, uint64_t key, uint32_t value);
/* Or KEYMAP_NONE. */
uint32_t keymap_get(const struct keymap *m, uint64_t key);
void keymap_release(struct keymap *m);

#endif
