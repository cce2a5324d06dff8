/*
 * second_check: the finished pattern of one system, tried in another way and modulo another
 * prime (witness.h).
 */
#ifndef PROTECT_SECOND_CHECK_H
#define PROTECT_SECOND_CHECK_H

#include "protect/nights/protection.h"

/* ERR_BUG names the cell that the pattern does not protect. */
int second_check(struct protection *p, int system, struct err *err);

#endif
