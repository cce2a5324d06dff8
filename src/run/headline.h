/*
 * headline: the few numbers of a release that a person wants to see first.
 *
 * pipeline.json says which row: {"division": "350524000000", "period_level":
 * "month"}; of the rows of the canonical CSV that match, the last one is
 * shown, in the words of the release's own dictionary.
 */
#ifndef RUN_HEADLINE_H
#define RUN_HEADLINE_H

#include "core/buf.h"
#include "core/json.h"

/* "安溪县 合计 2026年10月：救助人数 12 人，救助户数 6 户" added to `to`; nothing when no
 * row matches.  release: the folder; name: of the dataset. */
int headline_read(const char *release, const char *name, struct json wanted, struct buf *to,
		  struct err *err);

#endif
