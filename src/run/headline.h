/*
 * headline: the few numbers of a release that a person wants to see first.
 *
 * pipeline.json says which row: {"division": "350524000000", "period_level":
 * "month"}; of the rows of the canonical CSV that match, the last one is shown.
 */
#ifndef RUN_HEADLINE_H
#define RUN_HEADLINE_H

#include "core/buf.h"
#include "core/json.h"

/* "LABEL VALUE, ..." added to `to`; nothing when no row matches. */
int headline_read(const char *release, const char *name, struct json wanted, struct buf *to,
		  struct err *err);

#endif
