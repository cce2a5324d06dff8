/*
 * recast: other encodings into UTF-8, without ever failing.
 */
#ifndef INSPECT_RECAST_H
#define INSPECT_RECAST_H

#include "inspect/kind.h"

/* UTF-16 or UTF-32; what is no character becomes U+FFFD. */
void recast_wide(struct str s, enum encoding from, struct buf *to);
/* All of it as GB18030; a byte that begins no character becomes U+FFFD. */
void recast_gb(struct str s, struct buf *to);
/* Line by line: what is UTF-8 stays, from the first byte that is not on, a line
 * is taken for GB18030.  Lines that are UTF-8 become empty. */
void recast_mixed(struct str s, struct buf *to);
/* What was UTF-8 or GB18030 and was taken for Latin-1 or Windows-1252 when somebody made
 * UTF-8 of it ("é’ä¹¦"): the lines that hold any, each run as it was; the others empty. */
void recast_twice(struct str s, struct buf *to);
/* The texts in UTF-16, either order and alignment, of six digits or letters and
 * more, that stand among any bytes; a line end after each. */
void recast_wide_runs(struct str s, struct buf *to);

#endif
