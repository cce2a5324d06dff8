/*
 * candidates: how many values a masked one can still stand for.
 *
 * A mask that leaves a short list of candidates is no mask.  Of an identity
 * number (GB 11643) whose first six and last four characters and year of birth
 * are known, 365 days divided by the 11 values of the check character are left:
 * about 33 persons.  Published parts of the same value add up, whatever
 * releases they stand in.
 */
#ifndef CORE_CANDIDATES_H
#define CORE_CANDIDATES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"

/* What can be seen of one identity number, by one release or several. */
struct id_sight {
	bool at[18];	/* character i is in sight */
	int birth_days; /* days in which the birth is known to lie: 1 exact, 31 month,
			 * 365 year, 1826 a five-year band; 0: nothing is known */
	bool sex;
};

enum { CANDIDATES_DEFAULT = 10000 }; /* the least that a mask must leave */

uint64_t id_candidates(const struct id_sight *s);
/* What a mask shows that leaves so many characters at either end. */
struct id_sight id_sight_of_mask(long long keep_first, long long keep_last);
/* a and b together: what both releases show.  Bands of age are taken for different ones, so
 * what is the same one twice is to be joined once. */
struct id_sight id_sight_join(const struct id_sight *a, const struct id_sight *b);
/* A number of n characters of which `hidden` are stars: 10^hidden, saturating. */
uint64_t digits_candidates(int hidden);
/*
 * A text in which somebody has put stars (* x X # ● • ○ _ ?) for the middle of
 * an identity number, a phone or an account: true, with the candidates left and
 * the shape ("citizen-id", "mobile", "account").  Blanks and hyphens are seen
 * through.  false: no masked number.
 */
bool candidates_of_masked(struct str text, uint64_t *candidates, const char **shape);

#endif
