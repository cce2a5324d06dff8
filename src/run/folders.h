/*
 * folders: where the site keeps its outputs, made with their modes and apart.
 *
 * What is private, at work, of the state, a key or the site itself must not lie in
 * the public tree, however the paths of site.json or links lead there: whatever
 * serves that tree would serve them.
 */
#ifndef RUN_FOLDERS_H
#define RUN_FOLDERS_H

#include "core/site.h"

/* ERR_CONFIG names the folder; one that is not there yet is looked at as it would be. */
int folders_check(const struct site *site, struct err *err);
/* The same, and makes the public one for everybody, the others for us alone. */
int folders_make(const struct site *site, struct err *err);

#endif
