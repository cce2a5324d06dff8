/*
 * dict: a dictionary: distinct byte strings, numbered from 0 in order of arrival.
 * It only grows; views of entries stay valid until dict_free().
 */
#ifndef CORE_DICT_H
#define CORE_DICT_H

#include <stdint.h>

#include "core/buf.h"

struct dict_block;
struct dict {
	struct str *items;
	int32_t count;
	/* Private: */
	uint64_t serial; /* no two dictionaries of a process share one */
	size_t capacity, mask;
	uint64_t *slots;
	struct dict_block *blocks;
	char *block_at;
	size_t block_left, block_size;
};

struct dict *dict_new(void);
void dict_free(struct dict *d);

static inline int32_t dict_count(const struct dict *d)
{
	return d->count;
}

static inline struct str dict_at(const struct dict *d, int32_t i)
{
	return d->items[i];
}

/* The number of s, added when new. */
int32_t dict_put(struct dict *d, const char *p, size_t n);
/* The number of s, or -1. */
int32_t dict_find(const struct dict *d, const char *p, size_t n);

#endif
