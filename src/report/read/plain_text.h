/*
 * plain_text: the bytes of a text file that somebody saved, as UTF-8.
 *
 * With a byte order mark or without; what is not UTF-8 is taken for GB18030, whatever the
 * file says of itself: a page that is served as gb2312 is often saved as UTF-8.
 */
#ifndef REPORT_PLAIN_TEXT_H
#define REPORT_PLAIN_TEXT_H

#include "core/buf.h"
#include "core/err.h"

/* Appends to `to`. UTF-16, neither encoding, or a NUL: ERR_DATA with the file's name. */
int plain_text(struct str bytes, const char *name, struct buf *to, struct err *err);

#endif
