/*
 * microdata: records so coarse that nobody stands out, and what had to be done for it.
 *
 * microdata_find() looks for the best node of the lattice (optimum.h); microdata_open()
 * makes the release at it: the records of bad classes are dropped, or with "cells" lose
 * single values first (blanking.h) and are dropped only when that does not help.
 * Nothing is promised before microdata_open() has counted again what is left.
 *
 * The result does not depend on the order of the rows: values are numbered by their
 * texts, rows sorted by what is published of them.
 */
#ifndef PROTECT_MICRODATA_H
#define PROTECT_MICRODATA_H

#include "protect/microdata/frequency.h"
#include "protect/microdata/optimum.h"
#include "protect/microdata/records.h"
#include "protect/microdata/risk.h"

/* A record that is shown, and which of its quasi-identifiers are not (bit q). */
struct shown {
	uint32_t row, mask;
};

/* A class that is not shown, or only in part. */
struct held_class {
	uint32_t ids[MICRODATA_MAX_QUASI];
	enum verdict verdict;
	uint64_t records, blanked, dropped;
};

struct microdata {
	const struct microdata_spec *spec;
	struct records records;
	struct key_layout layout;
	struct criteria criteria;
	struct info_loss loss;
	struct groups bottom;
	struct lattice lattice;
	struct optimum optimum;
	struct risk risk_before; /* of the sample as it came */
	/* At the optimum: */
	int levels[MICRODATA_MAX_QUASI];
	uint32_t *maps[MICRODATA_MAX_QUASI]; /* id of level 0 to id of the level shown */
	struct shown *shown;		     /* sorted by what is published */
	size_t nshown;
	struct held_class *held;
	size_t nheld, held_capacity;
	uint64_t nviolating, ndropped, nblanked_records, nblanked_cells;
	struct risk risk;
	uint64_t *class_sizes; /* of the classes shown, ascending */
	size_t nclass_sizes;
};

/* Records must be complete (records_finish()). */
int microdata_find(struct microdata *m, bool exhaustive, struct err *err);
/* ERR_GATE when k, l or t is out of reach or the risk is above its threshold. */
int microdata_open(struct microdata *m, struct err *err);
void microdata_release(struct microdata *m);

/* The id of a shown record at the level shown; PATTERN_ANY when blanked. */
uint32_t microdata_id(const struct microdata *m, const struct shown *s, int quasi);
/* The coarse text; p NULL for NULL. */
struct str microdata_text(const struct microdata *m, int quasi, uint32_t id);

#endif
