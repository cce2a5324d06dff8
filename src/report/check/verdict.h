/*
 * verdict: what a check found: a cell by its printed label, both numbers, the rule.
 */
#ifndef REPORT_VERDICT_H
#define REPORT_VERDICT_H

#include "core/buf.h"

enum severity { SEVERITY_ERROR, SEVERITY_REMARK, SEVERITY_OPEN /* a question to answer */ };

struct verdict {
	enum severity severity;
	char *rule; /* "R1", "R8", "jump", "form" */
	char *key;  /* 表三/r24/自然人, or "" for the whole document */
	char *label; /* printed labels: 表三／三、本年度办理结果／（七）总计／自然人 */
	char *text;		/* Chinese, one sentence: what stands there, what should, why */
	char *found, *expected; /* the two numbers as text, or "" */
};

struct verdicts {
	struct verdict *items;
	size_t n, room;
};

void verdicts_release(struct verdicts *f);
/* Texts are copied; label, found and expected may be NULL. */
void verdicts_add(struct verdicts *f, enum severity severity, const char *rule, const char *key,
		  const char *label, const char *found, const char *expected, const char *fmt, ...)
	__attribute__((format(printf, 8, 9)));
size_t verdicts_count(const struct verdicts *f, enum severity severity);
/* What is open, then errors, then remarks, each in the order in which it was found. */
void verdicts_sort(struct verdicts *f);
/* Lines for a person, whatever a file that was read holds, or JSON. */
void verdicts_text(const struct verdicts *f, struct buf *b);
void verdicts_json(const struct verdicts *f, const char *name, struct buf *b);

#endif
