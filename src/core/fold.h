/*
 * fold: how characters are compared when somebody looks for a person's value.
 *
 * A value is written in many ways: full width (U+FF01..FF5E), other digits
 * (①, mathematical, Arabic-Indic), lower case, with blanks, hyphens, dots or a
 * zero-width character between.  Folded, all of them are one text.
 * Source for the decompositions: Unicode 15, compatibility mappings.
 */
#ifndef CORE_FOLD_H
#define CORE_FOLD_H

#include <stdint.h>

#include "core/buf.h"

enum fold_class {
	FOLD_DIGIT,	/* becomes 0-9 */
	FOLD_LETTER,	/* becomes A-Z, or another script's letter, upper case */
	FOLD_HAN,	/* ideographs, U+20000 and above included */
	FOLD_SEPARATOR, /* stands inside a number or name without ending it: blank, hyphen,
			 * dot, middle dot, underscore, zero width, soft hyphen, BOM */
	FOLD_BREAK	/* everything else: ends a word */
};

/* The character that c is compared as; c itself where it has no other form. */
uint32_t fold_char(uint32_t c, enum fold_class *class);
/* Adds digits, letters and ideographs of the value, folded, and nothing else.
 * Bytes that are not UTF-8 are dropped. */
void fold_value(struct str value, struct buf *to);

#endif
