/*
 * intake_text: columns of the types utf8 and dict.  Part of intake.
 */
#ifndef EXTRACT_INTAKE_TEXT_H
#define EXTRACT_INTAKE_TEXT_H

#include "extract/intake.h"

/* Chooses the functions that take text and what else the register allows. */
void intake_text_init(struct intake *c);
void intake_text_release(struct intake *c);

#endif
