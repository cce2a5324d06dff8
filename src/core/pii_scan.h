/*
 * pii_scan: what the recognisers share during one pass over a text.
 *
 * recognise() walks over the text once and calls a recogniser where a byte
 * could begin what it knows.  Each gets the scan and a place, puts its hits
 * and returns how far it has read.  Nothing is allocated during a pass.
 */
#ifndef CORE_PII_SCAN_H
#define CORE_PII_SCAN_H

#include <stdint.h>

#include "core/recognise.h"

/* What a character is to the recognisers: one of the first, or CHAR_HAN with
 * the bits of HAN_. */
enum {
	CHAR_BREAK,
	CHAR_SEPARATOR,
	CHAR_DIGIT,  /* folds to 0-9 */
	CHAR_LETTER, /* folds to A-Z */
	CHAR_STAR,   /* stands for what somebody has taken out */
	CHAR_OTHER,  /* a letter of another script */
	HAN_SURNAME = 0x01,
	HAN_WORDY = 0x02,    /* a surname that begins ordinary words too */
	HAN_COMPOUND = 0x04, /* begins a surname of two characters */
	HAN_TRIGGER = 0x08,  /* begins a context word or a plate, or ends part of an address */
	HAN_GIVEN = 0x10,    /* usual in given names */
	HAN_NEVER = 0x20,    /* of words and grammar, not of names */
	HAN_NUMERAL = 0x40,
	CHAR_HAN = 0x80
};

enum context_class {
	CONTEXT_NONE,
	CONTEXT_NAME,
	CONTEXT_ADDRESS,
	CONTEXT_ACCOUNT,
	CONTEXT_PASSPORT,
	CONTEXT_PERMIT,
	CONTEXT_CERTIFICATE,
	CONTEXT_PHONE,
	CONTEXT_ORGANISATION,
	CONTEXT_IDENTITY,
	CONTEXT_POSITION
};

/* What an ideograph is in addresses and plates. */
enum {
	ROLE_UNIT = 1,	    /* 号 室 组: counts houses, buildings, groups */
	ROLE_DIVISION = 2,  /* 县 镇 村 */
	ROLE_STREET = 4,    /* 路 街 巷 */
	ROLE_HAMLET = 8,    /* 村 庄 厝: has numbers of houses itself */
	ROLE_VILLAGE = 16,  /* 村 区 屯: is divided into groups */
	ROLE_DOCUMENT = 32, /* 第 字 月: the number after it is of no house */
	ROLE_BEFORE = 64,   /* 住 在 于: an address begins after it */
	ROLE_PLATE = 128    /* 京 闽: a province on a plate */
};

enum { FIRST_HAN = 0x4e00, HAN_COUNT = 0x5200 };

struct lexicon_word {
	uint32_t hash, at;
	uint8_t n, bits; /* n 0: a free slot */
};

struct group;

struct recogniser {
	uint8_t kinds[0x10000];
	uint8_t roles[HAN_COUNT];   /* from U+4E00 on, as context */
	uint8_t context[HAN_COUNT]; /* the first word that the character begins, from 1 */
	struct lexicon_word *words;
	size_t word_mask;
	struct buf word_text;
};

enum { HITS_PENDING = 64, HITS_REACH = 256 };

struct pending_hit {
	struct pii_hit hit;
	uint32_t rank;
};

struct scan {
	const struct recogniser *r;
	const char *text, *end;
	pii_fn *each;
	void *ctx;
	bool stopped; /* the caller has seen enough */
	size_t told;  /* end of the last hit that the caller knows */
	int npending;
	struct pending_hit pending[HITS_PENDING];    /* by from; none overlaps another */
	enum context_class context;		     /* the last context word ... */
	const char *context_end;		     /* ... and its end */
	const char *address_end;		     /* what an address has taken already */
	struct group *group;			     /* room for one at a time */
	const char *coordinate_from, *coordinate_to; /* the last number that could be one */
	bool coordinate_is_latitude;
};

/* A pass over the text; the caller sets each, ctx and group. */
void scan_begin(struct scan *s, const struct recogniser *r, struct str text);
/* joins: how often the hit goes on over a separator. */
void scan_put(struct scan *s, enum pii_kind kind, enum pii_grade grade, const char *from,
	      const char *to, int joins);
/* Tells the caller those hits that nothing found from `at` on can overlap. */
void scan_tell(struct scan *s, const char *at);
/* Tells the caller what is left. */
void scan_end(struct scan *s);
/* The class of the context word before p, when only what may stand between
 * a word and its value stands there. */
enum context_class scan_context(const struct scan *s, const char *p);

static inline bool is_tail(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

/* The character at p < end; its length.  Bytes that are not UTF-8 are U+FFFD,
 * one byte long. */
static inline int char_at(const char *at, const char *end, uint32_t *c)
{
	const unsigned char *p = (const unsigned char *)at;
	size_t n = (size_t)(end - at);

	if (p[0] >= 0xe0 && p[0] < 0xf0 && n >= 3 && is_tail(p[1]) && is_tail(p[2])) {
		*c = (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
		return 3;
	}
	if (p[0] < 0x80) {
		*c = p[0];
		return 1;
	}
	if (p[0] >= 0xc2 && p[0] < 0xe0 && n >= 2 && is_tail(p[1])) {
		*c = (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
		return 2;
	}
	if (p[0] >= 0xf0 && p[0] < 0xf5 && n >= 4 && is_tail(p[1]) && is_tail(p[2]) &&
	    is_tail(p[3])) {
		*c = (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
		     (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
		return 4;
	}
	*c = 0xfffd;
	return 1;
}

/* The character before p > start; its length. */
static inline int char_before(const char *start, const char *p, uint32_t *c)
{
	int n = 1;

	if (p - start >= 3 && ((unsigned char)p[-3] & 0xf0) == 0xe0 &&
	    is_tail((unsigned char)p[-2]) && is_tail((unsigned char)p[-1])) {
		*c = (uint32_t)(p[-3] & 0x0f) << 12 | (uint32_t)(p[-2] & 0x3f) << 6 |
		     (p[-1] & 0x3f);
		return 3;
	}
	while (n < 4 && p - n > start && ((unsigned char)p[-n] & 0xc0) == 0x80)
		n++;
	if (char_at(p - n, p, c) == n)
		return n;
	*c = 0xfffd;
	return 1;
}

/* The roles of the character. */
static inline uint8_t role_of(const struct recogniser *r, uint32_t c)
{
	return c - FIRST_HAN < HAN_COUNT ? r->roles[c - FIRST_HAN] : 0;
}

/* Of ideographs beyond U+FFFF too. */
uint8_t char_kind_far(uint32_t c);

static inline uint8_t char_kind(const struct recogniser *r, uint32_t c)
{
	return c < 0x10000 ? r->kinds[c] : char_kind_far(c);
}

/* CHAR_BREAK at the end of the text. */
static inline uint8_t kind_at(const struct scan *s, const char *p)
{
	uint32_t c;

	if (p >= s->end)
		return CHAR_BREAK;
	char_at(p, s->end, &c);
	return char_kind(s->r, c);
}

static inline uint8_t kind_before(const struct scan *s, const char *p)
{
	uint32_t c;

	if (p <= s->text)
		return CHAR_BREAK;
	char_before(s->text, p, &c);
	return char_kind(s->r, c);
}

static inline bool is_word_kind(uint8_t kind)
{
	return kind == CHAR_DIGIT || kind == CHAR_LETTER;
}

#endif
