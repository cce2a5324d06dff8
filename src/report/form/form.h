/*
 * form: an official form as data: config/forms/NAME.json.
 *
 * A file holds all editions of one form, each with the years (or months) that it
 * is for; a report is of one edition and never mixes two.  An edition says what is
 * printed (sections, tables with their labels and spans, units, notes) and what
 * must hold (rules), in the words of the issuing authority.  The keys are described in
 * yg-report(1), FILES; read strictly: an unknown key is ERR_CONFIG.
 *
 * A datum is named TABLE/ROW/COLUMN: 表三/r3/自然人, 月报/YZH012411000/数量.
 */
#ifndef REPORT_FORM_H
#define REPORT_FORM_H

#include <stdbool.h>

#include "core/date.h"
#include "core/json.h"

enum form_type {
	FORM_COUNT,   /* a non-negative whole number */
	FORM_AMOUNT,  /* a decimal with `scale` places */
	FORM_SIGNED,  /* printed with + or -: 本年增/减 of the edition of 2019 */
	FORM_PERCENT, /* a decimal that may be negative */
	FORM_TEXT
};

/* One datum. */
struct form_cell {
	char *key;		  /* owned */
	const char *row, *column; /* views into the document */
	char *label; /* owned: the printed labels that lead to it, with "／" between */
	const char *row_label, *column_label; /* the nearest of them on either side; or "" */
	const char *unit;		      /* 件, 万元; or "" */
	enum form_type type;
	int scale;
	bool exact;    /* an amount printed with the places that it has, up to scale */
	bool computed; /* 环比, 上期: no one enters it */
	/* Of its row: the code that it had in the edition before, why no change against that
	 * edition is given, its legal basis; or NULL. */
	const char *was, *changed, *basis;
	/* Of its column: this is column `last` of the period before; this is the change in percent
	 * of column `now` against column `before`; or NULL. */
	const char *last, *now, *before;
	bool of_which;	 /* 其中: a part, not a share: such rows overlap */
	bool cumulative; /* since January: the * of the form */
	bool is_total;	 /* a sum of others by the form's own rules */
};

/* One place of the printed grid: a label or a datum. */
struct form_place {
	int row, column, rowspan, colspan;
	bool head;
	int level;	  /* of a label: how far it is below the heads of its part */
	const char *text; /* "" for a datum */
	struct json also; /* other wordings that are met: an array, or nothing */
	int cell;	  /* index into form_table.cells, or -1 */
};

struct form_table {
	const char *id, *title, *unit;
	int nrows, ncolumns, nhead;
	int *widths;		   /* or NULL */
	struct form_place *places; /* in reading order */
	size_t nplaces;
	struct form_cell *cells;
	size_t ncells;
	const char **rows, **columns; /* ids of data rows and columns, in order, each once */
	size_t ndatarows, ndatacolumns;
	const char **notes;
	size_t nnotes;
};

struct form_section {
	const char *heading;
	struct json also;      /* other wordings that are met: an array, or nothing */
	const char *narrative; /* name of the part of the template printed here, or NULL */
	int table;	       /* printed after it, or -1 */
};

struct form {
	struct json_doc *doc;
	const char *name;	 /* annual-report */
	const char *edition;	 /* "2021" */
	const char *number;	 /* 国办公开办函〔2021〕30号 */
	const char *title;	 /* 政府信息公开工作年度报告 */
	enum period_level every; /* year, quarter or month */
	struct period from, to;	 /* what the edition is for */
	bool in_force;		 /* has no end: `to` is not set */
	bool landscape;
	bool grouped; /* numbers are printed with thousands separators */
	struct form_section *sections;
	size_t nsections;
	struct form_table *tables;
	size_t ntables;
	struct json rules; /* array, read by check.c */
	/* Of a statistical form: labels whose meaning changed against the edition before,
	 * so that a change in percent is refused there; read by change.c. */
	struct json changed;
	void *index; /* private: key to table and cell */
};

/* The edition that is in force for the period, or the one named (edition != NULL): then
 * whatever the period.
 * path is config/forms/NAME.json.  No edition, or two, for the period: ERR_CONFIG. */
int form_load(const char *path, struct period period, const char *edition, struct form *f,
	      struct err *err);
void form_release(struct form *f);

/* Editions in the file, in order of time: names to be freed with free(). */
int form_editions(const char *path, char ***names, size_t *n, struct err *err);

/* A number for each datum over all tables, 0 ... form_size() - 1, in reading order. */
int form_size(const struct form *f);
const struct form_cell *form_cell(const struct form *f, int i);
int form_find(const struct form *f, const char *key); /* or -1 */
int form_find_at(const struct form *f, const char *table, const char *row, const char *column);
const struct form_table *form_table_of(const struct form *f, int i);

#endif
