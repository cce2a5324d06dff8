/*
 * charts_table: the values of a block of small multiples as a table, for the formats
 * that draw none: a row for each series, a column for each label in the order in which the labels
 * first occur.  A missing value is printed as "—", a label that a series does not have as "".
 */
#ifndef REPORT_CHARTS_TABLE_H
#define REPORT_CHARTS_TABLE_H

#include "report/paper/doc.h"

/* Appends the table to d; its id is "". */
struct doc_table *charts_table(const struct doc_charts *c, struct doc *d);

#endif
