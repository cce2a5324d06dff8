/*
 * insiders: what the only contributor to a cell could derive.
 *
 * He knows the cells that are his alone.  A protected thing follows from them
 * and from what is published exactly when its residual is a combination of the
 * residuals of his cells.  Then the thing minus that combination is public, and
 * this difference is what must be protected too.  Nothing can be done, and
 * nothing is asked for, where a thing is a combination of his own cells alone.
 *
 * meeting.h sees most of this coming; what is left is found here.
 */
#ifndef PROTECT_INSIDERS_H
#define PROTECT_INSIDERS_H

#include "protect/pattern/eliminate.h"
#include "protect/pattern/keymap.h"
#include "protect/pattern/residuals.h"

struct insiders {
	const struct elimination_problem *p;
	size_t n;	  /* how many there are */
	size_t *start;	  /* n + 1 */
	uint32_t *cells;  /* by insider: the cells that he knows */
	uint32_t *owners; /* by cell: the insider, or OWNER_PUBLIC */

	/* What they have asked for, each once, up to a factor: */
	struct vector *asked;
	size_t nasked, asked_capacity;
	struct keymap keys;
};

void insiders_init(struct insiders *in, const struct elimination_problem *p);
void insiders_release(struct insiders *in);
/*
 * Looks at a finished elimination and adds what must be protected too; added:
 * how much that is.  exposed: by thing (cells, then combinations of `also`): 1
 * where what an insider asked for is asked for already; when nothing is added
 * that means that it was protected, and that the forced cells give it away all
 * the same.  -1 only for a signal.
 */
int insiders_look(struct insiders *in, struct basis *b, const struct residuals *rs,
		  const uint8_t *outcomes, uint8_t *exposed, size_t *added, struct err *err);

#endif
