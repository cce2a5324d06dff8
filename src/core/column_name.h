/*
 * column_name: what the name of a column says about its content.
 *
 * English, pinyin, initials, Chinese and the misspellings of real systems:
 * sfzh, sfzmhm, owername, owerid, personid, card_no, bankid, 身份证号, 户主 ...
 * A guess for a person to confirm, never a decision.
 */
#ifndef CORE_COLUMN_NAME_H
#define CORE_COLUMN_NAME_H

#include "core/recognise.h"
#include "core/register.h"

struct column_guess {
	bool known;	    /* whether the name says anything */
	enum pii_kind kind; /* PII_NKINDS: no kind of pii (sex, amount, month ...) */
	enum reg_class class;
	const char *label;   /* Chinese */
	const char *because; /* the word that was recognised, a constant */
};

struct column_guess column_name_guess(const char *name);

#endif
