/*
 * docx_write_parts: the parts of a DOCX around its text, and the ZIP that holds all.
 *
 * ISO 29500-2 wants [Content_Types].xml and _rels/.rels, ISO 29500-1 word/document.xml.  The other
 * parts are there because what they hold can stand nowhere else:
 *   word/_rels/document.xml.rels       where the document finds them
 *   word/styles.xml                    headings that are headings: outline, screen readers, and
 *                                      the names by which docx_read knows what a paragraph is
 *   word/fontTable.xml                 other names of the fonts, for where one is not installed
 *   word/settings.xml                  odd and even pages differ; layout as from Word 2013 on
 *   word/footer1.xml, word/footer2.xml the page number of odd and of even pages
 *   word/header1.xml, word/header2.xml 送审稿 and 演示数据, only where the doc is one of these
 *   docProps/core.xml                  title, issuer, language; no time, no name of a program
 */
#ifndef REPORT_DOCX_WRITE_PARTS_H
#define REPORT_DOCX_WRITE_PARTS_H

#include "report/paper/doc.h"

/* A page in twips (1/1440 inch): 版心 of GB/T 9704-2012, 5.2: 156 mm x 225 mm, 37 mm above, 28 mm
 * to its left.  A landscape page is the same page turned, its head at the binding edge. */
struct docx_page {
	int width, height, top, right, bottom, left;
};

struct docx_page docx_page(const struct doc *d);
/* What every page says, or "". */
const char *docx_marks(const struct doc *d);

/* document: the text of word/document.xml. Same input, same bytes, given TZ=UTC. */
int docx_pack(const struct doc *d, struct str document, const char *path, struct err *err);

#endif
