/*
 * relations: what a reader expects of cells that hang together, cell by cell.
 *
 *	RELATION_SUM	a whole and the cells of the codes right below it that have one; a code
 *			without a cell is taken apart further; months of a quarter for flows
 *	RELATION_SAME	a stock, or a sum since January, of a quarter or year: that of its end
 *	RELATION_ON	a sum since January: that of the period before, and the period's flow
 *	RELATION_PART	a whole is no less than a part: of-which codes, and sums since January
 *			in the course of a year
 *
 * Whether a relation holds in these tables is another question (evidence.h): relations for which it
 * has one answer are one family.
 */
#ifndef VERIFY_RELATIONS_H
#define VERIFY_RELATIONS_H

#include "verify/attack_cells.h"

enum relation_shape { RELATION_SUM, RELATION_SAME, RELATION_ON, RELATION_PART };

struct relation {
	enum relation_shape shape;
	int32_t family;
	int book; /* the dimension that it goes along */
	int32_t whole;
	const int32_t *parts; /* cells */
	size_t nparts;	      /* one or more */
	bool has_gap;	      /* some part has no cell in any table */
	bool is_guess;	      /* no package says what kind of measure it is */
};

struct relations {
	const struct attack_cells *cells;
	struct dict *families;
	/* Private: */
	int32_t *parts;
	size_t nparts, room;
	bool has_gap;
};

typedef int relation_fn(void *ctx, const struct relation *r, struct err *err);

void relations_init(struct relations *g, const struct attack_cells *cells);
void relations_release(struct relations *g); /* legal on zeroes */
/* All of them, in the same order each time.  fn ends it by -1 with err set. */
int relations_each(struct relations *g, relation_fn *fn, void *ctx, struct err *err);
/* Families so far: all of them after the first relations_each(). */
int32_t relations_families(const struct relations *g);

#endif
