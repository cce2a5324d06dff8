/*
 * xlsx_text: what libxlsxwriter leaves to its caller.
 */
#ifndef PACKAGE_XLSX_TEXT_H
#define PACKAGE_XLSX_TEXT_H

#include "core/buf.h"
#include "core/err.h"

/*
 * Text in which _x000D_ means itself: the format (ISO 29500-1, 22.4.2.4) reads
 * _xHHHH_ as an escape, so the underscore of a literal one is escaped, and so
 * are U+FFFE and U+FFFF, which XML forbids.  The result is a C string in scratch.
 */
const char *xlsx_text(struct str s, struct buf *scratch);

/* How wide text is, in characters, up to `most`; how wide a number is, shown with
 * its sign, its point and commas between the thousands. */
int xlsx_text_width(struct str s, int most);
int xlsx_number_width(double v, int scale);

/*
 * libxlsxwriter does not look at the results of its own writes, so a full disk
 * may leave a sheet cut short in a good ZIP.  Reads the file back: sheet i must
 * have rows[i] rows and its end.  `name` is for messages.
 */
int xlsx_check(const char *path, const char *name, const long long *rows, size_t nsheets,
	       struct err *err);

#endif
