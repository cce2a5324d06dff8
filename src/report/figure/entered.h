/*
 * entered: numbers and words that no database holds, entered by an officer in one file for
 * each report: as JSON
 *
 *	{"report": "annual-report", "period": "2025", "by": "…", "on": "2026-01-10",
 *	 "values": {"staff": {"value": "3", "remark": "…"}, …}}
 *
 * or as the XLSX that `yg-report --blank-entry` makes: rows 报告, 期别, 填报人, 填报日期, then
 * the table 字段, 名称, 单位, 数值, 说明.  What is entered stays marked as entered wherever it is
 * shown.
 */
#ifndef REPORT_ENTERED_H
#define REPORT_ENTERED_H

#include "report/paper/doc.h"
#include "report/figure/figure_make.h"

struct entered_item {
	char *name, *value, *remark; /* remark may be NULL */
};

struct entered {
	char *path; /* for messages */
	char *report, *period, *by, *on;
	struct entered_item *items;
	size_t n;
};

/* By its bytes: a ZIP is XLSX, else JSON.  Nothing is judged yet but the shape. */
int entered_read(const char *path, struct entered *e, struct err *err);
void entered_release(struct entered *e);
void entered_add(struct entered *e, const char *name, const char *value, const char *remark);

/* From the tables of a document: entered_xlsx.c. */
int entered_from_doc(const struct doc *d, struct entered *e, struct err *err);
/* The empty form as a document. */
void entered_blank(const struct report_spec *spec, const char *report, const char *title,
		   const char *period, struct doc *d);

/*
 * A figure for each entry of the report, in its order.  e may be NULL: nothing was entered.  What
 * is required and not there is missing and an open question; ERR_DATA, with file and field: the
 * file of another report or period, no `by` or `on`, an unknown field, a value that is not of
 * its type.
 */
int entered_figures(const struct entered *e, const char *report, const char *period,
		    const struct figure_world *w, struct err *err);

#endif
