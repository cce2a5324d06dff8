/*
 * microdata_audit: what was done to open records, and how safe they are.  Private: it
 * holds what was suppressed.
 *
 * JSON lines, mode 0600: what was asked for; the level of each quasi-identifier; each
 * class that is not shown or only in part, with the criterion that it fails; how many
 * classes there are of each size; the risks; the last line counts the records.
 */
#ifndef PROTECT_MICRODATA_AUDIT_H
#define PROTECT_MICRODATA_AUDIT_H

#include "protect/microdata/microdata.h"

int microdata_audit_write(const char *path, const struct microdata *m, struct err *err);

#endif
