/*
 * codebook: the codes of one dimension as readers know them, and how they hang together.
 *
 * Codes come from the code lists of all releases (columns `code` and `parent`), from a column
 * NAME_parent where a table has one, and from the rows.  Node 0 is the total `_T`; a code without
 * a parent lies under it.  Where every code is a period ("2025", "2025-Q1", "2025-03") and there is
 * no list, years hold quarters and quarters months, also those that no row has, and nothing holds
 * the years.
 *
 * A code with two parents, under itself or under a code that is not there, and more than 64 levels
 * are ERR_DATA.
 */
#ifndef VERIFY_CODEBOOK_H
#define VERIFY_CODEBOOK_H

#include "core/date.h"
#include "verify/published.h"

enum book_kind {
	BOOK_TREE,     /* a code holds the codes below it */
	BOOK_OF_WHICH, /* codes overlap; each is a part of `_T` */
	BOOK_PERIOD
};

enum { NODE_NONE = -1, NODE_TOTAL = 0 };

struct codebook {
	const char *name; /* of the dimension; a view into the first release that has it */
	enum book_kind kind;
	struct dict *codes;
	int32_t *parents, *first, *next; /* children are in order: first, then its next */
	bool *is_used;			 /* a row has it, or a code below it */
	uint8_t *depths;		 /* how many codes lie above */
	struct period *periods;		 /* BOOK_PERIOD */
	/* Private: */
	bool has_list;
	size_t parents_room, used_room;
};

void codebook_init(struct codebook *b, const char *name);
void codebook_release(struct codebook *b);
/* The codes of that column of a release. */
int codebook_add(struct codebook *b, const struct published *p, int column, struct err *err);
int codebook_finish(struct codebook *b, struct err *err);

/* NODE_NONE when there is no such code. */
int32_t codebook_find(const struct codebook *b, struct str code);
/* The period before, of the same level and year, or NODE_NONE. */
int32_t codebook_before(const struct codebook *b, int32_t node);

#endif
