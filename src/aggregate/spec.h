/*
 * spec: what aggregate.json declares: dimensions, measures, filters.
 *
 * Everything here is as written; nothing is bound to a stream yet.  Strings
 * are views into the document, which spec_release() frees.  Errors are
 * ERR_CONFIG with file and line.
 */
#ifndef AGGREGATE_SPEC_H
#define AGGREGATE_SPEC_H

#include <stdbool.h>
#include <stddef.h>

#include "core/date.h"
#include "core/filter.h"
#include "core/json.h"

enum dimension_kind {
	DIMENSION_CODES,   /* a code list with its levels */
	DIMENSION_PERIOD,  /* months, quarters, years */
	DIMENSION_OF_WHICH /* overlapping parts of the whole, by conditions */
};

/* How a measure behaves in time. */
enum measure_kind {
	KIND_FLOW,	 /* what happened in the period adds up */
	KIND_STOCK,	 /* what is valid at the end of the period */
	KIND_CUMULATIVE, /* what happened since January */
	KINDS
};

struct accumulator;

struct spec_part {
	const char *code, *label;
	struct filter where;
};

struct spec_dimension {
	const char *name, *label;
	enum dimension_kind kind;
	struct json at;
	const char *column; /* CODES; PERIOD unless by validity */
	/* CODES: */
	const char *codes;   /* NULL: as the column says */
	const char **levels; /* coarse to fine */
	size_t nlevels;
	bool total, unknown_stops;
	/* PERIOD: */
	bool has_level[PERIOD_MONTH + 1];
	bool provisional;		   /* incomplete coarser periods: shown, not omitted */
	const char *valid_from, *valid_to; /* columns, or NULL */
	/* OF_WHICH: */
	struct spec_part *parts;
	size_t nparts;
};

struct spec_measure {
	const char *name, *label, *unit; /* unit may be NULL */
	struct json at;
	const struct accumulator *accumulator;
	const char *column; /* NULL: rows */
	enum measure_kind kind;
	int scale;	     /* mean only */
	__int128 q;	     /* quantile only: times 10^SPEC_Q_SCALE */
	const char *by;	     /* largest only: the column of contributors */
	int rank;	     /* largest only: 1 is the largest */
	struct filter where; /* the rows that it is of; no terms: all */
	bool publish;
};

enum { SPEC_Q_SCALE = 9, SPEC_PARTS_MAX = 24 };

struct spec {
	struct json_doc *doc;
	struct spec_dimension *dimensions;
	size_t ndimensions;
	struct spec_measure *measures;
	size_t nmeasures;
	struct filter where;
	bool zeros; /* emit cells in which nothing was seen */
	struct period *unavailable;
	size_t nunavailable;
};

int spec_read(const char *path, struct spec *s, struct err *err);
/* From text, for tests; `name` stands for the file in messages. */
int spec_parse(const char *name, struct str text, struct spec *s, struct err *err);
/* Legal on a zeroed spec. */
void spec_release(struct spec *s);
/* The period dimension, or -1. */
int spec_period(const struct spec *s);
const char *measure_kind_name(enum measure_kind kind);

#endif
