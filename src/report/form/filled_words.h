/*
 * filled_words: what a paper that people made says beside its tables: its title and issuer, the
 * period that it is for, and the text of its sections.
 */
#ifndef REPORT_FILLED_WORDS_H
#define REPORT_FILLED_WORDS_H

#include "report/form/filled_locate.h"

/* p: the rows that bear labels of the form; they are no text. */
void filled_words(struct filled *f, const struct doc *d, const struct paper *p);

#endif
