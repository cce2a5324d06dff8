/*
 * xlsx_about: the sheet 说明 of a book that xlsx_book_write made, which holds what stands between
 * its tables: two columns, 项目 and 内容.
 */
#ifndef REPORT_XLSX_ABOUT_H
#define REPORT_XLSX_ABOUT_H

#include "report/paper/doc.h"

/* If the last block of the doc is such a table, it becomes what it tells; where it names a table
 * stands an empty block.  False: it is another table. */
bool xlsx_about_take(struct doc *d);
/* When all sheets are read: the tables go to those blocks, in order. */
void xlsx_about_place(struct doc *d);

#endif
