/*
 * line_diff: what differs between two texts, line by line.
 */
#ifndef RUN_LINE_DIFF_H
#define RUN_LINE_DIFF_H

#include "core/buf.h"

/*
 * A unified diff with three lines of context, without the two head lines, added
 * to `to`; nothing when the texts are the same.  The shortest edit script, by
 * E. Myers, An O(ND) Difference Algorithm (1986); where two texts have more than
 * two thousand differences, what lies between their common begin and end is
 * shown as replaced.  What would move a terminal's cursor or turn the direction
 * of writing is shown by its number: a reviewer must see what the program reads.
 */
void line_diff(struct str old, struct str new, struct buf *to);
/* The text with these characters made visible. */
void line_put_visible(struct str line, struct buf *to);

#endif
