/*
 * compare_over: the periods that a table or a chart runs over, OVER of compare.h.
 */
#ifndef REPORT_COMPARE_OVER_H
#define REPORT_COMPARE_OVER_H

#include "report/yearbook/yearbook.h"

enum { OVER_MAX = 60 };

struct over {
	const char *dimension;
	const char *codes[OVER_MAX];  /* as the release has them, the earliest first */
	const char *labels[OVER_MAX]; /* 2026年10月 */
	size_t n;
};

/* The texts are in the table's pool. */
int over_read(struct yearbook_table *t, struct json v, struct over *over, struct err *err);

#endif
