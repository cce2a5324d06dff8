/*
 * check_line: a paragraph as characters, and the numbers with a unit that it mentions.
 */
#ifndef REPORT_CHECK_LINE_H
#define REPORT_CHECK_LINE_H

#include <stdint.h>

#include "core/json.h"

/* A paragraph as characters: digits narrow, blanks left out, "14,069" without its commas. */
struct line {
	uint32_t *c;
	size_t n;
};

/* One number with its unit; from..to are its characters, clause the ones before it. */
struct mention {
	const struct line *line;
	size_t from, to;
	uint32_t *clause;
	size_t nclause;
	size_t sentence;    /* where its sentence begins */
	__int128 v;	    /* times 10^scale */
	int scale;	    /* 0: a whole number; else 380.5 */
	__int128 precision; /* 1, or 1000 for 1.4万 */
	bool about;	    /* 约, 近, 余 */
};

/* To be freed: .c.  What is not UTF-8 is an empty line. */
struct line line_of(const char *text);
/* 12, 十二: a number may begin at i. */
bool line_begins_number(const struct line *l, size_t i);
/*
 * Reads the number that begins at i; *next is behind it in any case.  True when one of the
 * units follows, and it counts things: then m->clause is to be freed.  floor: where the number
 * before ended.
 */
bool mention_read(const struct line *l, size_t i, size_t floor, struct json units,
		  struct mention *m, size_t *next);

bool line_is_digit(uint32_t c);
bool line_ends_sentence(uint32_t c);
/* Length in characters when the word stands at i, else 0. */
size_t word_at(const uint32_t *c, size_t n, size_t i, const char *word);
/* Words of a list in JSON, or ended by NULL. */
bool line_has_any(const uint32_t *c, size_t n, struct json words);
bool line_has_one_of(const uint32_t *c, size_t n, const char *const *words);
/* The text of one item of such a list, which was found to be a string before. */
const char *word_of(struct json v);

#endif
