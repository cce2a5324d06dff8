/*
 * texty: telling texts from noise.
 *
 * Any word of twelve letters can be taken for base64, and most of what then
 * comes out is noise.  Here is said what is not: chance makes none of it in
 * millions of tries.
 */
#ifndef INSPECT_TEXTY_H
#define INSPECT_TEXTY_H

#include "core/buf.h"

/* Begins as a file does that has an opener, by a sign long enough to trust. */
bool texty_is_file(struct str bytes);
/* The text of the bytes as UTF-8, be it UTF-8, UTF-16 or GB18030; or the texts
 * that stand in them.  false: noise. */
bool texty_extract(struct str bytes, struct buf *to);

#endif
