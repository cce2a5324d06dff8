/*
 * solve: the elimination of one system, with all that has been decided so far.
 *
 * It may be run again when more has been decided: it only ever suppresses more.
 */
#ifndef PROTECT_SOLVE_H
#define PROTECT_SOLVE_H

#include "protect/nights/protection.h"

/* ERR_GATE when a sensitive cell follows from what is public already. */
int solve_system(struct protection *p, int system, struct err *err);

#endif
