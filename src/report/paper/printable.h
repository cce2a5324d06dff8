/*
 * printable: a text of the document as it may stand on paper, in a page or in a drawing.
 *
 * Control characters, marks that turn the writing direction and what no XML may hold
 * become a blank; bytes that are no UTF-8 become U+FFFD.  Numbers are grouped by threes.
 */
#ifndef REPORT_PRINTABLE_H
#define REPORT_PRINTABLE_H

#include <stdbool.h>

#include "core/buf.h"

/* A line break stays one when `breaks`, else it is a blank. */
void printable_put(struct buf *b, const char *text, bool breaks);
/* The same for text or attribute value of HTML and XML: & < > " ' are escaped. */
void printable_markup(struct buf *b, const char *text, bool breaks);
/* 1234567 with scale 2: 12,345.67. */
void printable_number(struct buf *b, __int128 v, int scale);
/* YYYY-MM-DD as 2026年1月20日; another text as it is. */
void printable_day(struct buf *b, const char *date);

#endif
