/*
 * pass: what yg-inspect gives for a release in which it found nothing.
 *
 * It names the dataset, the SHA-256 of SHA256SUMS, which vouches for every file
 * but the archive, that of NAME.zip.sha256, which vouches for the archive, and
 * the number and bytes of all files.  A pass is for exactly these bytes: one that
 * is missing, that was made without any value to look for or that is for
 * something else is ERR_GATE.
 */
#ifndef PUBLISH_PASS_H
#define PUBLISH_PASS_H

#include "core/err.h"
#include "publish/folder.h"

/* path: NULL when none was given.  f: as folder_check() left it. */
int pass_check(const char *path, const struct folder *f, struct err *err);

#endif
