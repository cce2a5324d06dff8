/*
 * intake: one column on its way from the database into a stream.
 *
 * A database hands over what it has stored, and one column may hold several
 * kinds of it.  An intake takes each kind, checks it against the register, turns
 * it into the declared type and applies the declared rule where it is not as
 * declared: money kept as text, '' for NULL, an embedded NUL, bytes that are
 * no UTF-8, a code that no list has.  Every use of a rule is counted.
 *
 * Each function appends exactly one value to `to` and returns 1; 0: the row is
 * to be rejected (a NULL was appended); -1: ERR_DATA, "table.column: ..."; the
 * message names the fault and never the value.
 */
#ifndef EXTRACT_INTAKE_H
#define EXTRACT_INTAKE_H

#include "core/codes.h"
#include "core/record.h"
#include "core/register.h"
#include "core/text.h"

enum intake_rule { INTAKE_EMPTY, INTAKE_NUL, INTAKE_UTF8, INTAKE_VALUE, INTAKE_CODE, INTAKE_RULES };

/* What an intake is made of; views. */
struct intake_spec {
	const struct reg_column *column;
	const char *origin;	   /* "table.column" */
	const struct codes *codes; /* of column->codes, else NULL */
	bool is_month;		   /* text that must be a month as 2026-10 */
	bool may_miss;		   /* NULL is legal whatever the register says */
	bool as_stored;		   /* text, whatever the type says: see intake_stored.h */
};

/* A text met lately, by its first and last eight bytes. */
struct intake_recent {
	uint64_t head, tail;
	uint32_t n;
	int32_t index;
};

struct intake {
	struct intake_spec spec;
	struct builder *to; /* the caller sets it, batch after batch */
	int (*integer)(struct intake *c, int64_t v, struct err *err);
	int (*real)(struct intake *c, double v, struct err *err);
	int (*text)(struct intake *c, const char *p, size_t n, struct err *err);
	int (*blob)(struct intake *c, const char *p, size_t n, struct err *err);
	int (*null)(struct intake *c, struct err *err);
	long long counts[INTAKE_RULES];
	/* The rest is private. */
	int (*as_text)(struct intake *c, const char *p, size_t n, struct err *err);
	struct dict *dict;	      /* DICT: of all batches of this column */
	struct intake_recent *recent; /* DICT: by a hash of head, tail and n */
	__int128 limit;		      /* DECIMAL: 10 to the precision */
	struct recoder *recoder;
	struct buf scratch;
};

void intake_init(struct intake *c, const struct intake_spec *spec);
void intake_release(struct intake *c);
/* "on_empty" ...: as the register calls the rule. */
const char *intake_rule_name(enum intake_rule rule);
/* What was done with the faults that the rule counted: "taken as null". */
const char *intake_rule_effect(const struct intake *c, enum intake_rule rule);

#endif
