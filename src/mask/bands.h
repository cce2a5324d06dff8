/*
 * bands: a rising list of numbers that cuts all numbers into classes with open
 * ends: 0, 18, 60 gives <0, 0-17, 18-59, 60+.
 */
#ifndef MASK_BANDS_H
#define MASK_BANDS_H

#include "mask/treatment.h"

/* The member "bands", in units of p->scale; errors stay in o. */
void bands_read(struct json_obj *o, struct treatment_params *p);
void bands_put(const struct treatment_params *p, __int128 v, struct buf *to);
/* The narrowest class that has two ends, in units of scale; 0: there is none. */
__int128 bands_narrowest(const struct treatment_params *p);
/* A whole number, or a text of at most `scale` places. */
bool bands_number(struct json v, int scale, __int128 *out);

#endif
