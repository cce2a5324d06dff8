/*
 * charts_plan: where each stroke and each text of a block of small multiples goes.
 *
 * One panel for each series, at most four beside each other, all with the same scale and
 * the same places for the same labels; a missing value leaves a gap.  Lengths are whole
 * tenths of a pixel (of 1/96 inch), so that the drawing is the same in SVG and PDF and
 * on every machine.  Values beyond 10^30 are drawn at the edge; their texts are exact.
 */
#ifndef REPORT_CHARTS_PLAN_H
#define REPORT_CHARTS_PLAN_H

#include "report/paper/doc.h"

enum { CHARTS_WIDTH = 6400, CHARTS_ROW = 1640 };

enum charts_kind { CHARTS_GRID, CHARTS_AXIS, CHARTS_STROKE, CHARTS_DOT, CHARTS_TEXT };
enum charts_anchor { CHARTS_START, CHARTS_MIDDLE, CHARTS_END };

struct charts_mark {
	enum charts_kind kind;
	int x, y;   /* y is counted from the top of its row of panels */
	int x2, y2; /* the other end of a line */
	enum charts_anchor anchor;
	int size;
	char *text;
};

struct charts_plan {
	int nrows;
	struct charts_mark *marks; /* row after row */
	size_t n, room;
	size_t *ends; /* nrows: where the marks of a row end */
};

void charts_plan_make(const struct doc_charts *c, struct charts_plan *plan);
void charts_plan_release(struct charts_plan *plan);

#endif
