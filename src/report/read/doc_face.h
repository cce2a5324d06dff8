/*
 * doc_face: what a document says of itself outside its text, taken from how it is printed.
 */
#ifndef REPORT_DOC_FACE_H
#define REPORT_DOC_FACE_H

#include "report/paper/doc.h"

enum doc_face { FACE_TITLE, FACE_ISSUER, FACE_DATE, FACE_FORM };

/* False when the doc has it already or the text is none (a date: 2026年1月20日, 2026-01-20): then
 * it is a paragraph like others.  表式文号： and 报告格式： before a form's number go. */
bool doc_face_take(struct doc *d, enum doc_face face, const char *text);

#endif
