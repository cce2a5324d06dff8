/*
 * desk_doc: what the desk adds to the document of a filled form: the marks of what was entered,
 * the front of a review copy, the page that says where each number comes from.
 */
#ifndef REPORT_DESK_DOC_H
#define REPORT_DESK_DOC_H

#include "report/desk.h"

/* One line for each number: what it is, its rule, its source; ※ for what was entered. */
void desk_doc_mark(const struct desk *d, struct doc *doc);
/* 送审说明: open questions, errors, remarks, before everything else. */
void desk_doc_front(const struct desk *d, struct doc *doc);
/* The definitions that the HTML links to; holds no key of a record. */
void desk_doc_sources(const struct desk *d, struct doc *doc);

#endif
