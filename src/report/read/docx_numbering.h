/*
 * docx_numbering: the numbers that Word prints before paragraphs and that stand nowhere in
 * their text: numbering.xml (ISO 29500-1, 17.9).
 *
 * Arabic, Chinese, circled, letters and Roman; a bullet or another way of counting prints
 * nothing.
 */
#ifndef REPORT_DOCX_NUMBERING_H
#define REPORT_DOCX_NUMBERING_H

#include "core/buf.h"
#include "core/err.h"

enum { DOCX_LEVELS = 9 };

struct docx_level {
	char *text; /* "%1、"; or NULL */
	char format[28];
	int start;
};

struct docx_list {
	int id; /* abstractNumId */
	struct docx_level levels[DOCX_LEVELS];
	int next[DOCX_LEVELS]; /* the number printed last; 0: none yet */
};

struct docx_numbering {
	struct docx_list *lists;
	size_t nlists, lists_room;
	struct docx_num {
		int id, list; /* numId, abstractNumId */
	} * nums;
	size_t nnums, nums_room;
};

int docx_numbering_read(struct str bytes, const char *name, struct docx_numbering *n,
			struct err *err);
void docx_numbering_release(struct docx_numbering *n);

/* Counts one paragraph of the list (numId, 0: of none) and adds its number. */
void docx_number(struct docx_numbering *n, int list, int level, struct buf *to);

#endif
