/*
 * doc: an official document, as an officer would print it: the one shape between
 * what yg-report fills in or reads and what it writes or checks.
 *
 * Writers (docx, pdf, html, xlsx_book) print a doc, readers (docx_read, html_read,
 * xlsx_read, csv_form) make one from a file; what a writer wrote, the reader reads
 * back the same.  Everything is UTF-8.  A doc owns all that it points to.
 */
#ifndef REPORT_DOC_H
#define REPORT_DOC_H

#include <stdbool.h>
#include <stdint.h>

#include "core/buf.h"
#include "core/err.h"

/* Labels are set in by at most one less. */
enum { DOC_LEVELS = 7 };

/* A cell at its place in the printed grid; spans cover the places behind it. */
struct doc_cell {
	int row, column;      /* from 0 */
	int rowspan, colspan; /* at least 1 */
	bool head;	      /* a label, not a datum */
	int level;	      /* of a label: set in by so many characters */
	char *text;	      /* as printed, may be ""; line breaks are \n; never NULL */
	/* A datum of a filled form: */
	char *key;	/* "表三/r3/自然人", unique in the doc, or NULL */
	bool is_number; /* then text is its decimal, with separators if printed so */
	__int128 value; /* times 10^scale */
	int scale;
	char *mark; /* "*", "①": points to a note of the table; or NULL */
	char *from; /* one line: where the number comes from; or NULL */
};

struct doc_table {
	char *id;    /* "表三"; unique in the doc; may be "" when read from a file */
	char *title; /* printed above it; "" for none */
	char *unit;  /* "单位：件", printed at the right above it; or "" */
	int nrows, ncolumns;
	int nhead;		/* leading rows that are repeated on each page */
	bool right;		/* numbers stand at the right, one below the other; else centred */
	int *widths;		/* ncolumns relative widths, or NULL: let the writer choose */
	struct doc_cell *cells; /* in reading order: by row, then column */
	size_t ncells, room;
	char **notes; /* printed below it, in order */
	size_t nnotes;
	/* Private: the largest rowspan; whether cells are not in reading order. */
	int tallest;
	bool is_shuffled;
};

/* One line of a small multiple: the same scale for all charts of a block. */
struct doc_series {
	char *name;	  /* 凤城镇 */
	char **labels;	  /* npoints: 2024, 2025 */
	__int128 *values; /* npoints */
	bool *missing;	  /* npoints: no value there; the line has a gap */
	size_t npoints;
};

struct doc_charts {
	char *title, *unit;
	int scale;
	struct doc_series *series;
	size_t nseries;
};

enum doc_kind {
	DOC_HEADING,   /* text, level 1..3 */
	DOC_PARAGRAPH, /* text */
	DOC_TABLE,
	DOC_CHARTS, /* small multiples */
	DOC_PAGE_BREAK
};

struct doc_block {
	enum doc_kind kind;
	int level;
	char *text; /* HEADING, PARAGRAPH; else NULL */
	struct doc_table table;
	struct doc_charts charts;
};

struct doc {
	char *title;	/* 安溪县民政局2025年政府信息公开工作年度报告 */
	char *issuer;	/* the bureau; "" when unknown */
	char *date;	/* printed date of signing, YYYY-MM-DD; "" when none */
	char *form;	/* "国办公开办函〔2021〕30号", printed small at the end; or "" */
	bool draft;	/* a review copy: every page says 送审稿 */
	bool demo;	/* synthetic data: every page says 演示数据 */
	bool landscape; /* wide tables */
	struct doc_block *blocks;
	size_t nblocks, room;
};

void doc_init(struct doc *d); /* all texts "" */
void doc_release(struct doc *d);

/* Each appends; the pointer is valid until the next append. Texts are copied. */
void doc_heading(struct doc *d, int level, const char *text);
void doc_paragraph(struct doc *d, const char *text);
void doc_page_break(struct doc *d);
struct doc_table *doc_table(struct doc *d, const char *id, const char *title);
struct doc_charts *doc_charts(struct doc *d, const char *title, const char *unit, int scale);

/* Appends a cell with these spans; grows nrows and ncolumns to hold it. */
struct doc_cell *doc_cell(struct doc_table *t, int row, int column, int rowspan, int colspan,
			  const char *text);
void doc_note(struct doc_table *t, const char *text);
struct doc_series *doc_series(struct doc_charts *c, const char *name);
void doc_point(struct doc_series *s, const char *label, __int128 value, bool missing);

/* Cells by row and column, and no two on one place: ERR_BUG, or ERR_DATA with
 * `name` of the file that it was read from.  Places that no cell covers are
 * allowed (a reader's): writers print them empty. */
int doc_table_finish(struct doc_table *t, const char *name, struct err *err);

/* The cell that covers the place, or NULL. */
const struct doc_cell *doc_table_at(const struct doc_table *t, int row, int column);

#endif
