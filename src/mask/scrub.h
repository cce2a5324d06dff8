/*
 * scrub: free text without what a recogniser knows as a person's, of whatever
 * grade, and without any other long run of digits.
 *
 * What was there is replaced by 〔已隐去〕, or by its kind: 〔手机号码〕.
 * Recognisers do not know every name: text in which persons are told of belongs
 * dropped, and scrubbing is for remarks.
 */
#ifndef MASK_SCRUB_H
#define MASK_SCRUB_H

#include "core/buf.h"
#include "core/recognise.h"

/* Seven digits are a telephone number; full width and separators are seen through. */
enum { SCRUB_DIGITS = 7 };

/* text: valid UTF-8. */
void scrub(const struct recogniser *r, struct str text, bool by_kind, struct buf *to);

#endif
