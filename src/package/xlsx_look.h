/*
 * xlsx_look: how the cells of a workbook look: headings, dates, numbers with commas
 * between the thousands.
 */
#ifndef PACKAGE_XLSX_LOOK_H
#define PACKAGE_XLSX_LOOK_H

#include <xlsxwriter.h>

#include "package/release.h"

/* The formats are the book's. */
struct xlsx_look {
	lxw_format *heading, *heading_right, *wrapped, *date;
	lxw_format **numbers; /* one per column; NULL but for integers and decimals */
};

void xlsx_look_make(struct xlsx_look *look, lxw_workbook *book, const struct release *r);
void xlsx_look_release(struct xlsx_look *look);

#endif
