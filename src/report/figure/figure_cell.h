/*
 * figure_cell: what a number of a published table says of itself: its release, its digest, its
 * codes, and why it is not there.
 */
#ifndef REPORT_FIGURE_CELL_H
#define REPORT_FIGURE_CELL_H

#include "report/figure/figure.h"

/* Why a protected cell is not there, in a trace and in the JSON twin of a form. */
#define FIGURE_PROTECTED "为保护个人信息不予公布"

/* Origin, rule, source, snapshot and query of the cell of r at those codes. */
void figure_describe_cell(struct figure *to, const struct released *r, const char *measure,
			  const struct released_at *at, size_t n);

/* A cell without a value, by its status ("c", "x", "z" ...; NULL: "x").  What is kept back, or was
 * never there, is not a question that an officer can answer. */
void figure_take_status(struct figure *to, const char *status);

/* 初步数, 修订数; NULL for a number that is final. */
const char *figure_status_words(const char *status);

#endif
