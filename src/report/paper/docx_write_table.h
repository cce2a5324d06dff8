/*
 * docx_write_table: a table of a doc as WordprocessingML.
 */
#ifndef REPORT_DOCX_WRITE_TABLE_H
#define REPORT_DOCX_WRITE_TABLE_H

#include "report/paper/doc.h"

/* Appends <w:tbl>; width in twips is that of the text. The letters are as large as its numbers
 * allow without breaking, at most 12 pt. A table without a place is nothing. */
void docx_table(const struct doc_table *t, int width, struct buf *b);
/* Runs of the text, its line breaks kept; properties of a run or "". */
void docx_runs(struct buf *b, const char *text, const char *properties);

#endif
