/*
 * pii_lexicon: the words that the recognisers know, and what each is.
 */
#ifndef CORE_PII_LEXICON_H
#define CORE_PII_LEXICON_H

#include "core/pii_scan.h"

enum {
	WORD_PLACE = 1,	   /* of the list of divisions */
	WORD_NOT_NAME = 2, /* begins with a surname and is none */
	WORD_COMPOUND = 4  /* a surname of two characters */
};

/* Room for that many words; nothing more can be added. */
void lexicon_new(struct recogniser *r, size_t words);
void lexicon_free(struct recogniser *r);
void lexicon_add(struct recogniser *r, const char *p, size_t n, uint8_t bits);
/* Each word of a text with blanks between. */
void lexicon_add_all(struct recogniser *r, const char *text, uint8_t bits);
/* The bits of the word [p, end); 0: unknown. */
uint8_t lexicon_find(const struct recogniser *r, const char *p, const char *end);
/* Whether a place of at least two characters stands anywhere in [p, end). */
bool lexicon_has_place(const struct recogniser *r, const char *p, const char *end);

#endif
