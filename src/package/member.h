/*
 * member: one file of a release while it is being written.  Size and SHA-256
 * grow with it, so that nothing has to be read again.
 */
#ifndef PACKAGE_MEMBER_H
#define PACKAGE_MEMBER_H

#include "package/release.h"

struct member {
	int fd;
	char *name, *path;
	struct buf pending; /* small writes are gathered */
	struct sha256 *digest;
	int64_t bytes;
};

#define MEMBER_INIT                                                                                \
	{                                                                                          \
		-1, NULL, NULL, BUF_INIT, NULL, 0                                                  \
	}

/* name: within the folder of the release. */
int member_open(struct member *m, const struct release *r, const char *name, struct err *err);
int member_add(struct member *m, const void *p, size_t n, struct err *err);
/* Writes the rest and notes the file in the release. */
int member_finish(struct member *m, struct release *r, struct err *err);
/* Legal on MEMBER_INIT and after member_finish(). */
void member_close(struct member *m);
/* Notes a file that somebody else has written into the folder. */
int member_note(struct release *r, const char *name, struct err *err);

#endif
