/*
 * page_flow: paragraphs and tables as a reader meets them, on their way into a doc.
 *
 * Lines of a cell are joined by \n; a cell that holds a table of its own is layout: what it
 * holds becomes paragraphs and tables of the document, and so does a table of one column.
 * Blanks at the ends of lines go.  A line 单位：… right before a table becomes its unit.
 * Cells, places and bytes of text of the whole document are bounded.
 */
#ifndef REPORT_PAGE_FLOW_H
#define REPORT_PAGE_FLOW_H

#include "report/paper/doc.h"

struct flow_cell {
	int row, column, rowspan, colspan;
	bool head;
	char *text;
	char *mark; /* or NULL */
};

struct flow_table {
	struct flow_table *outer;
	struct flow_cell *cells;
	size_t ncells, room;
	char *title, *unit; /* or NULL */
	int row;	    /* of the open row; -1 before the first */
	int column;	    /* where the next cell goes */
	int nhead;	    /* leading rows that are told to be heads */
	int *until;	    /* per column: the first row that is free */
	size_t *owner;	    /* per column: the last cell there, plus 1 */
	size_t nuntil;	    /* columns known */
	bool in_cell, is_layout;
	struct flow_cell cell; /* the open one; text NULL */
	struct buf text;       /* of it */
};

struct page_flow {
	struct doc *d;
	const char *name;	  /* of the file */
	struct flow_table *table; /* the innermost that is open */
	size_t cells, bytes;	  /* of the document */
	int depth;		  /* of tables */
	char *title, *unit;	  /* of the next table; or NULL */
};

void flow_init(struct page_flow *f, struct doc *d, const char *name);
/* Also what is still open. */
void flow_release(struct page_flow *f);

/* The printed title or unit of the next table, or of the one that is open; without a table they
 * are paragraphs.  A note goes to the table before it. */
int flow_title(struct page_flow *f, const char *text, struct err *err);
int flow_unit(struct page_flow *f, const char *text, struct err *err);
int flow_note(struct page_flow *f, const char *text, struct err *err);
/* A mark of the open cell. */
void flow_mark(struct page_flow *f, const char *text);
/* At the end of the document. */
void flow_end(struct page_flow *f);

/* Each line of the text, to the cell that is open or to the document; level 1..3: a heading. */
int flow_text(struct page_flow *f, const char *text, int level, struct err *err);

int flow_table_begin(struct page_flow *f, struct err *err);
int flow_table_end(struct page_flow *f, struct err *err);
void flow_row(struct page_flow *f, bool head);
/* Leaves columns of the row empty. */
void flow_skip(struct page_flow *f, int columns);
/* At the next free column of the row; colspan ends where a cell from above stands, rowspan
 * where the table ends. */
int flow_cell_begin(struct page_flow *f, int rowspan, int colspan, bool head, struct err *err);
void flow_cell_end(struct page_flow *f);
/* No cell reaches from the rows so far into those that follow. */
void flow_group_end(struct page_flow *f);
/* The cell above that begins here and is as wide goes on: true. False: there is none. */
bool flow_cell_goes_on(struct page_flow *f, int colspan);

/* The last cell of the row grows to the right; false: there is none. */
bool flow_widen(struct page_flow *f, int columns);

/* Text without blanks at the ends of its lines and without empty ones at its ends. */
void flow_trim(const char *text, struct buf *to);

#endif
