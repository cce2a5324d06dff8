/*
 * pii_position: positions on the earth, and long numbers that a spreadsheet
 * has made a floating-point number of.
 *
 * A position is a pair of decimals, one a latitude and one a longitude of
 * China with four decimals at the least, or degrees with their sign.
 */
#ifndef CORE_PII_POSITION_H
#define CORE_PII_POSITION_H

#include "core/pii_number.h"

/* The pieces first and first + 1 as an integer and its decimals. */
void decimal_put(struct scan *s, const struct group *g, int first);
/* At the sign of degrees, with the digits before it. */
void degrees_put(struct scan *s, const char *at);

#endif
