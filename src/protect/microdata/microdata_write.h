/*
 * microdata_write: records as they may be published.
 *
 * Columns in the order of the input: quasi-identifiers at the level of the optimum
 * (as text when they have levels, whatever the level, so that the type does not
 * change from night to night), sensitive and other columns as they are.  State `safe`,
 * without the snapshot.  Schema metadata `yg.microdata`:
 *
 *	k=20;records=1523;suppressed=12;blanked=0;one_in=4;risk=0.05;grade=3
 *
 * (one_in only of a sample) and that of a field:
 *
 *	quasi;level=1;levels=3;label=...	sensitive;l=3;t=0.3	other
 */
#ifndef PROTECT_MICRODATA_WRITE_H
#define PROTECT_MICRODATA_WRITE_H

#include "core/reader.h"
#include "protect/microdata/microdata.h"

#define META_MICRODATA "yg.microdata"

void microdata_schema(const struct microdata *m, struct schema *s);
int microdata_write(const struct microdata *m, struct writer *w, struct err *err);

#endif
