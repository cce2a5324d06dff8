/*
 * knowledge: all that the attacker knows, as bounds and linear rows over what he does not know.
 *
 * Variables are the cells that no release shows; rows have the shown values on their right sides.
 * Weights are +1 for a whole and -1 for a part.  Each variable has bounds that are sure and bounds
 * that are only assumed (a hidden value is not zero where zeros are shown; a value of an earlier
 * day is near tonight's); rows are sure or assumed too.
 */
#ifndef VERIFY_KNOWLEDGE_H
#define VERIFY_KNOWLEDGE_H

#include "verify/evidence.h"

#define BOUND_NONE INT64_MAX /* below: -BOUND_NONE */

/* How much of what he assumes the attacker believes. */
enum trust {
	TRUST_ALL,
	TRUST_TODAY, /* not that values of an earlier day are near */
	TRUST_SURE   /* nothing of it */
};

enum row_sense { ROW_EQUAL, ROW_AT_LEAST, ROW_AT_MOST };

struct known_row {
	size_t first; /* of its terms; they end where the next row's begin */
	int64_t right;
	uint8_t sense;
	bool is_assumed;
	/* For words: */
	uint8_t shape; /* enum relation_shape */
	uint8_t book;
	int32_t whole;
};

struct knowledge {
	uint32_t nvars;
	int32_t *cells;	     /* by variable */
	int32_t *vars;	     /* by cell: its variable, or -1 */
	int64_t *low, *high; /* sure and assumed */
	int64_t *sure_low, *sure_high;
	bool *is_held;
	struct known_row *rows; /* nrows, and one for the end of the last */
	uint32_t nrows;
	uint32_t *terms; /* variables */
	int8_t *weights;
	/* Private: */
	size_t rows_room, terms_room, weights_room;
};

int knowledge_gather(struct knowledge *k, struct relations *g, const struct evidence *e,
		     struct err *err);
void knowledge_release(struct knowledge *k); /* legal on zeroes */

static inline bool knowledge_has_row(const struct knowledge *k, uint32_t row, enum trust trust)
{
	return trust != TRUST_SURE || !k->rows[row].is_assumed;
}
void knowledge_bounds(const struct knowledge *k, uint32_t var, enum trust trust, int64_t *low,
		      int64_t *high);
static inline size_t knowledge_end(const struct knowledge *k, uint32_t row)
{
	return k->rows[row + 1].first;
}
/* "division 350524 is the sum of its parts": why the row holds. */
void knowledge_put_words(const struct attack_cells *c, const struct known_row *row, struct buf *to);

#endif
