/*
 * template: text with {names} in it, filled in by whoever knows them.
 *
 * A name is all that stands between the braces; {{ stands for a brace.  There are no
 * expressions.
 */
#ifndef REPORT_TEMPLATE_H
#define REPORT_TEMPLATE_H

#include "core/date.h"
#include "core/json.h"

/* Appends what the name stands for: 1; 0: it is not known; -1: an error. */
typedef int template_find_fn(void *arg, const char *name, struct buf *to, struct err *err);

/* Appends the filled text.  An unknown name or a brace without its partner is ERR_CONFIG, at
 * the place of `at`. */
int template_fill(const char *text, template_find_fn *find, void *arg, struct json at,
		  struct buf *to, struct err *err);

/*
 * The names that every text, filter and code of a report may use:
 *	bureau	安溪县民政局	division	350524000000, twelve digits
 *	year	2025	period	2025, 2025-Q3, 2025-10	label	2025年三季度
 *	first, last	its first and last day	last_period	the one before
 *	last_year	2024
 *	month_before	the month before the last one: 2025-08 of 2025-Q3, 2025-09 of 2025-10
 */
struct template_words {
	const char *bureau, *division;
	struct period period;
};

/* A template_find_fn; arg is a struct template_words. */
int template_word(void *arg, const char *name, struct buf *to, struct err *err);

#endif
