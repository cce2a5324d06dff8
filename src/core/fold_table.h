/*
 * fold_table: the tables behind fold.h.
 *
 * Source: Unicode character database, compatibility decompositions and digit
 * values; only what the comparison of values needs.
 */
#ifndef CORE_FOLD_TABLE_H
#define CORE_FOLD_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* from, from + step, ... to become target, target + up, ... */
struct fold_run {
	uint32_t from, to, target;
	uint8_t step, up;
};

enum {
	FOLD_KANGXI = 0x2f00,
	FOLD_KANGXI_END = 0x2fd6,
	FOLD_COMPATIBILITY = 0xf900,
	FOLD_COMPATIBILITY_END = 0xfada,
	FOLD_SUPPLEMENT = 0x2f800,
	FOLD_SUPPLEMENT_END = 0x2fa1e
};

extern const struct fold_run fold_runs[];
extern const size_t fold_nruns;
extern const uint32_t fold_letters[][2];
extern const size_t fold_nletters;
extern const uint16_t fold_kangxi[]; /* indexed from the first of the block */
extern const uint16_t fold_compatibility[];
extern const uint32_t fold_supplement[];

#endif
