/*
 * intake_text: columns of the types utf8 and dict.  Part of intake.
 */
#ifndef EXTRACT_INTAKE_TEXT_H
#define EXTRACT_INTAKE_TEXT_H

#include "extract/intake.h"

/* Chooses the functions that take text and what else the register allows. */
void intake_text_init(struct intake *c);
void intake_text_release(struct intake *c);
/* UTF-8 without NUL, told fast; n > 0. */
bool text_is_clean(const char *p, size_t n);
/* Adds s with U+FFFD for every byte that belongs to no character. */
void text_replace_bad(struct str s, struct buf *to);

#endif
