/*
 * method_notes: what a release of cells says of how yg-protect made it safe.
 *
 * From the metadata yg.method, see method_words.h.  datapackage.json carries it as it is, as
 * `protection`; README, notes and dictionary in words.
 */
#ifndef PACKAGE_METHOD_NOTES_H
#define PACKAGE_METHOD_NOTES_H

#include "package/release.h"

/* A stream may be silent about it; what it does say must be understood (ERR_STREAM). */
int method_notes_bind(struct release *r, struct err *err);
/* Notes for people, one after the other; i from 0.  NULL: there are no more. */
const char *method_notes_get(const struct release *r, int i, struct buf *text);
/* A measure's description with what was done to its values; frees the one given. */
char *method_notes_describe(const struct release *r, char *description);

#endif
