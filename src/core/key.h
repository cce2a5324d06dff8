/*
 * key: secret keys from files.
 *
 * A key NAME is read from $CREDENTIALS_DIRECTORY/NAME when that is set, else
 * from the site's key folder.  The file must be a regular file, no link, owned
 * by us or root, closed to group and others (a credential of systemd may be
 * readable by its group: that is its access list), at least 32 bytes, not all one
 * byte; else ERR_PERM.  The bytes never reach argv, the environment, a log or
 * a core dump, and are wiped by key_release().
 */
#ifndef CORE_KEY_H
#define CORE_KEY_H

#include <stddef.h>

#include "core/err.h"

enum { KEY_MIN = 32, KEY_MAX = 4096 };

struct key {
	unsigned char *bytes; /* a page of its own, locked where the system lets us */
	size_t n;
	char id[17]; /* first 16 hex digits of SHA-256("yg-key-id" ‖ key): may be logged */
};

#define KEY_INIT                                                                                   \
	{                                                                                          \
		NULL, 0, ""                                                                        \
	}

int key_load(struct key *key, const char *dir, const char *name, struct err *err);
/* The same of a file that a person names, wherever it lies. */
int key_load_file(struct key *key, const char *path, struct err *err);
void key_release(struct key *key);

#endif
