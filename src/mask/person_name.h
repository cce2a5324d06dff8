/*
 * person_name: a name of which nothing but the surname is left.
 *
 * 王小明 becomes 王**, 欧阳小明 欧阳**; of two characters only the first can be
 * a surname.  A name with a middle dot, or of another script, keeps the first
 * character of its first part, the dots are stars too.  A name of one character
 * is hidden whole.  What counts is what a reader sees: a character above
 * U+FFFF is one, a variation selector or combining mark belongs to the character
 * before it, blanks and what has no width are not there.
 */
#ifndef MASK_PERSON_NAME_H
#define MASK_PERSON_NAME_H

#include "core/buf.h"

/* name: valid UTF-8. */
void person_name_mask(struct str name, struct buf *to);

#endif
