/*
 * open: the openers, one for each kind of file that holds others or is no text.
 *
 * Each shows what the body holds and reports what no release should hold; what
 * is damaged or unfit is a finding.  -1 only when a piece is refused or the
 * temporary file cannot be written.
 */
#ifndef INSPECT_OPEN_H
#define INSPECT_OPEN_H

#include "inspect/body.h"

/* RFC 1952: members, header fields, what follows the last member. */
int open_gzip(struct walk *w, const struct body *body, struct err *err);
/* RFC 1950. */
int open_zlib(struct walk *w, const struct body *body, struct err *err);
/* APPNOTE.TXT 6.3.10; XLSX, DOCX and PPTX (ECMA-376) too. */
int open_zip(struct walk *w, const struct body *body, struct err *err);
/* Everything that libarchive reads, but gzip and zip. */
int open_archive(struct walk *w, const struct body *body, struct err *err);
/* ISO 32000. */
int open_pdf(struct walk *w, const struct body *body, struct err *err);
/* W3C PNG, second edition. */
int open_png(struct walk *w, const struct body *body, struct err *err);
/* ITU-T T.81, annex B. */
int open_jpeg(struct walk *w, const struct body *body, struct err *err);
int open_sqlite(struct walk *w, const struct body *body, struct err *err);

#endif
