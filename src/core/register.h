/*
 * register: the field register (字段登记), the heart of privacy.
 *
 * config/fields/SOURCE.json names every column of every table used: label,
 * type, how it is stored, class, openness with its legal basis, the
 * treatments that are allowed.  A column that the register does not name stops
 * the run.
 *
 * A register is complete or it is refused: a closed or on-request column has a
 * reason and a basis, an open one a basis, and a mark "review" (of a draft by
 * yg-mask --suggest) is an error wherever it stands.  A direct identifier may be
 * open, or be kept, only in a table that says by "institution" in which column a
 * unified social credit code tells its rows' institutions from persons: then it
 * is open in the rows of institutions.
 */
#ifndef CORE_REGISTER_H
#define CORE_REGISTER_H

#include "core/json.h"
#include "core/record.h"

enum reg_class { REG_DIRECT, REG_QUASI, REG_SENSITIVE, REG_PLAIN };
enum reg_openness { REG_OPEN, REG_ON_REQUEST, REG_CLOSED };
/* What to do with a value that is not as declared. */
enum reg_rule {
	REG_ERROR,
	REG_NULL,
	REG_REJECT_ROW,
	REG_KEEP,
	REG_STRIP,
	REG_REPLACE,
	REG_GB18030
};

enum { REG_STORED_INTEGER = 1, REG_STORED_TEXT = 2, REG_STORED_REAL = 4, REG_STORED_BLOB = 8 };

struct reg_column {
	const char *name, *label, *unit, *codes, *basis,
		*reason; /* views; unit, codes may be NULL */
	enum field_type type;
	int precision, scale;
	bool nullable;
	enum reg_class class;
	enum reg_openness openness;
	const char **treatments; /* allowed ones, the usual one first */
	size_t ntreatments;
	/* How the source stores it: */
	unsigned stored;	    /* REG_STORED_ bits */
	int stored_scale;	    /* decimals kept as integers: fen is 2 */
	const char *format;	    /* dates kept as text: see date.h */
	enum reg_rule on_empty;	    /* '': error | null | keep | reject-row */
	enum reg_rule on_nul;	    /* embedded NUL: error | strip | null | reject-row */
	enum reg_rule on_bad_utf8;  /* error | replace | null | gb18030 | reject-row */
	enum reg_rule on_bad_value; /* not of the type: error | null | reject-row */
	enum reg_rule on_bad_code;  /* not in `codes`: error | keep | null | reject-row */
};

struct reg_table {
	const char *name, *label;
	const char **order; /* columns that order and identify a row */
	size_t norder;
	struct reg_column *columns;
	size_t ncolumns;
	const struct reg_column *institution; /* holds the USCC of the row's institution, or NULL */
};

struct reg {
	struct json_doc *doc;
	const char *source, *label;
	struct reg_table *tables;
	size_t ntables;
	long long candidates; /* the fewest values that a published mask may leave */
	char digest[65];      /* SHA-256 of the file */
};

enum { REG_CANDIDATES_MAX = 1000000000 };

int reg_read(const char *path, struct reg *r, struct err *err);
void reg_release(struct reg *r);
const struct reg_table *reg_table(const struct reg *r, const char *name); /* or NULL */
const struct reg_column *reg_column(const struct reg_table *t, const char *name);
/* By "table.column". */
const struct reg_column *reg_origin(const struct reg *r, const char *origin);
/* Whether the register lets this be done to the column. */
bool reg_allows(const struct reg_column *c, const char *treatment);
const char *reg_class_name(enum reg_class c);
const char *reg_openness_name(enum reg_openness o);

#endif
