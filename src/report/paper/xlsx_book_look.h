/*
 * xlsx_book_look: how the cells of a report's workbook look, and how its numbers are
 * shown: the number is a number, its format prints it as the form does.
 */
#ifndef REPORT_XLSX_BOOK_LOOK_H
#define REPORT_XLSX_BOOK_LOOK_H

#include <xlsxwriter.h>

#include "report/paper/doc.h"

struct xlsx_book_number {
	char *code;
	bool right;
	lxw_format *format;
};

/* The formats are the book's. */
struct xlsx_book_look {
	lxw_workbook *book;
	lxw_format *title, *unit, *head, *centre, *text, *note, *key, *value;
	lxw_format *labels[DOC_LEVELS]; /* by how far they are set in */
	struct xlsx_book_number *numbers;
	size_t nnumbers, room;
};

void xlsx_book_look_make(struct xlsx_book_look *look, lxw_workbook *book);
void xlsx_book_look_release(struct xlsx_book_look *look);

/* The format that shows c's value as its text and mark; NULL when c is no number, when its text
 * says something else or when a double would not hold all of its digits: then the text stands. */
lxw_format *xlsx_book_number(struct xlsx_book_look *look, const struct doc_cell *c, bool right);
/* Its value, nearest. */
double xlsx_book_double(const struct doc_cell *c);

/* Text in which _x000D_ means itself (ISO 29500-1, 22.4.2.4), as a C string in scratch. Without
 * blanks at its ends: the attribute that would keep them is not in the schema of the format. */
const char *xlsx_book_text(const char *text, struct buf *scratch);

#endif
