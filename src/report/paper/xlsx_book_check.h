/*
 * xlsx_book_check: libxlsxwriter does not look at the results of its own writes, so a full
 * disk may leave a part cut short in a good ZIP: each part is read back.
 */
#ifndef REPORT_XLSX_BOOK_CHECK_H
#define REPORT_XLSX_BOOK_CHECK_H

#include "core/buf.h"
#include "core/err.h"

/* Every part of XML in the ZIP is whole, and there are nsheets sheets; else ERR_IO. */
int xlsx_book_check(struct str bytes, const char *name, size_t nsheets, struct err *err);

#endif
