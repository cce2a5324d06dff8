/*
 * listing: the files of a release folder, with their sizes and digests, and whether they are the
 * files that the release itself says it has.
 *
 * Every file must stand in SHA256SUMS with its digest, but for SHA256SUMS itself, NAME.zip and
 * NAME.zip.sha256, which vouches for the archive.  A folder, a link or a device in the folder is a
 * defect, and is not opened.
 */
#ifndef VERIFY_LISTING_H
#define VERIFY_LISTING_H

#include <stdbool.h>

#include "core/digest.h"
#include "verify/defects.h"

struct listed {
	char sha256[SHA256_HEX]; /* "" when it is no regular file */
	long long bytes;
	bool is_vouched; /* some line of digests names it */
};

struct listing {
	char *folder;
	char **names; /* sorted */
	size_t n;
	struct listed *files;
};

/* Reads every file once. */
int listing_read(struct listing *l, const char *folder, struct defects *d, struct err *err);
void listing_release(struct listing *l); /* legal on zeroes */

/* The file of that name, or NULL. */
struct listed *listing_find(const struct listing *l, struct str name);
/* name: of the dataset, or NULL when the release does not say. */
int listing_check(struct listing *l, const char *name, struct defects *d, struct err *err);

#endif
