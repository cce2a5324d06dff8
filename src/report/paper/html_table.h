/*
 * html_table: one table of a page, and the list of where its numbers come from.
 */
#ifndef REPORT_HTML_TABLE_H
#define REPORT_HTML_TABLE_H

#include "report/paper/doc.h"

/* definitions: as html_write().  number: of the table in the page, from 1.  name: what the
 * table is called when it has no title. */
void html_table(struct buf *b, const struct doc_table *t, int number, const char *name,
		const char *definitions);
/* <div> with <dt> and <dd> for each cell that says where it comes from. */
void html_table_definitions(struct buf *b, const struct doc_table *t);

#endif
