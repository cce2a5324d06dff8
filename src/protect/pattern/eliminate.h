/*
 * eliminate: complementary suppression by Gaussian elimination.
 *
 * Which candidate cells may be published so that no protected cell is a linear
 * combination of what is published, over every table and margin at once.
 * Source: Ø. Langsrud, Secondary cell suppression by Gaussian elimination (PSD
 * 2024); candidates are reduced lazily, one by one, instead of all at each step.
 *
 * The engine knows nothing of tables: cells are columns of a 0/1 matrix over
 * inner cells.  The result depends only on the matrix, the classes, the insiders
 * and the order of the candidates.
 *
 * Insiders: whoever is the only contributor to a cell knows it.  No protected cell
 * and no protected sum may be a combination of what is published and what one
 * insider knows, unless it is one of his own cells alone.  A candidate that would
 * make two residuals multiples of one another, one of them an insider's, is
 * secondary.  What an insider derives from several of his cells is found when the
 * elimination is over: then the combination itself is protected too and the
 * elimination runs again.
 */
#ifndef PROTECT_ELIMINATE_H
#define PROTECT_ELIMINATE_H

#include "core/err.h"
#include "protect/pattern/combination.h"
#include "protect/pattern/field61.h"
#include "protect/pattern/sparse.h"

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
	CELL_UNSAFE	/* a protected cell that the forced cells give away, if only to an
			 * insider */
};

enum { CELL_NONE = 0xffffffffu, INSIDER_NONE = 0xffffffffu };

struct elimination_problem {
	const struct sparse *cells;
	const uint8_t *classes; /* enum cell_class by cell */
	/* Every candidate and forced cell once, forced ones first; cells earlier in the order
	 * are more likely to be published. */
	const uint32_t *order;
	size_t norder;
	const uint32_t *partners;	 /* by cell, one without which it is not published, or
				   * CELL_NONE; NULL: there are none */
	const struct combinations *also; /* sums of cells that must not be derivable; NULL: none.
					  * One whose terms cancel to nothing is ignored. */
	const uint32_t *insiders;    /* by cell: the number of the one contributor who knows it (a
				   * contributor may know several), or INSIDER_NONE; NULL: none */
	const struct field61 *field; /* not owned */
	uint64_t seed;		     /* of the weights of a hash that never decides anything */
};

struct elimination {
	uint8_t *outcomes; /* enum cell_outcome by cell */
	/* Of a secondary cell: the protected cell at risk, or ncells + i: combination i of
	 * `also`, or, from ncells + also->n on, something that only an insider derives. */
	uint32_t *because;
	uint8_t *lost; /* by combination of `also`: 1: the forced cells give it away */
	size_t nsecondary, nunsafe, nlost;
	size_t nexposed; /* of nunsafe and nlost together: given away only to an insider */
	size_t ninsider; /* things that insiders must not derive, by those numbers */
	int rounds;
};

/* Fails only when a signal stops the program, or with ERR_DATA when the rounds for insiders do
 * not come to an end; unsafe cells are for the caller to refuse. */
int eliminate(const struct elimination_problem *p, struct elimination *out, struct err *err);
void elimination_release(struct elimination *e);

#endif
