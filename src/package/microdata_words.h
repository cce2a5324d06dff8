/*
 * microdata_words: what a release of records says of how they were made safe.
 *
 * yg-protect --microdata leaves it in the metadata `yg.microdata`, words and numbers
 * with ";" between them:
 *	of the stream	k=20;records=1523;suppressed=12;blanked=0;one_in=4;risk=0.05;grade=3
 *	of a column	quasi;level=1;levels=3;label=...   sensitive;l=3;t=0.3   other
 * datapackage.json carries it as it is, as `microdata` of the package and of each field.
 */
#ifndef PACKAGE_MICRODATA_WORDS_H
#define PACKAGE_MICRODATA_WORDS_H

#include "core/buf.h"

#define META_MICRODATA "yg.microdata"

/* The value of a name among them, empty when it is not there. */
struct str microdata_word(const char *text, const char *name);
/* Chinese sentences for the notes of a release; a heading and its text. */
void microdata_put_kind(struct buf *b, const char *text);
void microdata_put_suppression(struct buf *b, const char *text);
void microdata_put_risk(struct buf *b, const char *text);
/* For the description of a column: nothing for `other`. */
void microdata_put_column(struct buf *b, const char *text);

#endif
