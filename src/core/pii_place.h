/*
 * pii_place: addresses of persons, the names of places in them, and plates.
 *
 * A place alone (凤城镇, 蓝溪村) is where an institution is; it is an address
 * when a number of a house, a building or a group of the village follows.
 */
#ifndef CORE_PII_PLACE_H
#define CORE_PII_PLACE_H

#include "core/pii_scan.h"

void place_build(struct recogniser *r, const struct codes *divisions);
/* At the character c of a unit (号 室 组 ...) that follows a numeral. */
void address_put(struct scan *s, const char *p, uint32_t c);
/* After 住址 and its like, which end at p. */
void address_after_put(struct scan *s, const char *p);
/* At the first character c of a province: 京A12345 */
void plate_put(struct scan *s, const char *p, uint32_t c);

#endif
