/*
 * pii_name: names of persons, by surname, given name and what stands around.
 *
 * No name is ever valid: nothing can be checked.  Probable is a name after a
 * context word, one whose characters are all usual in given names, and one
 * that is half under stars; any other whole token of two to four ideographs
 * that begins with a surname is a shape.
 */
#ifndef CORE_PII_NAME_H
#define CORE_PII_NAME_H

#include "core/pii_scan.h"

/* Marks surnames, usual characters of given names, and those of no name. */
void name_build(struct recogniser *r);
/* A run of ideographs from p to end, with no letter or ideograph beside it. */
void name_token_put(struct scan *s, const char *p, const char *end);
/* After a context word that ends at p. */
void name_after_put(struct scan *s, const char *p);
/* At a star (or 某) at p: a surname before it. */
void name_star_put(struct scan *s, const char *p);
/* At the middle dot at p: names such as those of Uyghurs and Yi. */
void name_dot_put(struct scan *s, const char *p);
/* An ideograph, a blank and an ideograph: 张　三.  p: the first, end: after it. */
void name_spaced_put(struct scan *s, const char *p, const char *end);

#endif
