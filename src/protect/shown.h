/*
 * shown: from a pattern to what the release shows, and to the draft of the ledger of cells.
 */
#ifndef PROTECT_SHOWN_H
#define PROTECT_SHOWN_H

#include "protect/outcome.h"
#include "protect/nights/protection.h"

/* Of the first table: a value of tonight, an earlier one (status p, with its day; none when its
 * period is final), a revised one (status r), or nothing (status c). */
void shown_fill(struct outcome *o, const struct cells *c, const struct policy *p,
		const struct primary *pr, const struct past *past, const struct suppression *s);

/* Writes what has changed in the first table since the dataset's last release as a draft. */
int shown_draft(const char *path, const char *dataset, int32_t day, const struct cells *c,
		const struct primary *pr, const struct past *past, const struct suppression *s,
		const struct outcome *o, struct err *err);

#endif
