/*
 * release_check: whether a release folder is whole and agrees with itself.
 *
 * Files and digests (listing.h); every resource of datapackage.json with its bytes and
 * hash; the canonical table: its columns, number of rows, types, required cells, one row for
 * each key, codes that their lists have, and status and value of every measure: a value has no
 * status or p or r, an empty cell has c, x or z.
 */
#ifndef VERIFY_RELEASE_CHECK_H
#define VERIFY_RELEASE_CHECK_H

#include "verify/defects.h"

/* 0 whatever was found; -1 when the folder cannot be read at all, or on a signal. */
int release_check(const char *folder, struct defects *d, struct err *err);

#endif
