/*
 * column_word: the words that names of columns are made of.
 */
#ifndef CORE_COLUMN_WORD_H
#define CORE_COLUMN_WORD_H

#include "core/column_name.h"

enum column_word_use {
	COLUMN_ALONE, /* counts only as the whole name, or after whose it is: name, id, no */
	COLUMN_PART   /* counts also as a part of the name */
};

/* Words that say the same.  The last of a table has none. */
struct column_words {
	enum column_word_use use;
	enum pii_kind kind;
	enum reg_class class;
	const char *label;
	const char *words; /* lower case without separators, each ends in NUL, all in two */
};

extern const struct column_words column_words_person[];
extern const struct column_words column_words_other[];
extern const struct column_words column_words_han[];
extern const struct column_words column_words_whose[];

#endif
