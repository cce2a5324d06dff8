/*
 * folded: a text as it is searched: its digits, letters and ideographs alone.
 *
 * Everything that can stand inside a written value is taken out (blanks,
 * hyphens, quotes, line ends, the borders of cells) and every character
 * stands in the form of fold.h.  Before each character is written down what
 * stood there, so that a search can tell "139 1234 5678" from three cells.
 */
#ifndef INSPECT_FOLDED_H
#define INSPECT_FOLDED_H

#include <stdint.h>

#include "core/buf.h"

enum folded_gap {
	GAP_NONE,      /* nothing, or nothing that can be seen (zero width, soft hyphen) */
	GAP_POINT,     /* one dot: of a figure, perhaps */
	GAP_LIGHT,     /* blanks, hyphens, dots: what people put into numbers */
	GAP_BREAK,     /* anything else: a border of cells, a line end */
	GAP_INSIDE = 7 /* no character begins at this byte */
};

struct folded {
	char *text;   /* UTF-8 of folded characters; 72 zero bytes behind it */
	uint8_t *gap; /* enum folded_gap before the byte; GAP_BREAK at n */
	uint32_t *at; /* byte of the piece where the character begins; its end at n */
	size_t n, capacity;
	struct str piece; /* a view, good as long as the caller's */
};

#define FOLDED_INIT                                                                                \
	{                                                                                          \
		NULL, NULL, NULL, 0, 0,                                                            \
		{                                                                                  \
			NULL, 0                                                                    \
		}                                                                                  \
	}

/* Any bytes below 4 GiB; those that are not UTF-8 are borders.  May be called again. */
void folded_make(struct folded *f, struct str piece);
/* Wipes it. */
void folded_release(struct folded *f);

/* Whether a character begins at byte i; true at the end. */
static inline bool folded_is_start(const struct folded *f, size_t i)
{
	return f->gap[i] != GAP_INSIDE;
}

static inline bool folded_is_digit(const struct folded *f, size_t i)
{
	return i < f->n && f->text[i] >= '0' && f->text[i] <= '9';
}

static inline bool folded_is_ascii(const struct folded *f, size_t i)
{
	return i < f->n && (unsigned char)f->text[i] < 0x80;
}

/* Byte of the piece behind the character that ends before byte i. */
size_t folded_end(const struct folded *f, size_t i, struct str piece);

#endif
