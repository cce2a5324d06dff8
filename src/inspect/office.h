/*
 * office: what no XLSX, DOCX or PPTX of a release should hold (ECMA-376).
 *
 * Hidden sheets, rows and columns, comments on other cells than headings,
 * external links, pivot caches, custom properties, embedded files, macros,
 * tracked changes, vanished text: each is a finding, because readers of the
 * page do not see what readers of the file do.
 */
#ifndef INSPECT_OFFICE_H
#define INSPECT_OFFICE_H

#include "inspect/body.h"

/* By the path of a part; file as findings name the part. */
void office_part(struct walk *w, const char *file, struct str path);
/* Within the text of a part (body->name is its path). */
void office_look(struct walk *w, const struct body *body, struct str text);

#endif
