/*
 * identity: one way of writing a citizen's identity number (GB 11643).
 *
 * Full-width characters become ASCII, blanks and hyphens go, x becomes X, and
 * the 15 digits of before 1999 become 18 (born in 19xx, check character by ISO
 * 7064 MOD 11-2), so that a person who is written in two ways is counted once.
 * What has no digit at all (/, 无) is written where there is no number: it
 * becomes empty, or all who have none would count as one person.
 */
#ifndef CORE_IDENTITY_H
#define CORE_IDENTITY_H

#include "core/buf.h"

void identity_normalise(struct str value, struct buf *to);
/* The check character of 17 digits. */
char identity_check(const char *digits);

#endif
