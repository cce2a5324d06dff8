/*
 * filled_words: what a paper that people made says beside its tables: its title and issuer, the
 * period that it is for, and the text of its sections.
 */
#ifndef REPORT_FILLED_WORDS_H
#define REPORT_FILLED_WORDS_H

#include "report/form/filled.h"

/* labels: whether a text, folded, is printed in a table of the form; that is no text of a section. */
void filled_words(struct filled *f, const struct doc *d,
		  bool (*labels)(void *arg, const char *fold), void *arg);

#endif
