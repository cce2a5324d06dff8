/*
 * write: a document to a file, one function per format.  All write the same numbers;
 * the bytes follow from the doc alone (no clock, no locale, no path of fonts).
 */
#ifndef REPORT_WRITE_H
#define REPORT_WRITE_H

#include "report/paper/doc.h"

/*
 * DOCX: ISO 29500 transitional, through libarchive, of the parts that it needs (which and why:
 * docx_write_parts.h). A4; title 方正小标宋简体 22 pt, headings 黑体 and 楷体 16 pt, body 仿宋_GB2312
 * 16 pt (other names of these in the font table), lines of 28 pt, two characters of indent (GB/T
 * 9704-2012); head rows repeat, rows do not break; page number in the foot, outer edge. A table of
 * more than 63 columns is ERR_DATA. Charts are tables of their values.
 */
int docx_write(const struct doc *d, const char *path, struct err *err);

/* PDF by Pango and Cairo, fonts embedded; headings as outline; text extracts as it reads. */
int pdf_write(const struct doc *d, const char *path, struct err *err);

/* HTML5: one file, no script, no request; th with scope and headers, caption, lang. Each number
 * with a key carries id="KEY" and, when definitions is not NULL, links to its definition there. */
int html_write(const struct doc *d, const char *definitions, const char *path, struct err *err);

/* XLSX: a sheet for each table (libxlsxwriter), text as strings, numbers as numbers with the printed
 * format, merged heads, repeated rows in print. A sheet 说明 first: title, issuer, form, paragraphs.
 * What no sheet can hold is ERR_DATA. */
int xlsx_book_write(const struct doc *d, const char *path, struct err *err);

/* One SVG of small multiples, for HTML and as a file; texts are text, colours pass WCAG AA. */
void charts_svg(const struct doc_charts *c, struct buf *svg);

#endif
