/*
 * xlsx_book_sheet: one table on a sheet of its own.
 *
 * Row 1 the title, row 2 the unit, both merged over the table and there even when empty; the
 * table from row 3, its heads merged as printed and repeated in print; below it the notes.
 * No comments and no names beside the print titles: a release is inspected, and a reader of
 * tables sees values only; where numbers come from stands on the page of sources.
 */
#ifndef REPORT_XLSX_BOOK_SHEET_H
#define REPORT_XLSX_BOOK_SHEET_H

#include "report/paper/xlsx_book_look.h"

enum { XLSX_BOOK_TOP = 2 }; /* row of the table, from 0 */

struct xlsx_book {
	lxw_workbook *book;
	struct xlsx_book_look look;
	const struct doc *doc;
	const char *path; /* for messages */
	struct buf text;
	char **names; /* of the sheets */
	size_t nnames;
};

/* A sheet for A4 with the marks of the doc in its head and the page number in its foot. The name
 * becomes one that a sheet can have; fixed as book->names[nnames - 1]. NULL on error. */
lxw_worksheet *xlsx_book_add(struct xlsx_book *x, const char *name, bool landscape,
			     struct err *err);
int xlsx_book_put(struct xlsx_book *x, lxw_worksheet *sheet, int row, int column, const char *text,
		  lxw_format *format, struct err *err);
/* As many lines high as these texts take; 0 for one line. */
void xlsx_book_height(lxw_worksheet *sheet, int row, int lines);

int xlsx_book_table(struct xlsx_book *x, const struct doc_table *t, struct err *err);

#endif
