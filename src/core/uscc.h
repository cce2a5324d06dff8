/*
 * uscc: whose unified social credit code (GB 32100-2015) it is.
 *
 * Institutions are not persons; a person in business has a code that begins
 * with 92, and is one.
 */
#ifndef CORE_USCC_H
#define CORE_USCC_H

#include "core/buf.h"

enum { USCC_LENGTH = 18 };

/*
 * Whether the text is the code of an institution: 18 characters of the
 * standard's alphabet that begin with a department and a kind of organisation
 * of the standard, not with 92, and are no citizen's identity number: what looks
 * like one, well or badly written (digits, one letter among them at the most), needs
 * the right check characters of a USCC and of the organisation's code in it (GB
 * 11714), and not that of an identity number.  Full width, blanks, hyphens and small letters
 * are seen through; `canonical`, if not NULL, gets the plain form.
 */
bool uscc_is_institution(struct str text, struct buf *canonical);
/* The value of a character of the alphabet of GB 32100, which has no I, O, S, V, Z; -1: none. */
int uscc_value(char c);
/* Whether it begins with a department and a kind of organisation of the standard. */
bool uscc_begins(const char *code);
/* Whether it is of a person in business. */
bool uscc_is_person(const char *code);
/* The check character by GB 32100 of 17 characters of the alphabet. */
char uscc_check(const char *code);
/* The check character by GB 11714 of the first 8 characters of an organisation's code, which
 * a USCC has in its characters 9 to 17. */
char uscc_organisation_check(const char *code);

#endif
