/*
 * dimension: a dimension of the table bound to the columns of the input.
 *
 * While rows are read each dimension turns its column into leaves:
 *	codes		a leaf of its hierarchy (a node, when the list has no versions)
 *	period		the month; for rows with a validity the months from and to,
 *			counted from the first of the range, as from << 16 | to
 *	of which	bit i: the row belongs to part i
 * What is NULL or not in the list is the unknown leaf, and counted.
 */
#ifndef AGGREGATE_DIMENSION_H
#define AGGREGATE_DIMENSION_H

#include "aggregate/hierarchy.h"
#include "aggregate/timeline.h"
#include "core/record.h"

/* How a dimension finds a code list by name; NULL and err when there is none. */
struct code_finder {
	const struct codes *(*find)(void *arg, const char *name, struct err *err);
	void *arg;
};

/* The same for filter_bind(); arg is a struct code_finder. */
const struct codes *code_finder_for_filter(void *arg, const char *name);

/* The months that the stream says it covers. */
struct month_range {
	bool known;
	int32_t first, last;
};

struct dimension {
	const struct spec_dimension *spec;
	struct field field; /* of the output: name and metadata, owned */
	int column, column_to;
	enum field_type type;
	struct hierarchy hierarchy;  /* CODES */
	struct timeline timeline;    /* PERIOD, once the range is known */
	struct filter_bound **parts; /* OF_WHICH */
	struct month_range range;    /* PERIOD: grows with the months seen unless known */
	/* What was met: */
	int64_t unknown, first_unknown; /* rows; the first one's number */
	int64_t outside;		/* rows valid at no month's end of the range */
	int64_t expired;		/* rows whose code was not valid in their month */
	uint8_t *seen;			/* CODES: by leaf */
	/* private: leaves by dictionary index */
	const struct dict *dict;
	struct dict *own;
	int32_t *cache;
	size_t ncached, cache_capacity;
	bool *keep;
	size_t keep_capacity;
};

int dimension_bind(struct dimension *d, const struct spec_dimension *spec,
		   const struct schema *schema, const struct code_finder *finder,
		   const struct month_range *range, struct err *err);
void dimension_release(struct dimension *d);
/*
 * leaf[i] of every row that is kept; row: the number of the batch's first row.
 * Takes rows that belong to no period out of `keep`.
 */
int dimension_leaves(struct dimension *d, const struct batch *batch, int64_t row, bool *keep,
		     uint32_t *leaf, struct err *err);
/* Counts rows whose code was not valid in their month (leaves of a period). */
void dimension_check_months(struct dimension *d, const bool *keep, const uint32_t *leaf,
			    const uint32_t *month, int64_t n);
/* After the last row: "unknown": "stop", the range. */
int dimension_end(struct dimension *d, struct err *err);

#endif
