/*
 * rules: mask.json read against the field register.
 *
 * Fails closed: a column of the stream that the register or mask.json does not
 * name, a treatment that the register does not allow for it, a column of
 * mask.json that the stream lacks, columns that together leave too few
 * candidates for a masked number (sight.h): each is ERR_CONFIG with file and
 * line.
 */
#ifndef MASK_RULES_H
#define MASK_RULES_H

#include "core/register.h"
#include "core/site.h"
#include "mask/treatment.h"

struct rule {
	const struct treatment *treatment;
	const struct reg_table *table;
	const struct reg_column *column;
	int input;	/* column of the stream */
	int where;	/* column of the stream with the codes of the institutions in whose rows
			 * alone there is a value; -1: all rows */
	const char *as; /* name it goes out under */
	struct json at; /* where mask.json says so */
	struct treatment_params params;
};

struct rules {
	struct site site;
	struct reg reg;
	struct json_doc *doc;
	struct pseudonym *pseudonym;
	struct recogniser *recogniser; /* made when a column is scrubbed */
	struct rule *items; /* in the order of the stream; dropped columns are not here */
	size_t n, ndropped;
	struct schema out; /* what yg-mask writes */
};

/* in: the schema of the stream that is to be masked. */
int rules_read(struct rules *r, const char *path, const struct schema *in, struct err *err);
void rules_release(struct rules *r);

#endif
