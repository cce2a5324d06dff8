/*
 * keyset: a set of texts of which only keyed hashes are held.
 *
 * 64 bits of XXH3 by a seed drawn anew in every run: what lies in memory says
 * nothing without the seed, and a text that is not in the set is taken for one
 * that is with probability n / 2^64 per question.  Beside each hash a note of 32
 * bits: what the text is, the column it first came from, how many persons
 * share it.
 *
 * For a search that does not know where texts begin, the set also knows the
 * first bytes of all its texts (their gram): a bitmap says in a nanosecond that
 * nothing begins here, and for what may begin, which lengths there are.
 *
 * Memory: 12 bytes an entry at a filling of 64 to 80 in 100, which is 15 to 19
 * bytes an entry; while a sixteenth of the set grows, two copies of that
 * sixteenth; 16 MiB for the grams, whatever the number.  It is locked against
 * swapping where the system lets us, and wiped by keyset_free().
 */
#ifndef INSPECT_KEYSET_H
#define INSPECT_KEYSET_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

/* What a text is; one text may be several. */
enum keyset_kind {
	KEYSET_PUBLIC = 1, /* everybody knows it: never anything else */
	KEYSET_IDENT = 2,  /* a number or code of one person or household */
	KEYSET_TEXT = 4,   /* an address, a remark, or a part of one */
	KEYSET_NAME = 8,   /* a person's name */
	KEYSET_PAIR = 16   /* a name with something else that is known of that person */
};

/* KEYSET_LENGTH: the longest text, in bytes; KEYSET_SHARED: a KEYSET_TEXT that more
 * persons have says nothing about any of them. */
enum { KEYSET_LENGTH = 64, KEYSET_SHARED = 50, KEYSET_COLUMNS = 4096 };

struct keyset_entry {
	unsigned kinds;	 /* KEYSET_TEXT only while it is not shared */
	unsigned column; /* that it first came from */
};

struct keyset;
struct keyset *keyset_new(void);
void keyset_free(struct keyset *s); /* NULL is legal */

uint64_t keyset_hash(const struct keyset *s, const char *p, size_t n);
/* person: any hash of whom the text belongs to; the same person twice in a row
 * counts once. */
void keyset_put(struct keyset *s, uint64_t hash, enum keyset_kind kind, unsigned column,
		uint64_t person);
/* As keyset_put() for a text to be searched for: 1 to KEYSET_LENGTH bytes, at least 6 when
 * it begins above ASCII, else at least 8; shorter ones are left out. */
void keyset_put_text(struct keyset *s, struct str text, enum keyset_kind kind, unsigned column,
		     uint64_t person);
bool keyset_get(const struct keyset *s, uint64_t hash, struct keyset_entry *e);
/* Brings the place of the hash nearer, for a keyset_get() soon after. */
void keyset_prefetch(const struct keyset *s, uint64_t hash);
/* Distinct texts that are anything but public or a pair. */
long long keyset_count(const struct keyset *s);

/* Private, but for keyset_begins(): too hot for a call. */
enum { KEYSET_GRAM_BITS = 26, KEYSET_LENGTH_BITS = 20 };

struct keyset_grams {
	uint64_t *bits;	   /* 2^26 of them: something begins so */
	uint64_t *lengths; /* 2^20 masks; bit n-1: n bytes */
};

const struct keyset_grams *keyset_grams(const struct keyset *s);

static inline uint64_t keyset_gram(const char *p)
{
	uint64_t g;

	memcpy(&g, p, sizeof(g));
	if ((unsigned char)*p >= 0x80)
		g &= 0xFFFFFFFFFFFFu; /* two ideographs */
	return g * 0x9E3779B97F4A7C15u;
}

/* Lengths of the texts that may begin at p, 8 bytes of which can be read; mostly 0. */
static inline uint64_t keyset_begins(const struct keyset_grams *g, const char *p)
{
	uint64_t h = keyset_gram(p), bit = h >> (64 - KEYSET_GRAM_BITS);

	if (!(g->bits[bit >> 6] >> (bit & 63) & 1))
		return 0;
	return g->lengths[h >> (64 - KEYSET_LENGTH_BITS)];
}

#endif
