/*
 * complement: whether releases show together what none of them shows alone.
 *
 * Taken together is what narrows the same value down: everything that is seen
 * of numbers of one kind, whatever their tables, for an identity number is the
 * same number everywhere; with an identity number also the birth, sex and
 * division that stand in the same table.  A name is judged with names, any
 * other text with its own column.
 */
#ifndef RUN_COMPLEMENT_H
#define RUN_COMPLEMENT_H

#include "run/exposure.h"

/* ERR_GATE with columns and datasets when `own` beside `known` leaves fewer candidates of a
 * value than own->candidates, and fewer than `known` alone. */
int complement_judge(const struct exposures *known, const struct exposures *own, struct err *err);

#endif
