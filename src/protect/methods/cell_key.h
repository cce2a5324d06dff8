/*
 * cell_key: counts perturbed by the cell-key method: which persons are in a cell decides what
 * is added to its count, so that the same persons show the same count in every table
 * and on every night.
 *
 * A cell's key is the sum modulo 2^64 of the record keys of its persons (measure cell_key
 * of yg-aggregate).  G. Marley, V. Leaver, "A Method for Confidentialising User-Defined
 * Tables" (ISI 2011).  Other counts of the same persons (households, payments) must not
 * be moved alike, or differences between them would be exact: their keys are digests of the
 * cell's key and of what is counted.
 */
#ifndef PROTECT_CELL_KEY_H
#define PROTECT_CELL_KEY_H

#include "protect/cells/cells.h"
#include "protect/methods/ptable.h"

/* The key for a count of this quantity (yg.quantity, else its name) in a cell of this key. */
uint64_t cell_key_for(uint64_t key, const char *quantity);
/* Whether the count is of the very persons whose keys are added up: they take the key as it is. */
bool cell_key_is_own(const struct measure *count, const struct measure *key);
/* The count of a row as it is shown; ERR_DATA for a negative count, or one without a key. */
int cell_key_perturb(const struct cells *c, const struct ptable *t, int count, int key,
		     uint32_t row, int64_t *shown, struct err *err);

#endif
