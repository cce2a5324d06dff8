/*
 * sample: the first rows of a table that no register knows yet, counted column
 * by column; no value outlives the reading.
 *
 * A record stream, or CSV with a header, whose columns are all text and whose
 * types are told from what stands in them.
 */
#ifndef MASK_SAMPLE_H
#define MASK_SAMPLE_H

#include "core/recognise.h"
#include "core/record.h"

enum { SAMPLE_ROWS = 1000 };

struct sample_column {
	char *name;
	char *label;	      /* as the stream says; or NULL */
	enum field_type type; /* of a stream, or told from the values */
	int scale;	      /* decimals */
	const char *format;   /* dates: as in date.h */
	long long values;     /* neither NULL nor empty */
	long long empty, null, distinct;
	/* Of the values, those that a recogniser takes for one of the kind, and those of
	 * them whose check is right. */
	long long hits[PII_NKINDS], valid[PII_NKINDS];
	long long holding; /* values with some kind in them, among other text */
};

struct sample {
	struct sample_column *columns;
	size_t ncolumns;
	long long rows;
	char *source, *table; /* as the stream says; or NULL */
};

/* path: NULL or "-" is stdin; encoding: of CSV, NULL is UTF-8. */
int sample_read(struct sample *s, const char *path, const char *encoding, struct err *err);
void sample_release(struct sample *s);

#endif
