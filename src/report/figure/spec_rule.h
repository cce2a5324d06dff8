/*
 * spec_rule: how one number of a report is made, read from the object that asks for it.
 */
#ifndef REPORT_SPEC_RULE_H
#define REPORT_SPEC_RULE_H

#include "report/figure/report_spec.h"

/* Asks o for exactly one of count, sum, distinct, percent, add, convert, cell (an object),
 * last, figure, missing and for what belongs to it.  An error sticks in o. */
void spec_rule_read(struct json_obj *o, const struct report_spec *s, struct spec_rule *r);
void spec_rule_release(struct spec_rule *r);

/* Members of an object whose values are texts, as pairs in order. */
int spec_pairs_read(struct json object, struct spec_at **pairs, size_t *n, struct err *err);

#endif
