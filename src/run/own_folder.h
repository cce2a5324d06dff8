/*
 * own_folder: where this program lies; the stages stand beside it, wherever it
 * was called from.
 */
#ifndef RUN_OWN_FOLDER_H
#define RUN_OWN_FOLDER_H

#include "core/err.h"

/* To be freed. */
int own_folder(char **folder, struct err *err);

#endif
