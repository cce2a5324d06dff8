#include "protect/microdata/frequency.h"

#include "core/mem.h"

void patterns_add(struct patterns *p, const uint32_t *ids, uint64_t own)
{
	size_t width = (size_t)p->nquasi, old = p->capacity;

	p->ids = mem_grow(p->ids, &p->capacity, (p->n + 1) * width, sizeof(*p->ids));
	if (p->capacity != old)
		p->own = mem_resize(p->own, p->capacity / width + 1, sizeof(*p->own));
	memcpy(p->ids + p->n * width, ids, width * sizeof(*ids));
	p->own[p->n++] = own;
}

void patterns_release(struct patterns *p)
{
	free(p->ids);
	free(p->own);
	*p = (struct patterns){ 0 };
}

bool pattern_agrees(const uint32_t *a, const uint32_t *b, int nquasi)
{
	int q;

	for (q = 0; q < nquasi; q++)
		if (a[q] != b[q] && a[q] != PATTERN_ANY && b[q] != PATTERN_ANY)
			return false;
	return true;
}

bool pattern_is_complete(const uint32_t *a, int nquasi)
{
	int q;

	for (q = 0; q < nquasi; q++)
		if (a[q] == PATTERN_ANY)
			return false;
	return true;
}

static uint64_t hash_without(const uint32_t *ids, int nquasi, uint32_t mask)
{
	uint64_t h = 0;
	int q;

	for (q = 0; q < nquasi; q++) {
		if (mask >> q & 1)
			continue;
		h = (h ^ ids[q]) * 0x9e3779b97f4a7c15;
		h ^= h >> 29;
	}
	return h;
}

static bool equal_without(const uint32_t *a, const uint32_t *b, int nquasi, uint32_t mask)
{
	int q;

	for (q = 0; q < nquasi; q++)
		if (a[q] != b[q] && !(mask >> q & 1))
			return false;
	return true;
}

static size_t slot_of(const struct projection *p, const uint32_t *ids)
{
	int n = p->of->nquasi;
	size_t i = (size_t)hash_without(ids, n, p->mask) & (p->nslots - 1);

	while (p->slots[i] && !equal_without(pattern_at(p->of, p->slots[i] - 1), ids, n, p->mask))
		i = (i + 1) & (p->nslots - 1);
	return i;
}

void projection_make(struct projection *p, const struct patterns *of, uint32_t mask)
{
	size_t i, slot;

	*p = (struct projection){ .of = of, .mask = mask, .nslots = 64 };
	while (p->nslots < of->n * 2)
		p->nslots *= 2;
	p->slots = mem_zalloc(p->nslots, sizeof(*p->slots));
	p->sums = mem_zalloc(p->nslots, sizeof(*p->sums));
	for (i = 0; i < of->n; i++) {
		if (!pattern_is_complete(pattern_at(of, i), of->nquasi))
			continue;
		slot = slot_of(p, pattern_at(of, i));
		if (!p->slots[slot])
			p->slots[slot] = (uint32_t)i + 1;
		p->sums[slot] += of->own[i];
	}
}

void projection_release(struct projection *p)
{
	free(p->slots);
	free(p->sums);
	*p = (struct projection){ 0 };
}

uint64_t projection_get(const struct projection *p, const uint32_t *ids)
{
	return p->sums[slot_of(p, ids)];
}

/* Numbers of the patterns with a missing value. */
static size_t *find_incomplete(const struct patterns *p, size_t *n)
{
	size_t *list = mem_zalloc(p->n + 1, sizeof(*list)), i;

	*n = 0;
	for (i = 0; i < p->n; i++)
		if (!pattern_is_complete(pattern_at(p, i), p->nquasi))
			list[(*n)++] = i;
	return list;
}

void frequency_count(const struct patterns *of, const struct patterns *in, uint64_t *f)
{
	struct projection exact;
	size_t *open, nopen, i, j;
	int n = of->nquasi;

	open = find_incomplete(in, &nopen);
	projection_make(&exact, in, 0);
	for (i = 0; i < of->n; i++) {
		f[i] = 0;
		if (pattern_is_complete(pattern_at(of, i), n)) {
			f[i] = projection_get(&exact, pattern_at(of, i));
			for (j = 0; j < nopen; j++)
				if (pattern_agrees(pattern_at(of, i), pattern_at(in, open[j]), n))
					f[i] += in->own[open[j]];
			continue;
		}
		for (j = 0; j < in->n; j++)
			if (pattern_agrees(pattern_at(of, i), pattern_at(in, j), n))
				f[i] += in->own[j];
	}
	projection_release(&exact);
	free(open);
}
