/*
 * folder: a release folder as yg-package leaves it, checked before anything
 * of it becomes public.
 *
 * Every regular file must stand once in SHA256SUMS with its digest, but for
 * SHA256SUMS itself, NAME.zip and NAME.zip.sha256, which vouches for the
 * archive.  A missing, extra, empty or changed file, a link or a folder is
 * ERR_GATE: the release is held.
 */
#ifndef PUBLISH_FOLDER_H
#define PUBLISH_FOLDER_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/digest.h"
#include "core/err.h"

struct folder {
	char *path;
	char *name;		 /* of the dataset: "name" of datapackage.json */
	char *id;		 /* PERIOD-DIGEST: last month of its period, and 12 digits of
			 * the SHA-256 of SHA256SUMS: the same content, the same id */
	char digest[SHA256_HEX]; /* of SHA256SUMS */
	char archive_digest[SHA256_HEX]; /* of NAME.zip.sha256; "" when there is none */
	char **files;			 /* sorted */
	size_t nfiles;
	long long bytes; /* of all files */
	bool *vouched;	 /* for each file: some line of digests names it */
};

int folder_check(struct folder *f, const char *path, struct err *err);
/* Whether both hold the same bytes, by their digests. */
bool folder_same(const struct folder *a, const struct folder *b);
void folder_release(struct folder *f);

#endif
