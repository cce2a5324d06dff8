/*
 * fault: what becomes of a stored value that is not as the register declares
 * it.  Part of intake; errors never hold the value.
 */
#ifndef EXTRACT_FAULT_H
#define EXTRACT_FAULT_H

#include "extract/intake.h"

/* The value may go on, as it is or repaired. */
enum { FAULT_GO_ON = 2 };

/*
 * Applies the column's rule and counts it: 1 a NULL was appended, 0 the row is
 * rejected (a NULL was appended), -1, or FAULT_GO_ON.  what: "is an empty text".
 */
int fault_apply(struct intake *c, enum intake_rule rule, const char *what, struct err *err);
/* A value of a kind that the register does not allow: INTAKE_VALUE. */
int fault_kind(struct intake *c, const char *kind, struct err *err);
enum reg_rule fault_rule(const struct intake *c, enum intake_rule rule);

#endif
