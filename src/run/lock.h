/*
 * lock: one run at a time, by a kernel lock that dies with its holder.
 *
 * The file's text (process, command) is only a hint for the message.
 */
#ifndef RUN_LOCK_H
#define RUN_LOCK_H

#include "core/err.h"

/* The descriptor, close-on-exec so that no child keeps the lock; -1 with
 * ERR_BUSY, at once, when another run holds it. */
int lock_take(const char *path, struct err *err);
void lock_drop(int fd);

#endif
