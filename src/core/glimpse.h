/*
 * glimpse: what the treatment of a column lets everybody see of a person's value.
 *
 * Only what narrows a value down to a person counts: the ends that a mask
 * leaves of a number or name, and what an identity number repeats of the rest
 * of the row: birth, sex and division.  yg-mask judges by it what the columns of
 * one row show together, the runner what releases do.  As text ("identity first=6
 * last=4") it is a line of the runner's ledger, so what an old release showed is
 * read by every later version.
 */
#ifndef CORE_GLIMPSE_H
#define CORE_GLIMPSE_H

#include "core/candidates.h"
#include "core/json.h"
#include "core/register.h"
#include "core/site.h"

enum glimpse_kind {
	GLIMPSE_IDENTITY,   /* 18 characters with division, birth and sex in them (GB 11643) */
	GLIMPSE_DISABILITY, /* the same and two more */
	GLIMPSE_BIRTH,
	GLIMPSE_SEX,
	GLIMPSE_DIVISION,
	GLIMPSE_MOBILE,
	GLIMPSE_LANDLINE,
	GLIMPSE_BANK_CARD,
	GLIMPSE_ACCOUNT,
	GLIMPSE_DOCUMENT, /* passports, permits, certificates, codes of organisations */
	GLIMPSE_USCC,
	GLIMPSE_PLATE,
	GLIMPSE_EMAIL,
	GLIMPSE_DEVICE, /* addresses of devices, positions */
	GLIMPSE_NAME,
	GLIMPSE_NUMBER, /* of a direct identifier of which nobody knows what it is */
	GLIMPSE_TEXT	/* anything else that a mask is for */
};

struct glimpse {
	enum glimpse_kind kind;
	long long first, last; /* characters in sight at either end; of a division its digits */
	int days;	       /* GLIMPSE_BIRTH: in which the birth is known to lie */
	char *text;	       /* owned */
};

/* Whether the codes of the column are divisions: its list has counties.  site: what is read
 * of it is kept there. */
bool glimpse_is_division(struct site *site, const struct reg_column *column);
/* rule: the column's object in mask.json.  is_division: its codes are divisions.  false: it
 * shows nothing of a person. */
bool glimpse_of(const struct reg_column *column, bool is_division, struct json rule,
		struct glimpse *g);
/* From the text of an earlier one; false when it is none. */
bool glimpse_parse(const char *text, struct glimpse *g);
void glimpse_release(struct glimpse *g);
/* "first 6 and last 4 characters" */
void glimpse_describe(const struct glimpse *g, struct buf *to);

/* An identity number, whatever it is printed on. */
bool glimpse_is_identity(enum glimpse_kind kind);
/* What stands beside an identity number and is repeated in it. */
bool glimpse_is_beside(enum glimpse_kind kind);
/* What it says of an identity number. */
struct id_sight glimpse_sight(const struct glimpse *g);
/* Nothing is known but the column: only what stands in the same one is the same value. */
bool glimpse_is_of_one_column(enum glimpse_kind kind);
/* How many characters of a value of the kind follow from nothing, at least; 0: nobody knows. */
int glimpse_length(enum glimpse_kind kind);

#endif
