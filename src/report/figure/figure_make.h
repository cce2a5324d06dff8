/*
 * figure_make: figures out of rules: what is counted over, and how.
 */
#ifndef REPORT_FIGURE_MAKE_H
#define REPORT_FIGURE_MAKE_H

#include "core/site.h"
#include "report/figure/figure.h"
#include "report/figure/report_spec.h"
#include "report/figure/template.h"

/* What figures are made from.  Nothing is owned. */
struct figure_world {
	const struct report_spec *spec;
	struct site *site; /* for code lists; may be NULL */
	struct template_words words;
	struct recordset *sets; /* those that are at hand, by name */
	size_t nsets;
	struct released *releases;
	size_t nreleases;
	const struct filled *last; /* the approved report of the period before, or NULL */
	struct figures *figures;   /* those made so far; new ones are appended */
};

struct recordset *figure_world_set(const struct figure_world *w, const char *name); /* or NULL */

/* What a figure is called. */
struct figure_name {
	const char *name, *label, *unit; /* unit "": that of its source */
};

/* Appends one figure.  A rule that asks for a figure that is not there, a column or a measure
 * that does not exist is ERR_CONFIG; a record set, a release or a report of the period before
 * that is not at hand makes a figure that is missing and an open question. */
int figure_make(const struct figure_world *w, const struct spec_rule *rule,
		const struct figure_name *name, struct err *err);

/* One of the figures that rows are parted into. */
struct figure_slot {
	const char *code; /* of the column; NULL: all rows */
	struct figure_name name;
};

/*
 * Appends a figure for each slot, the rows of the rule parted by the codes of a column.  A row
 * whose code has no slot, or that has no code, is ERR_DATA and names the record set and the code,
 * or the row when the column's code list does not have it: it may be a person's name.
 */
int figure_make_by(const struct figure_world *w, const struct spec_rule *rule, const char *column,
		   const struct figure_slot *slots, size_t nslots, struct err *err);

#endif
