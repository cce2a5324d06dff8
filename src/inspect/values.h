/*
 * values: what must not appear: the values of every closed column, read from
 * the streams of `yg-extract --closed` into a keyset.
 *
 * Taken, in the form of fold_value():
 * - of columns of class direct: numbers and codes of 9 digits and more, or of 8
 *   characters with letters (identity numbers also in their other length and without
 *   the last character, the identity number in a disability card, phones without
 *   prefix, codes without the ideographs before them), addresses (whole, and from the
 *   village on where a number follows), names;
 * - texts of the other classes, of 8 ideographs or 16 letters and digits: whole
 *   up to 16 characters, longer ones in windows of 16 at every 8th and by
 *   sentences; the numbers of 11 digits and more that stand in them;
 * - pairs of a name and what else the row says of the person: birth date, last
 *   four of the identity number and of a phone, village and town by code and name.
 * Of a table of institutions and persons (META_INSTITUTION) what the register
 * opens is taken only from the rows of persons.
 * Not taken: code lists and what is public already, categories (type dict),
 * amounts, dates and record numbers by themselves, shorter values, one
 * character repeated, texts that more than 50 persons share.
 */
#ifndef INSPECT_VALUES_H
#define INSPECT_VALUES_H

#include "core/reader.h"
#include "core/site.h"
#include "inspect/keyset.h"

enum { PLACE_GRAM_BITS = 16 };

struct values {
	struct keyset *set;
	/* What may begin the name of a place where a person lives. */
	uint8_t place_grams[1 << (PLACE_GRAM_BITS - 3)];
	uint64_t place_lengths;
	char **columns; /* "relief.payment.id_no", by keyset_entry.column */
	size_t ncolumns, capacity;
	long long rows;
};

void values_init(struct values *v);
void values_release(struct values *v); /* wipes */

/* What everybody knows is no secret, whoever's column holds it: before any read. */
void values_publish(struct values *v, struct str text);
/* All code lists of the site: codes, names, and names with those above them. */
int values_publish_codes(struct values *v, struct site *site, struct err *err);
/* All rows of one stream. */
int values_read(struct values *v, struct reader *r, struct site *site, struct err *err);

/*
 * The pair of a name and an attribute, both folded.  What the attribute is
 * does not count: whoever searches knows only the text beside a name.
 */
uint64_t values_pair(const struct keyset *set, struct str name, struct str attribute);
/* Lengths of the names of places that may begin at p, 8 bytes of which can be read. */
uint64_t values_places(const struct values *v, const char *p);

#endif
