/*
 * recognise: finds what looks like a person's data in any text, in one pass.
 *
 * Strict for codes, liberal for stripping: a number with a wrong check digit
 * is still somebody's number, so it is reported, with a lower grade.  Word
 * boundaries work beside Han characters; an ASCII letter or digit beside a
 * number ends it.  Full-width and other digits, lower-case x, and up to three
 * blanks, hyphens, dots, slashes or closing brackets at a place inside a number are seen through;
 * tabs, line ends and commas are not, for they part cells.
 *
 * What is not found, and left to the search for the values themselves: a name
 * within running text that no context word announces; a name of two characters
 * that is an ordinary word too (杨梅, 黄山); digits written as Chinese numerals;
 * numbers within base64.  Whether a county of an identity number ever existed
 * is not checked: it only raised the grade, and codes change every year.
 *
 * Sources: GB 11643-1999 and ISO 7064 MOD 11-2 (identity numbers), GB
 * 32100-2015 (USCC), GB 11714 (organisation codes), ISO/IEC 7812 (Luhn), RFC
 * 5321 (e-mail), RFC 4291 (IPv6).
 */
#ifndef CORE_RECOGNISE_H
#define CORE_RECOGNISE_H

#include <stdbool.h>

#include "core/buf.h"
#include "core/codes.h"

/* With each kind, what its grades mean (V valid, P probable, S shape). */
enum pii_kind {
	/* 18 characters: V check, date of birth and province are right; P two of these;
	 * S fewer.  In pieces: in a row
	 * of numbers only V, or cut as 6-8-4.  15 digits of before 1999: P province
	 * and date, S one of them, never V.  3.50524E+17: P with the year in sight, else
	 * S.  In a word of more than 18 characters: P, when all is right.  After 身份证: S
	 * for ten digits and more that are none of these. */
	PII_CITIZEN_ID,
	/* Identity number, category, grade, and perhaps B and the number of a reissue:
	 * V all right; P identity number or tail; S province and date only. */
	PII_DISABILITY_CARD,
	/* 81, 82, 83 of Hong Kong, Macao, Taiwan; 9 of foreigners: as identity numbers.
	 * After 居留证, as PII_TRAVEL_PERMIT. */
	PII_RESIDENCE_PERMIT,
	/* Of an institution: V check, kind of registration and province; P two of these;
	 * S two, and digits alone. */
	PII_USCC,
	PII_USCC_PERSON, /* 92: of a person in business; graded the same */
	/* 8, hyphen, check: V.  MA... without hyphen: P.  After 机构代码: P, checked V. */
	PII_ORG_CODE,
	/* V the range is given to an operator; P it is not, or 13 digits of a machine; S with
	 * a 0 dialled before it, a unit (元, 人) or decimals after it, or as 3-4-4 within a
	 * row of numbers. */
	PII_MOBILE,
	/* V area code and number in two pieces; P in one; after 电话, P for 7 or 8 digits. */
	PII_LANDLINE,
	/* 13 to 19 digits: V Luhn and issuer; P Luhn and 15 digits; S Luhn, or 62 and 16
	 * digits, or a float-damaged one (6.21799E+18). */
	PII_BANK_CARD,
	/* After 账号, 存折 and the like: P.  16 digits and more that nothing else knows: S. */
	PII_ACCOUNT,
	PII_PASSPORT, /* after 护照: P; E, G, D, S, P with their digits: S */
	/* After 通行证, 回乡证, 台胞证 ...: P; C and eight, H or M and ten digits: S. */
	PII_TRAVEL_PERMIT,
	/* Birth and marriage certificates, relief cards, hospital numbers, by context: P.
	 * J350524-2020-000123 without one: P. */
	PII_CERTIFICATE,
	PII_EMAIL, /* V: a local part and a complete host name */
	PII_PLATE, /* V three digits and more, S fewer */
	PII_IP,	   /* V; S four single figures (as in 1.2.3.4), and IPv6 without any figure */
	PII_MAC,   /* V; broadcast and zero are no one's */
	/* V a pair of decimals in China, four places each; P one after 经度 and the like, or
	 * degrees and minutes. */
	PII_GPS,
	/* See pii_name.h: P after a context word, before 男 or 女, with usual characters, or
	 * under stars; S any other token that begins with a surname.  Never V. */
	PII_NAME,
	/* P number of a house in a street or hamlet, two units (3幢2单元), group of a village,
	 * or a number after 住址; S a number after a known place, a place after 住址.  Never
	 * V.  Without a number or context it is where an institution is: no hit. */
	PII_ADDRESS,
	PII_NKINDS
};

enum pii_grade {
	PII_SHAPE,    /* looks like one; a check fails or there is none */
	PII_PROBABLE, /* context or a plausible part speaks for it */
	PII_VALID     /* check character, date and range are right */
};

struct pii_hit {
	enum pii_kind kind;
	enum pii_grade grade;
	size_t from, to; /* bytes of the text; [from, to) */
};

/* Hits come in order of `from`; of overlapping ones only the best is
 * reported.  false ends the pass. */
typedef bool pii_fn(void *ctx, const struct pii_hit *hit);

struct recogniser;

/* divisions: names of places that make an address probable; NULL is legal, and
 * the list need not outlive the call. */
struct recogniser *recogniser_new(const struct codes *divisions);
void recogniser_free(struct recogniser *r); /* NULL is legal */
/* Any bytes; those that are not UTF-8 end a word.  Thread-safe. */
void recognise(const struct recogniser *r, struct str text, pii_fn *each, void *ctx);
/* "citizen-id", "mobile", ...: as configuration files write them. */
const char *pii_kind_name(enum pii_kind kind);
/* PII_NKINDS: unknown. */
enum pii_kind pii_kind_find(const char *name);
const char *pii_grade_name(enum pii_grade grade);

#endif
