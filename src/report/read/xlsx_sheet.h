/*
 * xlsx_sheet: the cells of one worksheet (ISO 29500-1, 18.3), merged ones as one.
 */
#ifndef REPORT_XLSX_SHEET_H
#define REPORT_XLSX_SHEET_H

#include "report/read/page_flow.h"
#include "report/read/xlsx_strings.h"

struct sheet_cell {
	int row, column, rowspan, colspan;
	char *text;
	bool is_covered; /* lies behind a merged one */
};

struct sheet_merge {
	int row, column, last_row, last_column;
};

struct xlsx_sheet {
	const char *file;
	const struct xlsx_strings *strings;
	struct sheet_cell *cells; /* in reading order once read */
	size_t ncells, room;
	struct sheet_merge *merges;
	size_t nmerges, merges_room;
	int nrows, ncolumns; /* as far as there are cells */
	size_t bytes;	     /* of text; may be set before reading: of other sheets */
};

/* part: its name, for messages. file and strings are set. Release it also after an error. */
int xlsx_sheet_read(struct str bytes, const char *part, struct xlsx_sheet *s, struct err *err);
void xlsx_sheet_release(struct xlsx_sheet *s);

/* A table for each run of rows that no empty row parts; one of a single column is paragraphs. */
int xlsx_sheet_put(const struct xlsx_sheet *s, const char *title, struct page_flow *f,
		   struct err *err);

#endif
