/*
 * pdf_table: a table on paper: columns as wide as their texts ask for, head rows repeated
 * on each page, no row parted, a label over many rows repeated where it goes on.
 *
 * Numbers are never wrapped: the type gets smaller instead, from 10.5 pt down to 5 pt,
 * and below 7 pt the page is turned.  What cannot be set even so is ERR_DATA.
 */
#ifndef REPORT_PDF_TABLE_H
#define REPORT_PDF_TABLE_H

#include "report/paper/pdf_grid.h"

int pdf_table(struct pdf *p, const struct doc_table *t, const char *name, struct err *err);
/* The height that must be left on a page for the table to begin there. */
int pdf_table_lead(struct pdf *p, const struct doc_table *t, const char *name, double *height,
		   struct err *err);

#endif
