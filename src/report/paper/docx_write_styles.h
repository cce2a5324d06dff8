/*
 * docx_write_styles: how the paragraphs of a DOCX look, after GB/T 9704-2012:
 * fonts by name with the names under which other systems have them.
 *
 * Styles, by id; docx_read goes by them:
 *   Title  Heading1 Heading2 Heading3  Normal (body)  Issuer Date FormNumber
 *   TableTitle TableUnit  TableHead TableLabel (cells that are heads)  TableNumber (short data,
 *   centred, but see doc_table.right) TableText (longer data)  TableNote  TableEnd (an empty line below each table)
 *   Header Footer; Mark (characters): the mark behind a datum
 */
#ifndef REPORT_DOCX_WRITE_STYLES_H
#define REPORT_DOCX_WRITE_STYLES_H

#include "core/buf.h"

/* What stands between <w:styles> and its end, and between <w:fonts> and its end. */
void docx_put_styles(struct buf *b);
void docx_put_fonts(struct buf *b);

#endif
