/*
 * repair: rounds of the interval audit, each followed by what it asks to suppress.
 */
#ifndef PROTECT_REPAIR_H
#define PROTECT_REPAIR_H

#include "protect/nights/protection.h"

/* Rows that have the value of a suppressed row are suppressed too, over all systems. */
int repair_spread(struct protection *p, struct err *err);
/* Until nothing is known too closely; ERR_GATE when the rounds do not suffice or nothing helps. */
int repair_intervals(struct protection *p, struct err *err);

#endif
