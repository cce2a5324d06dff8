/*
 * codes: versioned code lists, with a hierarchy.
 *
 * A list is config/codes/NAME.csv with the header
 *	code,name,parent,level,from,to,note
 * level is a word of the list's own (province, city, county, town, village);
 * parent is empty at the top; from and to are YYYY-MM-DD or empty (open).  A code
 * may stand in several rows with disjoint periods.  Checked at load: parents
 * exist, no cycle, no overlap, codes in [A-Za-z0-9_.-].
 */
#ifndef CORE_CODES_H
#define CORE_CODES_H

#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

struct code {
	const char *code, *name, *level;
	int parent;	  /* index in the list, -1 at the top */
	int32_t from, to; /* days, inclusive; INT32_MIN and INT32_MAX when open */
};

struct codes {
	char *name;
	struct code *items; /* in the order of the file, which is the order of display */
	int n;
	void *index;	 /* private */
	struct buf text; /* private */
};

int codes_load(const char *path, const char *name, struct codes *c, struct err *err);
void codes_release(struct codes *c);
/* The item valid on `day`, else the last one of that code; -1: no such code. */
int codes_find(const struct codes *c, struct str code, int32_t day);
/* The nearest item of `level` at or above item i, or -1. */
int codes_up(const struct codes *c, int i, const char *level);
/* 0 for the top; whether some item has that level. */
int codes_depth(const struct codes *c, int i);
int codes_has_level(const struct codes *c, const char *level);
/* Whether item i is `code` or stands below it. */
bool codes_is_under(const struct codes *c, int i, struct str code);

#endif
