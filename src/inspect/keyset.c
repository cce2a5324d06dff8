#include "inspect/keyset.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "core/mem.h"

/* A part grows alone, so that growing needs a sixteenth of the memory twice. */
enum { PARTS = 16, PART_SHIFT = 60, FIRST = 256, HUGE_PAGE = 2 * 1024 * 1024 };

/* The note: kinds 0-4, column 5-16, persons 17-23, fingerprint of the last person 24-31. */
enum { COLUMN_AT = 5, PERSONS_AT = 17, PERSONS_MAX = 127, LAST_AT = 24, KINDS = 31 };

struct part {
	uint64_t *keys; /* 0 is free */
	uint32_t *notes;
	size_t capacity, n;
};

struct keyset {
	uint64_t seed;
	struct part parts[PARTS];
	struct keyset_grams grams;
	long long count;
};

/* Zeroed pages that no core dump and, where we may, no swap space sees. */
static void *pages_new(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (p == MAP_FAILED)
		p = mem_zalloc(SIZE_MAX, 1); /* says that memory is out, and ends */
	(void)madvise(p, bytes, MADV_DONTDUMP);
	if (bytes >= HUGE_PAGE)
		(void)madvise(p, bytes, MADV_HUGEPAGE);
	(void)mlock(p, bytes);
	return p;
}

static void pages_free(void *p, size_t bytes)
{
	if (!p)
		return;
	OPENSSL_cleanse(p, bytes);
	munmap(p, bytes);
}

static size_t gram_bytes(int bits)
{
	return (size_t)1 << (bits - 3);
}

struct keyset *keyset_new(void)
{
	struct keyset *s = mem_zalloc(1, sizeof(*s));

	if (RAND_bytes((unsigned char *)&s->seed, sizeof(s->seed)) != 1)
		abort();
	s->grams.bits = pages_new(gram_bytes(KEYSET_GRAM_BITS));
	s->grams.lengths = pages_new(gram_bytes(KEYSET_LENGTH_BITS) * 64);
	return s;
}

static void part_free(struct part *p)
{
	pages_free(p->keys, p->capacity * sizeof(*p->keys));
	pages_free(p->notes, p->capacity * sizeof(*p->notes));
}

void keyset_free(struct keyset *s)
{
	if (!s)
		return;
	for (int i = 0; i < PARTS; i++)
		part_free(&s->parts[i]);
	pages_free(s->grams.bits, gram_bytes(KEYSET_GRAM_BITS));
	pages_free(s->grams.lengths, gram_bytes(KEYSET_LENGTH_BITS) * 64);
	OPENSSL_cleanse(s, sizeof(*s));
	free(s);
}

uint64_t keyset_hash(const struct keyset *s, const char *p, size_t n)
{
	uint64_t h = XXH3_64bits_withSeed(p, n, s->seed);

	return h ? h : 1;
}

/* The slot that holds the key, or the free one where it belongs. */
static size_t slot_of(const struct part *p, uint64_t key)
{
	size_t i = (size_t)((key & 0xFFFFFFFFu) * (unsigned __int128)p->capacity >> 32);

	while (p->keys[i] && p->keys[i] != key)
		if (++i == p->capacity)
			i = 0;
	return i;
}

static void part_grow(struct part *p)
{
	struct part bigger = { .capacity = p->capacity ? p->capacity + p->capacity / 4 : FIRST,
			       .n = p->n };

	bigger.keys = pages_new(bigger.capacity * sizeof(*p->keys));
	bigger.notes = pages_new(bigger.capacity * sizeof(*p->notes));
	for (size_t i = 0; i < p->capacity; i++) {
		size_t to;

		if (!p->keys[i])
			continue;
		to = slot_of(&bigger, p->keys[i]);
		bigger.keys[to] = p->keys[i];
		bigger.notes[to] = p->notes[i];
	}
	part_free(p);
	*p = bigger;
}

/* Another person that has the text. */
static void count_person(uint32_t *note, uint64_t person)
{
	uint32_t last = *note >> LAST_AT, persons = *note >> PERSONS_AT & PERSONS_MAX;
	uint32_t now = (uint32_t)(person >> 56);

	if (persons && now == last)
		return;
	if (persons < PERSONS_MAX)
		*note += 1u << PERSONS_AT;
	*note = (*note & 0xFFFFFFu) | now << LAST_AT;
}

void keyset_put(struct keyset *s, uint64_t hash, enum keyset_kind kind, unsigned column,
		uint64_t person)
{
	const unsigned counted = KEYSET_IDENT | KEYSET_TEXT | KEYSET_NAME;
	struct part *p = &s->parts[hash >> PART_SHIFT];
	uint32_t *note;
	size_t i;

	if (5 * (p->n + 1) > 4 * p->capacity)
		part_grow(p);
	i = slot_of(p, hash);
	note = &p->notes[i];
	if (!p->keys[i]) {
		p->keys[i] = hash;
		p->n++;
		*note = (uint32_t)(column % KEYSET_COLUMNS) << COLUMN_AT;
	}
	if ((*note & KEYSET_PUBLIC) && kind != KEYSET_PUBLIC)
		return;
	if (!(*note & counted) && (kind & counted))
		s->count++;
	if (kind == KEYSET_TEXT)
		count_person(note, person);
	*note |= kind;
}

void keyset_put_text(struct keyset *s, struct str text, enum keyset_kind kind, unsigned column,
		     uint64_t person)
{
	char first[8] = { 0 };
	uint64_t h, bit;
	bool is_ascii;

	if (text.n == 0 || text.n > KEYSET_LENGTH)
		return;
	is_ascii = (unsigned char)text.p[0] < 0x80;
	if (text.n < (is_ascii ? 8 : 6))
		return;
	keyset_put(s, keyset_hash(s, text.p, text.n), kind, column, person);
	if (kind == KEYSET_PUBLIC)
		return;
	memcpy(first, text.p, text.n < 8 ? text.n : 8);
	h = keyset_gram(first);
	bit = h >> (64 - KEYSET_GRAM_BITS);
	s->grams.bits[bit >> 6] |= (uint64_t)1 << (bit & 63);
	s->grams.lengths[h >> (64 - KEYSET_LENGTH_BITS)] |= (uint64_t)1 << (text.n - 1);
}

bool keyset_get(const struct keyset *s, uint64_t hash, struct keyset_entry *e)
{
	const struct part *p = &s->parts[hash >> PART_SHIFT];
	uint32_t note;
	size_t i;

	if (p->n == 0)
		return false;
	i = slot_of(p, hash);
	if (!p->keys[i])
		return false;
	note = p->notes[i];
	e->kinds = note & KINDS;
	e->column = note >> COLUMN_AT & (KEYSET_COLUMNS - 1);
	if (e->kinds & KEYSET_PUBLIC)
		e->kinds = KEYSET_PUBLIC;
	if ((note >> PERSONS_AT & PERSONS_MAX) > KEYSET_SHARED)
		e->kinds &= ~(unsigned)KEYSET_TEXT;
	return true;
}

void keyset_prefetch(const struct keyset *s, uint64_t hash)
{
	const struct part *p = &s->parts[hash >> PART_SHIFT];

	if (p->n)
		__builtin_prefetch(
			&p->keys[(hash & 0xFFFFFFFFu) * (unsigned __int128)p->capacity >> 32]);
}

long long keyset_count(const struct keyset *s)
{
	return s->count;
}

const struct keyset_grams *keyset_grams(const struct keyset *s)
{
	return &s->grams;
}
