/*
 * value_forms: in which forms a closed value can turn up, and what they say
 * about the person.
 *
 * GB 11643: an identity number of 18 characters is also one of 15 when its
 * bearer was born in a year 19xx.  Phones: 11 digits, whatever stands before them.
 */
#ifndef INSPECT_VALUE_FORMS_H
#define INSPECT_VALUE_FORMS_H

#include "inspect/keyset.h"

/* Whose the value is and where it comes from. */
struct value_owner {
	unsigned column;
	uint64_t person;
};

/* A number, code or address of a column of class direct. */
void value_put_ident(struct keyset *set, struct str value, const struct value_owner *o);
/* A name, or several with something between them. */
void value_put_name(struct keyset *set, struct str value, const struct value_owner *o);
/* Free text. */
void value_put_text(struct keyset *set, struct str value, const struct value_owner *o);

/* What a value says of its owner beside a name, each folded; nothing: n is 0. */
struct value_trait {
	char text[12];
	size_t n;
};

/* YYYYMMDD of a date as text (any order of separators), or out of an identity number. */
struct value_trait value_birth(struct str value);
struct value_trait value_birth_of_id(struct str value);
/* The last four of an identity number or a phone. */
struct value_trait value_tail(struct str value);
/* Whether y, m and d are a day between 1880 and 2100. */
bool value_is_day(int y, int m, int d);

#endif
