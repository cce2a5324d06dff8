/*
 * suggest: a draft of a register (core/register.h) for a table that has none.
 *
 * What a column is, is guessed from its name and from the first rows; of two
 * guesses the stricter counts, and what nothing is known of is taken for
 * personal.  Every column is closed, its usual treatment is to be dropped, and
 * is marked "review", by which no program takes the draft for a register.
 */
#ifndef MASK_SUGGEST_H
#define MASK_SUGGEST_H

#include "core/buf.h"
#include "mask/sample.h"

/* As JSON, with a line feed at the end.  table: its name, or NULL: as the stream says. */
void suggest(const struct sample *s, const char *table, struct buf *to);

#endif
