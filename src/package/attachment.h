/*
 * attachment: a finished document that goes into a release beside its data: the yearly
 * report as DOCX and PDF, with its table as open records.
 *
 * What it is follows from the end of its name: docx, pdf, html, xlsx, json.  Its name is
 * the file's own; it must be one that goes into a release (lower-case letters, digits,
 * - _ and .) and that no other file of it has.
 */
#ifndef PACKAGE_ATTACHMENT_H
#define PACKAGE_ATTACHMENT_H

#include "package/release.h"

enum { ATTACHMENT_MAX = 256 << 20 }; /* bytes */

struct attachment {
	const char *path, *name; /* name: a view of path's end */
	const struct attachment_kind *kind;
};

struct attachment_kind {
	const char *suffix, *format, *mediatype, *title;
};

/* The kind and name of the file at path: ERR_USAGE when it is none of them. */
int attachment_of(const char *path, struct attachment *a, struct err *err);
/* Copies it into the release; one that is there already is ERR_USAGE, one that cannot be
 * read ERR_SOURCE. */
int attachment_add(const struct attachment *a, struct release *r, struct err *err);

#endif
