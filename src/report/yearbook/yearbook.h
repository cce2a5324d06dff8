/*
 * yearbook: what the tables of crosstab.h and compare.h are made of: where a number stands, what is
 * got there, the rows of a table.
 */
#ifndef REPORT_YEARBOOK_H
#define REPORT_YEARBOOK_H

#include "report/yearbook/crosstab.h"

enum { PLACE_MAX = 16 };

/* Texts that live as long as the table is made. */
struct pool {
	char **items;
	size_t n, room;
};

/* Takes the text over. */
const char *pool_take(struct pool *p, char *text);
void pool_release(struct pool *p);

/* Codes of dimensions; each dimension once. */
struct place {
	struct released_at at[PLACE_MAX];
	size_t n;
};

/* What is asked for. */
struct quantity {
	const char *of, *measure;
	const char *unit;   /* of print; "" for that of the release */
	const char *stored; /* when the release states none; or "" */
	int scale;	    /* of print */
};

enum got_state { GOT_NUMBER, GOT_PROTECTED, GOT_NOT_APPLICABLE, GOT_MISSING };

struct got {
	enum got_state state;
	const char *status; /* of the release; NULL: final, or no such cell */
	const char *from;   /* the unit of the release; "" for none */
	bool is_there;	    /* the release has a row for it */
	__int128 v;	    /* exact, in the unit of print */
	int scale;
	__int128 printed; /* at the scale of print, half away from zero */
};

struct yearbook_row {
	const char *label, *key; /* key: 凤城镇·女性 */
	bool of_which;
	int level; /* below the rows that it is a part of */
	struct place place;
};

/* One table, from its spec to its end. */
struct yearbook_table {
	const struct crosstab_with *with;
	struct json json;
	struct pool pool;
	const char *id, *title, *label;
	struct quantity quantity;
	struct place place;
	struct yearbook_row *rows;
	size_t nrows, rows_room;
	struct json notes;
	bool has_of_which, has_protected, has_missing, has_slash, has_provisional, has_revised;
	const char *twice; /* a key that two cells have, or NULL */
	size_t ngot;	   /* cells for which the release has a row */
	bool *used;	   /* one for each of with->sets */
};

/*
 * Asks o for all that the tables share (id, title, heading, text, label, unit, of, measure,
 * scale, stored, at, rows, notes), appends heading and texts to the doc and makes the rows.
 * The caller asks for its own keys first, then closes o here.
 */
int yearbook_table_open(struct yearbook_table *t, struct json_obj *o,
			const struct crosstab_with *with, struct doc *d);
/* Appends the table to the doc: "表1　…" and its unit. */
struct doc_table *yearbook_table_put(struct yearbook_table *t, struct doc *d);
void yearbook_table_release(struct yearbook_table *t);

/* The text with its {names} filled in, in the pool. */
int yearbook_text(struct yearbook_table *t, struct json v, const char **text, struct err *err);
int place_read(struct yearbook_table *t, struct json at, struct place *p, struct err *err);
/* A later code of the same dimension wins. */
int place_set(struct place *p, struct json json, const char *dimension, const char *code,
	      struct err *err);

/* json: for messages. */
int yearbook_get(struct yearbook_table *t, struct json json, const struct quantity *q,
		 const struct place *p, struct got *got, struct err *err);
/* The place of a cell in its table, and what it is called: ID/ROW/COLUMN. */
struct spot {
	struct doc_table *to;
	int row, column;
	const struct yearbook_row *of;
	const char *column_key;
};

/* A number that is made here from published ones. */
struct share {
	enum got_state state;
	const char *status; /* of what it is made of */
	__int128 v;	    /* two places */
	const char *unit;
	const char *rule; /* 本期 ÷ 上期 …, by the keys of its cells */
	const char *why;  /* there is none; or NULL */
};

/* yearbook_cell.c: the cell of the doc and its figure. */
void yearbook_put(struct yearbook_table *t, const struct spot *spot, const struct got *got,
		  const struct quantity *q, const struct place *p);
void yearbook_put_share(struct yearbook_table *t, const struct spot *spot, const struct share *s);
void yearbook_put_label(struct doc_table *to, int row, const struct yearbook_row *r);
/* The release of that name, or NULL and ERR_CONFIG. */
const struct released *yearbook_set(struct yearbook_table *t, struct json json, const char *name,
				    struct err *err);
/* "数据来源：relief-recipients（2026-10-3f8dd27cbe93）。" */
void yearbook_sources(const struct yearbook_table *t, struct buf *b);
/* Notes below, what was used; ERR_DATA when the releases hold no cell of the table, ERR_CONFIG
 * when two cells have one key. */
int yearbook_finish(struct yearbook_table *t, struct doc_table *to, struct err *err);

/* yearbook_rows.c: the rows of ROWS. */
int yearbook_rows_read(struct yearbook_table *t, struct json v, struct err *err);

#endif
