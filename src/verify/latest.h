/*
 * latest: the releases that a command line names: release folders, and public trees, of which the
 * latest release of every dataset is meant.
 */
#ifndef VERIFY_LATEST_H
#define VERIFY_LATEST_H

#include <stddef.h>

#include "core/err.h"

struct latest {
	char **folders;
	size_t n;
	/* Private: */
	size_t room;
};

/* A release folder, or a tree TREE/d/NAME/latest: the datasets in the order of their names. */
int latest_add(struct latest *l, const char *path, struct err *err);
void latest_release(struct latest *l); /* legal on zeroes */

#endif
