/*
 * pdf_child: what a PDF shows and carries, read by poppler in a process of its own.
 *
 * A library that lays out fonts can be made to crash or to loop; in a child with
 * limits (60 s of processor time, 2 GiB of memory, no core dump, no new files) it
 * harms nobody.  What comes back are frames on a pipe.
 */
#ifndef INSPECT_PDF_CHILD_H
#define INSPECT_PDF_CHILD_H

#include <stdio.h>

#include "inspect/body.h"

enum pdf_frame {
	PDF_TEXT = 't',	     /* label, then text */
	PDF_FILE = 'f',	     /* an attached file */
	PDF_STRUCTURE = 's', /* a finding: the text is what */
	PDF_END = 'e'
};

/* How the label of a page's text ends whose lines were put together. */
#define PDF_JOINED ", its lines joined"

/* Runs in the child: writes frames, the last of them PDF_END. */
void pdf_poppler(struct str pdf, FILE *to);
/* The label may be empty; both strings may be NULL. */
void pdf_frame_put(FILE *to, enum pdf_frame type, const char *label, const void *p, size_t n);

/* Runs the child and shows what it finds. */
int pdf_child(struct walk *w, const struct body *body, struct err *err);

#endif
