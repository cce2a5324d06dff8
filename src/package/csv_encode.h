/*
 * csv_encode: batches as CSV text, fast, in two flavours.
 *
 * CSV_CANONICAL is what every digest and description is about: RFC 4180, UTF-8
 * without BOM, CRLF, quotes only where needed, NULL empty, empty text "".
 *
 * CSV_EXCEL is for opening by double click: a BOM in front, and text cells that
 * a spreadsheet would not show as they are carry a guard of one character:
 *   '    before text that begins with = + - @, their full-width forms, TAB, CR,
 *        LF or ': a spreadsheet would run it as a formula;
 *   TAB  before text that it would turn into a number or a date and so damage:
 *        0101, 350524100000, 2026-10, 1/2, 1E5.
 * Whoever takes one such character off the front of text cells has the
 * canonical text again.  A formula ="0101" would do the same for the eye, but
 * then the file holds formulas, which mail filters block.
 */
#ifndef PACKAGE_CSV_ENCODE_H
#define PACKAGE_CSV_ENCODE_H

#include "package/release.h"

enum csv_flavour { CSV_CANONICAL, CSV_EXCEL };

struct csv_encode;
struct csv_encode *csv_encode_new(const struct release *r, enum csv_flavour flavour);
void csv_encode_free(struct csv_encode *e);
/* The header row, after the BOM where there is one. */
void csv_encode_header(const struct csv_encode *e, struct buf *to);
/* Rows of a projected batch. */
void csv_encode_batch(struct csv_encode *e, const struct batch *batch, struct buf *to);
/* The guard for a text: ' or TAB, or 0 when it needs none. */
char csv_guard(struct str text);

#endif
