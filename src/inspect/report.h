/*
 * report: the findings for people, for machines, and in one sentence.
 */
#ifndef INSPECT_REPORT_H
#define INSPECT_REPORT_H

#include "inspect/finding.h"

/* On stderr, the first REPORT_LINES of them. */
enum { REPORT_LINES = 50 };
void report_lines(struct findings *f);
/* All of them as JSON, readable by us alone; whole or not at all:
 * {"findings": [{"kind","what","file","place","digest","count"}], "total": n} */
int report_write(struct findings *f, const char *path, struct err *err);
/* 0 without findings; else ERR_GATE: "RELEASE is held: 3 values of closed columns, ..." */
int report_verdict(const struct findings *f, const char *release, struct err *err);

#endif
