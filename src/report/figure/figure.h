/*
 * figure: a number and where it comes from: a count, sum or distinct count of records, a
 * cell of a published table, a number that an officer entered, one carried over from last
 * year's approved report, or arithmetic over others.  The rule is kept as text, so that
 * each number of a form can be traced.
 */
#ifndef REPORT_FIGURE_H
#define REPORT_FIGURE_H

#include "report/form/filled.h"
#include "report/figure/recordset.h"
#include "report/figure/released.h"

struct figure {
	char *name;  /* "opened", or the key of a form cell: "表三/r3/自然人" */
	char *label; /* 主动公开政府信息 */
	char *unit;  /* "" for none */
	enum value_state state;
	__int128 v;
	int scale;
	enum value_origin origin;
	char *text; /* entered words; state is VALUE_ODD; else NULL */
	char *rule; /* 由记录集 documents 计数：公开属性 为 1（主动公开）: for people */
	char *source;	/* name of the record set, or DATASET/RELEASE; "" for none */
	char *pipeline; /* or "" */
	char *snapshot; /* digest of the source as yg-extract saw it, or of the release */
	char *query;	/* JSON: the rule with its names filled in; "" for none */
	char *who, *when, *remark; /* entered; or NULL */
	char *why;		   /* VALUE_MISSING; or NULL */
	bool is_open;		   /* missing, and nobody has declared that it may be */
	bool is_protected;	   /* missing, for the release keeps it back */
	uint64_t nrecords;
	char **keys; /* of the records: private side only; sorted */
	size_t nkeys;
};

struct figures {
	char *report, *period; /* NULL until set; owned */
	struct figure *items;
	size_t n, room;
	size_t *slots, nslots; /* private: by name, item + 1 */
};

void figures_release(struct figures *f);
struct figure *figures_find(const struct figures *f, const char *name); /* or NULL */
/* Appends one whose texts are "" or NULL as said above, VALUE_BLANK.  The name must be new.
 * The pointer is valid until the next figures_add(). */
struct figure *figures_add(struct figures *f, const char *name);
/* Copies the value: state, number, text, remark, why. */
void figure_copy_value(struct figure *to, const struct figure *from);
/* VALUE_MISSING, and why. */
void figure_set_missing(struct figure *f, bool is_open, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Replaces an owned text. */
void figure_set_text(char **to, const char *text);
/* The value as it is printed in a sentence, at its own scale. */
void figure_print(const struct figure *f, struct buf *b);

/*
 * The trace, as JSON: {"report", "period", "figures": [{"name", "label", "unit", "state",
 * "value", "origin", "rule", "source", "pipeline", "snapshot", "query", "by", "on", "remark",
 * "why", "records", "keys"}]}; members without content are left out.  With keys it is for the
 * private side only: a file of mode 0600.  Deterministic.
 */
void figures_json(const struct figures *f, bool with_keys, struct buf *b);

/* records, cells, entered, last, formula, file: as the trace names an origin; "" for none. */
const char *origin_word(enum value_origin origin);

#endif
