/*
 * tables: yg-protect on tables of cells, from their files to the safe stream.
 *
 * Nothing is written before all tables have been protected and checked.  The
 * audit file and the draft for the ledger of cells come before the stream.
 */
#ifndef PROTECT_TABLES_H
#define PROTECT_TABLES_H

#include "core/input.h"

struct tables_options {
	struct input_options input;
	struct output_options output;
	const char *audit;    /* NULL: none is written */
	struct opt_list with; /* further tables, protected together with the first */
	/* The ledger of cells; all or none of them: */
	const char *history, *draft, *dataset, *as_of;
	const char *budget;  /* the ledger of what noise has spent; NULL: the site's */
	const char *explain; /* the name of a cell: say why on stdout, instead of the stream */
};

/* path: of the first table, or NULL: stdin.  words: what --explain has to say; the caller prints
 * it. */
int tables_protect(const struct tables_options *o, const char *policy, const char *path,
		   struct buf *words, struct err *err);

#endif
