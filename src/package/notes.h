/*
 * notes: what the README and the notes sheet say about a release, as pairs of a
 * heading and a text: whose data it is, for which period, how often it comes,
 * what one may do with it, what the statuses mean.
 */
#ifndef PACKAGE_NOTES_H
#define PACKAGE_NOTES_H

#include "package/release.h"

struct note {
	const char *heading; /* a literal */
	char *text;
};

struct notes {
	struct note *items;
	size_t n;
};

/* Call it when all rows are in. */
void notes_make(const struct release *r, struct notes *notes);
void notes_release(struct notes *notes);
/* The notice that a release of fixture data carries. */
extern const char notes_demo[];

#endif
