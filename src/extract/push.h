/*
 * push: a condition of a filter as SQL, as far as the stored form allows it.
 *
 * A filter speaks about converted values, a database about stored ones.  A
 * condition is pushed down only where every row that could satisfy it after
 * conversion, and every row whose value may be bad, still comes through; the
 * answer says whether it must be decided again after conversion.
 */
#ifndef EXTRACT_PUSH_H
#define EXTRACT_PUSH_H

#include "core/codes.h"
#include "core/filter.h"
#include "core/register.h"
#include "extract/sql.h"

enum push {
	PUSH_NONE, /* nothing pushed: decide it after conversion */
	PUSH_PART, /* fewer rows come, decide it again after conversion */
	PUSH_WHOLE /* what comes satisfies it */
};

struct push_term {
	const struct filter_term *term;
	const struct reg_column *column;
	const char *name;	   /* of the column in SQL, quoted */
	const struct codes *codes; /* of the column, for "under"; else NULL */
	bool is_month;		   /* a text that must be a month as 2026-10 */
	bool may_miss;		   /* of a partner that a row may be without */
	bool text_by_bytes;	   /* the database orders text by UTF-8 bytes */
};

/* Appends a condition to q, but for PUSH_NONE. */
enum push push_term(const struct push_term *t, struct sql *q);

#endif
