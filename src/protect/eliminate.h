/*
 * eliminate: complementary suppression by Gaussian elimination.
 *
 * Which candidate cells may be published so that no protected cell is a linear
 * combination of what is published, over every table and margin at once.
 * Source: Ø. Langsrud, Secondary cell suppression by Gaussian elimination (PSD
 * 2024); candidates are reduced lazily, one by one, instead of all at each step.
 *
 * The engine knows nothing of tables: cells are columns of a 0/1 matrix over
 * inner cells.  The result depends only on the matrix, the classes and the
 * order of the candidates.
 */
#ifndef PROTECT_ELIMINATE_H
#define PROTECT_ELIMINATE_H

#include "core/err.h"
#include "protect/field61.h"
#include "protect/sparse.h"

enum cell_class {
	CELL_CANDIDATE, /* published unless harmful */
	CELL_FORCED,	/* published whatever happens: it is out already, or must be */
	CELL_HIDDEN,	/* never published, needs no protection */
	CELL_PROTECTED	/* never published, must not be derivable */
};

enum cell_outcome {
	CELL_PUBLISHED,
	CELL_SECONDARY, /* a candidate that would give a protected cell away */
	CELL_WITHHELD,	/* a hidden cell, or a protected one that is safe */
	CELL_UNSAFE	/* a protected cell that the forced cells give away */
};

enum { CELL_NONE = 0xffffffffu };

struct elimination {
	uint8_t *outcomes; /* enum cell_outcome by cell */
	uint32_t *because; /* of a secondary cell: the protected cell at risk */
	size_t nsecondary, nunsafe;
};

/*
 * order: every candidate and forced cell once, forced ones first; cells earlier in the
 * order are more likely to be published.  partners: by cell, one without which it is
 * not published, or CELL_NONE; NULL: there are none.  seed: of the weights of a hash that
 * never decides anything.  Fails only when a signal stops the program; unsafe
 * cells are for the caller to refuse.
 */
int eliminate(const struct sparse *cells, const uint8_t *classes, const uint32_t *order,
	      size_t norder, const uint32_t *partners, const struct field61 *field, uint64_t seed,
	      struct elimination *out, struct err *err);
void elimination_release(struct elimination *e);

#endif
