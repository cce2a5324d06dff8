/*
 * filled: a form with its values, computed, entered or read from a file.
 *
 * Blank, 0, and "/" (not applicable) are three things; a value that the bureau's
 * databases cannot give is a fourth.  Numbers are exact decimals.
 */
#ifndef REPORT_FILLED_H
#define REPORT_FILLED_H

#include "report/paper/doc.h"
#include "report/form/form.h"

enum value_state {
	VALUE_BLANK, /* nothing stands there */
	VALUE_NUMBER,
	VALUE_SLASH, /* "/", "-", "—", 不适用 */
	VALUE_MISSING, /* printed 暂无数据: its database does not exist yet, or the value is protected */
	VALUE_ODD /* read from a file: text that is no number; kept in text */
};

enum value_origin {
	ORIGIN_NONE,
	ORIGIN_RECORDS, /* counted from a register */
	ORIGIN_CELLS,	/* a cell of a published table */
	ORIGIN_ENTERED, /* by an officer */
	ORIGIN_LAST,	/* carried from the approved report before */
	ORIGIN_FORMULA,
	ORIGIN_FILE /* read from a file made elsewhere */
};

struct value {
	enum value_state state;
	__int128 v; /* times 10^scale */
	int scale;
	char *text;   /* VALUE_ODD: as it stands there; VALUE_MISSING: why; else NULL */
	char *remark; /* printed as a note: "口径变化，不计算环比"; or NULL */
	enum value_origin origin;
	int figure;	  /* index of its figure in the provenance, or -1: see figure.h */
	struct period of; /* of which period, when not the report's own (上期) */
};

struct passage {       /* narrative under one section */
	char *section; /* heading of the form */
	char **paragraphs;
	size_t n;
};

struct filled {
	const struct form *form; /* not owned */
	struct period period;	 /* n is 0 when a file that was read does not say */
	char *issuer, *division;
	struct value *values; /* form_size() */
	struct passage *passages;
	size_t npassages;
	/* Of a file without any section of the form: tables alone, perhaps not all of them. */
	bool is_loose;
	unsigned absent; /* 1 << number of a table that is not in it; its cells are blank */
};

void filled_init(struct filled *f, const struct form *form, struct period period);
void filled_release(struct filled *f);
void filled_set(struct filled *f, int cell, __int128 v, int scale, enum value_origin origin);
/* The value at the cell's own scale, rounded half up (away from zero at the tie) for
 * print; false when it is no number. */
bool filled_number(const struct filled *f, int cell, __int128 *v);
void filled_paragraph(struct filled *f, const char *section, const char *text);

/* The printed text: thousands separators when `grouped`; + for FORM_SIGNED;
 * "" "/" 暂无数据 for the others. */
void filled_print(const struct filled *f, int cell, bool grouped, struct buf *b);

/* Exact text of one JSON twin: {"form","edition","number","period","issuer","tables":
 * {"表三":{"r3":{"自然人":5345,...}}},"states":{key: "blank"|"/"|"missing"|"odd"},
 * "texts":{key: why or what},"remarks":{key: text},"of":{key: period},"records":[keys],
 * "entered":[keys] and so on by origin,"text":{section:[...]}}; stable bytes.
 * filled_read_json() reads it: last year's approved report comes this way.  A missing
 * file is ERR_SOURCE, a wrong one ERR_DATA. */
void filled_json(const struct filled *f, struct buf *b);
int filled_read_json(const char *path, const char *forms_dir, struct form *form, struct filled *f,
		     struct err *err);

/* The document to be printed: sections, tables, notes. */
void filled_doc(const struct filled *f, struct doc *d);

/*
 * The other way: the tables and texts of a doc that a reader made, recognised by their
 * printed labels whatever the width of marks, blanks, line breaks or quotes, as a filled
 * form of the edition whose labels they bear.  A doc that bears labels of two editions
 * is ERR_DATA, as is one in which a table of the form cannot be found (but a file of loose
 * tables, a sheet saved as CSV, may lack others than it has), or a label of
 * it: the message names the label and the nearest that is there.
 */
int filled_recognise(const struct doc *d, const char *form_path, const char *name,
		     struct form *form, struct filled *f, struct err *err);

#endif
