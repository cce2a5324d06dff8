/*
 * sight: what the columns of a row show together of one person.
 *
 * Each column is judged by what its treatment leaves (core/glimpse.h), and all of
 * those of the stream count together, whatever tables they come from: the year of
 * birth or a band of age, the sex, the division, which an identity number repeats;
 * two masks of one column; a card that has the number in it.  Coarser forms of one
 * value (bands, roundings, maps) that are not parts of each other narrow it down,
 * so there is one of them, unless the register allows the value itself.
 */
#ifndef MASK_SIGHT_H
#define MASK_SIGHT_H

#include "mask/rules.h"

/* ERR_CONFIG when a masked number has fewer candidates than the register asks for: names
 * the columns, how many are left and how many there must be. */
int sight_check(struct rules *r, struct err *err);

#endif
