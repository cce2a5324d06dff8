/*
 * read: a document from a file that people made: DOCX, XLSX, HTML, CSV.  Only text and
 * tables are taken; nothing in the file is trusted: sizes are bounded, entities are not expanded,
 * no network or other file is touched.
 *
 * The doc is as doc_init() left it, and is to be released also after an error.  What prints is
 * taken: no deleted or hidden text, no hidden sheet.  A paragraph with line breaks is several, lines of
 * a cell stay one text.  A table in a table is one of its own, what stands around it in its cell
 * are paragraphs; a table of one column is paragraphs.  A line 单位：… right above a table is its unit;
 * a title of a table is known from the style TableTitle (DOCX), caption (HTML) or its
 * sheet (XLSX); elsewhere it is a paragraph, or a row of the table.  An id is never known.
 */
#ifndef REPORT_READ_H
#define REPORT_READ_H

#include "report/paper/doc.h"

enum { READ_MAX = 64 << 20, READ_CELLS_MAX = 1 << 20 }; /* bytes unpacked, cells */

/* By what the bytes are, not by the name. UTF-8 or GB18030 (HTML and CSV). What cannot be read
 * is ERR_DATA with the file's name; a missing file ERR_SOURCE. */
int doc_read(const char *path, struct doc *d, struct err *err);
/* The same from bytes; name: of the file, for messages. */
int doc_read_bytes(struct str bytes, const char *name, struct doc *d, struct err *err);

int html_read(struct str bytes, const char *name, struct doc *d, struct err *err);
/* The grid of one table; blank lines part tables. */
int csv_doc_read(struct str bytes, const char *name, struct doc *d, struct err *err);

/* Folds what people vary in a label: width of marks and digits, blanks, line breaks, &nbsp;,
 * quotes, brackets, "·", so that two labels that read alike are equal. Appends to b. */
void label_fold(struct str text, struct buf *b);
/* What stands in a cell of a form as people type it: 1,234.50 １２３ +1 -0 (负) "/" "—" 不适用 ""
 * "12件": state and number. unit: a trailing unit that was found, or empty. */
struct label_number {
	int state; /* enum value_state */
	__int128 v;
	int scale;
	struct str unit;
};
void label_number(struct str text, struct label_number *n);

#endif
