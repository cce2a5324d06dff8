/*
 * crosstab: a table of the statistical yearbook (综合统计表) from published releases: one value by
 * row and column, in the unit that the yearbook prints, with the release that it comes from.
 *
 * No value is computed but by exact conversion of its unit: nothing is ever added up here, so a
 * protected cell stays protected, and rows that overlap ("其中") are printed as they are
 * published.  What is not to be had says why: × protected, / not applicable, 暂无数据; a number
 * that is provisional bears p, a revised one r.
 *
 * One table, an item of "crosstabs" of pipelines/NAME/report.json; texts and codes may hold the
 * names of template.h in braces:
 *
 *	{"id":"表1", "heading":"一、社会救助对象"?, "text":["…"]?, "title":"…", "label":"类型"?,
 *	 "unit":"人"?, "of":"relief-recipients", "measure":"persons", "scale":0?,
 *	 "stored":"元/人·月"?, "at":{"period":"{period}"}?,
 *	 "rows":ROWS,
 *	 "columns":[{"label":"人数", "group":"其中"?, "of"?, "measure"?, "unit"?, "scale"?,
 *		     "stored"?, "at":{…}?}, …],
 *	 "notes":["…"]?}
 *
 *	ROWS  {"dimension":"division", "first":["{division}"]?, "level":"town"? | "codes":["…"]?,
 *	       "of_which":[{"label":"女性","at":{"group":"female"}}, …]?}
 *	or    {"items":[{"label":"合计", "at":{…}, "of_which":true?}, …]}
 *
 * A column takes what it does not say from the table.  `at` of the table, the row and the
 * column together name the cell; a later one wins.  `stored` is the unit of a release that
 * states none.  `level` takes all codes of that level, in the order of the release; each
 * row of `of_which` stands below its base row.  A row "其中" is printed with "#" before it.
 */
#ifndef REPORT_CROSSTAB_H
#define REPORT_CROSSTAB_H

#include "core/json.h"
#include "report/paper/doc.h"
#include "report/figure/figure.h"
#include "report/figure/released.h"
#include "report/figure/report_spec.h"
#include "report/figure/template.h"

/* What the tables of a yearbook are made from; not owned. */
struct crosstab_with {
	const struct released *sets;
	size_t nsets;
	struct template_words words; /* {bureau} {division} {period} ... */
	/* Where each cell comes from, by the key that it has in the doc; may be NULL. */
	struct figures *figures;
	const struct report_spec *spec; /* for the names of pipelines; may be NULL */
};

/* Appends heading, texts and table to the doc.  A code, measure or release that is not there
 * is ERR_CONFIG; a table of which the releases hold no cell at all is ERR_DATA. */
int crosstab_make(struct json spec, const struct crosstab_with *with, struct doc *d,
		  struct err *err);

#endif
