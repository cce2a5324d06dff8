/*
 * finding: what the last gate found, told without telling the value.
 *
 * A finding names file, place and kind, and a keyed digest of the value (12
 * hex digits of HMAC-SHA256), by which the bureau can match two findings and
 * nobody else can guess.  Any finding holds the release.
 */
#ifndef INSPECT_FINDING_H
#define INSPECT_FINDING_H

#include "core/buf.h"
#include "core/key.h"

enum finding_kind {
	FINDING_VALUE,	     /* a value of a closed column */
	FINDING_MASKED,	     /* one under a mask that leaves too few candidates */
	FINDING_PATTERN,     /* what a recogniser knows as a person's */
	FINDING_STRUCTURE,   /* hidden sheet, comment, property, link, unknown kind of file */
	FINDING_LINKAGE,     /* a row that can be singled out by joining */
	FINDING_PLAUSIBILITY /* rows, totals, divisions, age, columns */
};

struct finding {
	enum finding_kind kind;
	char *what;  /* "relief.payment.id_no", "mobile, valid", "hidden sheet": never a value */
	char *file;  /* piece.file */
	char *place; /* "line 12, byte 40", "row 3, column name"; "" when the file says all */
	char digest[13]; /* "" where there is no value */
	long long count; /* how often the same (kind, what, file, digest) was found */
};

struct findings;

/* key: for the digests; copied into a subkey, so it may be released at once. */
struct findings *findings_new(const struct key *key);
void findings_free(struct findings *f); /* NULL is legal */
/* value: {NULL, 0} where there is none. */
void findings_add(struct findings *f, enum finding_kind kind, const char *what, const char *file,
		  struct str value, const char *place, ...) __attribute__((format(printf, 6, 7)));
/* Sorted by file, kind, what, place; the same release gives the same list.  At
 * most 100,000 different ones are listed, all are counted.  Nothing is added
 * to the list after it. */
const struct finding *findings_list(struct findings *f, size_t *n);
/* All that were added, repeats too; and those of one kind. */
long long findings_total(const struct findings *f);
long long findings_of(const struct findings *f, enum finding_kind kind);
const char *finding_kind_name(enum finding_kind kind);

#endif
