/*
 * search: closed values in a folded text, at every byte of it.
 *
 * When is it the value, and when only the same digits?  A table of figures is a
 * long row of digits; what is found in it by chance would hold every release.
 * For n values of d digits and p places where one may begin, n * p / 10^d are
 * found by chance; with 10^7 values and a release of 10^9 digits:
 *
 *	18 digits (identity numbers)	0.01		19 (cards)	0.001
 *	16 digits			1		15 (old ones)	10
 *	11 (phones; a tenth begins so)	10^4 and more
 *
 * so a value is only one when it stands as people write it:
 *
 * - 16 characters and more: whole, anywhere, also within a longer number (a
 *   disability card holds an identity number).  With something in between: at
 *   borders of numbers only, which in figures of five digits leaves one
 *   place in 25, and with at most three borders of cells (six from 18 characters on)
 *   or with groups of one size (one character a cell); blanks, hyphens and brackets
 *   may be more.
 * - shorter ones: as a number or word of their own, with zeros before it or none, and
 *   in groups only as phones and old identity numbers are written (3-4-4, 4-4-3, 3-8,
 *   7-4, 4-3-4, 6-6-3, all of one size), never over a border of cells: what is left
 *   by chance are figures of exactly 9 to 15 digits without a point.  A village code
 *   350524110214 and a count 123 beside it make an old identity number of
 *   somebody born on 1911-02-14: therefore no borders there.
 * - texts of ideographs: with anything in between; where a number ends them, it
 *   is the whole number, and not in the next cell ("竹园村,12").
 * - names: neighbours.h.
 *
 * Values of fewer than 9 digits are not in the set (values.h).
 */
#ifndef INSPECT_SEARCH_H
#define INSPECT_SEARCH_H

#include "inspect/folded.h"
#include "inspect/keyset.h"

struct search_hit {
	size_t from, to; /* bytes of the folded text */
	unsigned kinds;	 /* what it may be here: one of KEYSET_IDENT, _TEXT, _NAME, or several */
	unsigned column;
};

struct search_hits {
	struct search_hit *items; /* by `from`, then `to` */
	size_t n, capacity;
};

/* Adds to hits, which begin as zeroes and are released with free(). */
void search(const struct keyset *set, const struct folded *f, struct search_hits *hits);

#endif
