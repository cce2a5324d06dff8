/*
 * records: the records that are to be opened, in memory, as numbers.
 *
 * Every column is a quasi-identifier, a sensitive or another column, or it is read
 * for something else (weight, sample) or not at all (drop); a column that
 * microdata_spec.h does not name is an error.  Columns of direct identifiers and
 * pseudonyms are never published, quasi-identifiers and sensitive columns only as
 * such: ERR_GATE.
 *
 * The sample: the first 48 bits of the keyed pseudonym (base64url, see yg-mask) are as
 * good as drawn by lot, the same for all records of one household, and do not depend
 * on the order of the rows; a record is taken when they lie in the first 1/one_in.
 *
 * Memory: 4 bytes for each record and column that is published, and the distinct
 * values of each column once.
 */
#ifndef PROTECT_RECORDS_H
#define PROTECT_RECORDS_H

#include "core/reader.h"
#include "core/site.h"
#include "protect/microdata/criteria.h"

enum record_role {
	RECORD_DROP,
	RECORD_QUASI,
	RECORD_SENSITIVE,
	RECORD_OTHER,
	RECORD_WEIGHT,
	RECORD_SAMPLE
};

struct record_column {
	enum record_role role;
	int number; /* of the quasi-identifier or sensitive column */
	struct coding coding;
	bool is_coded;
};

struct records {
	const struct microdata_spec *spec;
	struct schema schema;
	struct record_column *columns;
	size_t nrows;	  /* of the input */
	uint32_t *sample; /* their numbers */
	size_t nsample, nwithout_key;
	struct ladder ladders[MICRODATA_MAX_QUASI];
	struct sensitive sensitive[MICRODATA_MAX_SENSITIVE];
	/* Ids at level 0, by quasi-identifier, then by sensitive column. */
	const uint32_t *ids[GROUPS_MAX_COLUMNS];
	const struct coding *weight; /* or NULL */
	size_t sample_capacity;
};

int records_init(struct records *r, const struct microdata_spec *spec, const struct schema *s,
		 struct err *err);
void records_release(struct records *r);
int records_add(struct records *r, const struct batch *batch, struct err *err);
/* All rows are there: codings, hierarchies, distribution of the sensitive values. */
int records_finish(struct records *r, struct site *site, struct err *err);
/* The weight of a row in millionths; 1 without weights. */
int64_t records_weight(const struct records *r, size_t row);
size_t records_quasi_column(const struct records *r, int quasi);

#endif
