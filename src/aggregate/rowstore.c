#include "aggregate/rowstore.h"

#include "aggregate/bulk.h"
#include "core/mem.h"

enum { CHUNK_MIN = 16, CHUNK_MAX = 4096, BLOCK = 8 * 1024 * 1024 };

void rowstore_init(struct rowstore *s, size_t nkeys, size_t nnumbers)
{
	*s = (struct rowstore){ .nkeys = nkeys, .nnumbers = nnumbers };
}

void rowstore_release(struct rowstore *s)
{
	for (size_t i = 0; i < s->nblocks; i++)
		bulk_free(s->blocks[i]);
	free(s->blocks);
	free(s->partitions);
	free(s->wide);
	*s = (struct rowstore){ 0 };
}

int64_t rowstore_number(struct rowstore *s, __int128 v)
{
	if (v >= NUMBER_MIN && v <= INT64_MAX)
		return (int64_t)v;
	s->wide = mem_grow(s->wide, &s->wide_capacity, s->nwide + 1, sizeof(*s->wide));
	s->wide[s->nwide++] = v;
	return NUMBER_NULL + (int64_t)s->nwide;
}

static void *cut(struct rowstore *s, size_t bytes)
{
	size_t size = bytes > BLOCK ? bytes : BLOCK;
	void *p;

	if (bytes > s->left) {
		s->blocks = mem_grow(s->blocks, &s->blocks_capacity, s->nblocks + 1,
				     sizeof(*s->blocks));
		s->free = s->blocks[s->nblocks++] = bulk_zalloc(1, size);
		s->left = size;
	}
	p = s->free;
	s->free += bytes;
	s->left -= bytes;
	return p;
}

static struct chunk *add_chunk(struct rowstore *s, struct partition *p)
{
	size_t n = p->last ? p->last->capacity * 2 : CHUNK_MIN;
	size_t words = 1 + s->nkeys + s->has_masks;
	struct chunk *c;

	if (n > CHUNK_MAX)
		n = CHUNK_MAX;
	/* n is a multiple of 4, so every part stays aligned. */
	c = cut(s, sizeof(*c) + n * (words * sizeof(uint32_t) + s->nnumbers * sizeof(int64_t)));
	c->next = NULL;
	c->n = 0;
	c->capacity = (uint32_t)n;
	c->numbers = (int64_t *)(c + 1);
	c->leaves = (uint32_t *)(c->numbers + s->nnumbers * n);
	c->ids = c->leaves + n;
	c->masks = s->has_masks ? c->ids + s->nkeys * n : NULL;
	if (p->last)
		p->last->next = c;
	else
		p->first = c;
	p->last = c;
	return c;
}

static struct partition *find_partition(struct rowstore *s, size_t i)
{
	if (i >= s->npartitions) {
		size_t had = s->npartitions;

		s->partitions = mem_grow(s->partitions, &s->capacity, i + 1,
					 sizeof(*s->partitions));
		s->npartitions = i + 1;
		memset(s->partitions + had, 0, (i + 1 - had) * sizeof(*s->partitions));
	}
	return &s->partitions[i];
}

void rowstore_add(struct rowstore *s, const struct rows *rows)
{
	for (size_t i = 0; i < rows->n; i++) {
		struct partition *p = find_partition(s, rows->partition[i]);
		struct chunk *c = p->last;
		uint32_t at;

		if (!c || c->n == c->capacity)
			c = add_chunk(s, p);
		at = c->n++;
		p->nrows++;
		c->leaves[at] = rows->leaf[i];
		for (size_t k = 0; k < s->nkeys; k++)
			c->ids[k * c->capacity + at] = rows->ids[k][i];
		for (size_t k = 0; k < s->nnumbers; k++)
			c->numbers[k * c->capacity + at] = rows->numbers[k][i];
		if (s->has_masks)
			c->masks[at] = rows->masks[i];
	}
}
