/*
 * place: the public tree, PUBLIC/d/NAME/ID/ and the alias PUBLIC/d/NAME/latest.
 *
 * A release appears whole by one rename and never changes; the alias moves by
 * another.  A reader sees the old release or the new one at every instant.
 * Pages and packages link to ID, never to the alias.
 */
#ifndef PUBLISH_PLACE_H
#define PUBLISH_PLACE_H

#include <stdbool.h>

#include "core/err.h"
#include "publish/folder.h"

/* *was_there: the very same release stood there already (the alias is still
 * moved to it).  A release of that id with other content is ERR_GATE; another
 * publisher of the dataset at work is ERR_BUSY, at once. */
int place_release(const char *public_dir, const struct folder *f, bool *was_there, struct err *err);
/* PUBLIC/d/NAME/ID, to be freed. */
char *place_path(const char *public_dir, const struct folder *f);

#endif
