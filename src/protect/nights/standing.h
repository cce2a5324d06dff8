/*
 * standing: what the last release hid, and what goes on being hidden for that reason alone.
 *
 * A pattern is found greedily, and what is public already changes the order of finding: the
 * same tables would show other rows from night to night.  So, while nothing that is
 * known of the newest releases has changed, no row is shown that they did not show; and
 * what the release of the first table hid of a period that is final is hidden for good, until
 * the policy opens the period again.  When anything has changed, the other rows are free: no table
 * is more and more hidden for what is long past.
 *
 * It only ever hides, so it may be done to any pattern and whatever protects it still does.
 */
#ifndef PROTECT_STANDING_H
#define PROTECT_STANDING_H

#include "protect/nights/protection.h"

/* By row, to be freed: rows that stay hidden. */
bool *standing_list(const struct protection *p);
/* Hides those of them that are shown and that no release shows as they are tonight. */
void standing_hide(struct protection *p);

#endif
