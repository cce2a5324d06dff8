/*
 * intake_stored: a column as text, exactly as it is stored, whatever that is.
 * Part of intake; for those who look for values, not for those who publish them.
 *
 * Nothing is refused and no rule applies.  Numbers come as the database writes
 * them (a whole number that is stored as a real without its ".0"); bytes that are
 * no UTF-8 are read as GB18030 where they can be, else each of them that belongs
 * to no character becomes U+FFFD; either is counted as INTAKE_UTF8.
 */
#ifndef EXTRACT_INTAKE_STORED_H
#define EXTRACT_INTAKE_STORED_H

#include "extract/intake.h"

/* Of a column whose `to` is of FIELD_UTF8. */
void intake_stored_init(struct intake *c);

#endif
