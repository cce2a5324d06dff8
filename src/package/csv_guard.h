/*
 * csv_guard: CSV for opening by double click.
 *
 * Text cells that a spreadsheet would not show as they are carry a guard of one
 * character:
 *   '    before text that begins with = + - @, their full-width forms, TAB, CR,
 *        LF or ': a spreadsheet would run it as a formula;
 *   TAB  before text that it would turn into a number or a date and so damage:
 *        0101, 350524100000, 2026-10, 1/2, 1E5.
 * Whoever takes one such character off the front of text cells has the
 * canonical text again.  A formula ="0101" would do the same for the eye, but
 * then the file holds formulas, which mail filters block.
 */
#ifndef PACKAGE_CSV_GUARD_H
#define PACKAGE_CSV_GUARD_H

#include "core/csv_encode.h"
#include "package/release.h"

/* The guard for a text: ' or TAB, or 0 when it needs none. */
char csv_guard(struct str text);
/* An encoder for the release's columns: csv_guard, or NULL for the canonical text that
 * digests and descriptions are about. */
struct csv_encode *csv_encode_release(const struct release *r, csv_guard_fn *guard);

#endif
