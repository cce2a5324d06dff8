/*
 * review_changes: what a change of a policy file means, in plain lines.
 *
 *	  payment.name (姓名): openness: closed -> open
 *	  columns.area.treatment: keep -> level
 */
#ifndef RUN_REVIEW_CHANGES_H
#define RUN_REVIEW_CHANGES_H

#include "core/json.h"

/* One line for every member that is not the same; old or new may be nothing. */
void review_changes(struct json old, struct json new, struct buf *to);
/* A value as a person reads it: words without quotes, lists with commas. */
void review_value(struct json v, struct buf *to);
/* "direct, closed; treatments pseudonym, drop" of a column of a register. */
void review_column(struct json column, struct buf *to);

#endif
