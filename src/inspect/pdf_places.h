/*
 * pdf_places: the text of a page, parted where the page parts it.
 *
 * A PDF holds characters at places.  Read one after the other, the cells of a table run
 * together ("12" and a number beside it), and what a narrow cell or the end of a line
 * wraps falls apart.  From the place of each character come two more texts of the page:
 * - cells: every run of characters on one line by itself, runs that stand below each other
 *   as lines of one cell together, cells from top to bottom and left to right;
 * - joined: the same with the lines of a cell or paragraph put together, as they were
 *   before they were wrapped.  Numbers are put together only where that is what happened,
 *   by all that can be seen: not the rows of a column of figures.  At its end, each two and
 *   three short lines of ideographs by themselves.
 */
#ifndef INSPECT_PDF_PLACES_H
#define INSPECT_PDF_PLACES_H

#include "core/buf.h"

struct pdf_box {
	double x1, y1, x2, y2; /* points; y grows downwards */
};

/* text: UTF-8, blanks and line ends included; boxes: n of them, one for each of its characters.
 * What has no box is left out. */
void pdf_places(const char *text, const struct pdf_box *boxes, size_t n, struct buf *cells,
		struct buf *joined);

#endif
