/*
 * release_zip: SHA256SUMS, NAME.zip and NAME.zip.sha256, the last files of a
 * release.
 *
 * SHA256SUMS lists every file but itself and the archive; the archive holds all
 * of them and SHA256SUMS in the folder NAME/, sorted, with one fixed time and
 * no owner: the same files give the same bytes.
 */
#ifndef PACKAGE_RELEASE_ZIP_H
#define PACKAGE_RELEASE_ZIP_H

#include "package/release.h"

int release_sums_write(struct release *r, struct err *err);
int release_zip_write(struct release *r, struct err *err);

#endif
