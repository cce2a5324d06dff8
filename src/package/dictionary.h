/*
 * dictionary: the data dictionary (数据字典), one row per column of the release:
 * what it is called, what it holds, in which unit, by which code list.
 *
 * The same rows go into dictionary.csv, the README and a sheet of the XLSX.
 */
#ifndef PACKAGE_DICTIONARY_H
#define PACKAGE_DICTIONARY_H

#include "package/release.h"

enum { DICTIONARY_COLUMNS = 10 };

struct dictionary_heading {
	const char *name, *title; /* for machines, for people */
};

extern const struct dictionary_heading dictionary_headings[DICTIONARY_COLUMNS];

struct dictionary {
	char *(*rows)[DICTIONARY_COLUMNS];
	size_t n;
};

void dictionary_make(const struct release *r, struct dictionary *d);
void dictionary_release(struct dictionary *d);
/* dictionary.csv into the release. */
int dictionary_write(struct release *r, const struct dictionary *d, struct err *err);

/* The type as Table Schema calls it: string, integer, number, date, boolean. */
const char *dictionary_type(enum field_type type);

/* What a status column may hold, besides nothing. */
enum { STATUS_WORDS = 5 };
extern const char *const status_letters[STATUS_WORDS];
/* In Chinese; i < STATUS_WORDS. */
const char *status_meaning(const struct release *r, int i);

#endif
