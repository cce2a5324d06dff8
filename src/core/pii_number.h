/*
 * pii_number: numbers as people write them, and what each could be.
 *
 * A group is digits and letters in pieces with separators between.  A span is
 * some pieces of it read as one text.  The judges below say what a span is;
 * they see folded characters only: 0-9 and A-Z.
 */
#ifndef CORE_PII_NUMBER_H
#define CORE_PII_NUMBER_H

#include "core/pii_scan.h"

enum { GROUP_MAX = 128, PIECES_MAX = 48, SPAN_MAX = 24, JOINS_MAX = 5, LONG_WORD = 40 };

struct group {
	int n, npieces;
	char sym[GROUP_MAX + 1];	/* folded */
	const char *from[GROUP_MAX];	/* where each stands */
	uint8_t length[GROUP_MAX];	/* in bytes */
	uint8_t letters[GROUP_MAX + 1]; /* how many among the first i */
	uint8_t start[PIECES_MAX + 1];	/* first character of each piece, and the end */
	char separator[PIECES_MAX];	/* after each piece: its ASCII character, or ' ' */
	uint8_t nseparator[PIECES_MAX]; /* how many of them; 0 after the last */
};

static inline const char *group_end(const struct group *g, int i)
{
	return g->from[i - 1] + g->length[i - 1];
}

struct span {
	const struct group *g;
	const char *sym;
	int n, letters;
	const char *from, *to;
	int first, last; /* pieces */
	int joins;	 /* last - first */
	bool alone;	 /* no other piece is beside it: no row of numbers */
};

struct verdict {
	enum pii_kind kind;
	enum pii_grade grade;
};

/* Reads from the digit or letter at p; returns the end of what it has judged. */
const char *pii_number(struct scan *s, const char *p);
/* [p, end) is ASCII digits, with nothing after them that they could go on to. */
void pii_digits(struct scan *s, const char *p, const char *end);
/* A word that is too long for a group: an identity number in it.  [p, end) */
void pii_long_word(struct scan *s, const char *p, const char *end);

/* Whether a piece ends after i characters of the span. */
bool span_is_cut(const struct span *sp, int i);
/* Whether only blanks, and characters that show none, join its pieces. */
bool span_is_blank(const struct span *sp);

/* 15 and 18 characters, and 20 to 22 of a disability card. */
bool identity_judge(const struct span *sp, struct verdict *v);
/* Whether sym[0..17] is right in check, date and province. */
bool identity_is_valid(const char *sym);
bool uscc_judge(const struct span *sp, struct verdict *v);
/* The old organisation code, 8 and a check character. */
bool organisation_judge(const struct span *sp, struct verdict *v);
bool organisation_is_valid(const char *sym);
bool mobile_judge(const struct span *sp, struct verdict *v);
bool landline_judge(const struct span *sp, struct verdict *v);
bool card_judge(const struct span *sp, struct verdict *v);
/* Sixteen digits and more that nothing else knows. */
bool account_judge(const struct span *sp, struct verdict *v);
/* Passports, travel permits and certificates that their letters tell. */
bool document_judge(const struct span *sp, struct verdict *v);

/* Province of GB/T 2260 by the first two digits. */
bool province_is_known(const char *sym);
int digits_number(const char *sym, int n);

#endif
