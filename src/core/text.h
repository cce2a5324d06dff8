/*
 * text: UTF-8 (RFC 3629) and GB18030.
 */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

/* No overlong form, no surrogate, nothing above U+10FFFF. */
bool utf8_is_valid(const char *p, size_t n);
/* Code points of valid text. */
size_t utf8_count(struct str s);
/* The code point at *p; moves *p on.  Text must be valid. */
uint32_t utf8_next(const char **p);
void utf8_put(struct buf *b, uint32_t c);
/* Columns on a terminal: 0, 1 or 2. */
int utf8_width(uint32_t c);
/* "UTF-8" or "GB18030", any case; NULL for another name. */
const char *encoding_name(const char *name);

/* Incremental conversion to UTF-8; an invalid or cut sequence is -1 (ERR_DATA). */
struct recoder;
int recoder_open(const char *encoding, struct recoder **out, struct err *err);
/* `last`: no more input follows. */
int recoder_put(struct recoder *r, const char *p, size_t n, bool last, struct buf *to,
		struct err *err);
void recoder_close(struct recoder *r);

#endif
