/*
 * witness: the second, independent check of a suppression pattern.
 *
 * A witness is a change of the inner cells that leaves every published cell as
 * it is and changes every protected cell.  Where one exists, no protected cell
 * is a linear combination of published cells.  It is built modulo a prime of its
 * own and then tried on the plain 0/1 columns, so that neither an error of the
 * elimination nor an unlucky prime can pass.
 */
#ifndef PROTECT_WITNESS_H
#define PROTECT_WITNESS_H

#include <stdbool.h>

#include "core/err.h"
#include "protect/pattern/combination.h"
#include "protect/pattern/field61.h"
#include "protect/pattern/sparse.h"

enum { WITNESS_NONE = 0xffffffffu };

/*
 * also: sums of cells that must change too, or NULL; those whose terms cancel to nothing are
 * ignored.  failed: the first cell that gives the pattern away, ncolumns + i: combination i, or
 * WITNESS_NONE when the witness holds.  Empty protected columns fail.  -1 only for a signal.
 */
int witness_try(const struct sparse *cells, const bool *is_published, const bool *is_protected,
		const struct combinations *also, const struct field61 *field, uint64_t seed,
		uint32_t *failed, struct err *err);

#endif
