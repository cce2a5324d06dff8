/*
 * check_rule: what the kinds of rules of check.h share: one rule of the form, what it
 * is judged on, and the ways to say what was found.
 */
#ifndef REPORT_CHECK_RULE_H
#define REPORT_CHECK_RULE_H

#include "report/check/check.h"

struct check {
	const struct form *form;
	const struct filled *f; /* NULL: only which cells the rules cover is asked */
	const struct check_with *with;
	struct verdicts *to;
	struct buf *cover; /* one for each cell, or NULL */
	struct err *err;
};

/* An open rule: its reader asks for its keys and closes it. */
struct rule {
	struct json_obj o;
	const char *id, *kind, *basis; /* basis may be "" */
	enum severity severity;
};

/* How a kind is judged: 0, or -1 with ERR_CONFIG of a rule that cannot be read. */
int check_equal(struct check *c, struct rule *r);
int check_part(struct check *c, struct rule *r);
int check_type(struct check *c, struct rule *r);
int check_blank(struct check *c, struct rule *r);
int check_jump(struct check *c, struct rule *r);
int check_edition(struct check *c, struct rule *r);
int check_roll_up(struct check *c, struct rule *r);
int check_stated(struct check *c, struct rule *r);
int check_not_empty(struct check *c, struct rule *r);

/* Rules about numbers in the text are judged together, since one number may seem to be meant by
 * several: they are collected, then judged. */
struct text_rule {
	const char *id, *basis;
	enum severity severity;
	struct json sections, words, units, cells, about, not, none;
};
struct text_rules {
	struct text_rule *items;
	size_t n, room;
};
int check_text_take(struct check *c, struct rule *r, struct text_rules *all);
void check_text(struct check *c, const struct text_rules *all);

/* Whether the cell is of a table that the file does not have. */
bool check_is_absent(const struct check *c, int cell);
/* Notes that the rule would notice a change of the cell. */
void check_covers(struct check *c, int cell, const char *rule);
/* The cell of another report that is this one's: by key, or by the code of the edition before; -1:
 * it has none. */
int check_same_cell(const struct form *form, int cell, const struct form *other);
/* "上年" or "上期" */
const char *check_before(const struct form *form);
/* The paragraphs of a section, or NULL. A section that the form lacks is ERR_CONFIG of the rule. */
int check_passage(struct check *c, struct json at, const char *section, const struct passage **p);
/* （basis） or nothing. */
void check_basis(struct buf *b, const char *basis);
/* A finding about a cell. */
void check_found(struct check *c, enum severity severity, const char *rule, int cell,
		 const char *found, const char *expected, const char *text);

#endif
