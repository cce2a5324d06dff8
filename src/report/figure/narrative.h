/*
 * narrative: the words of a report from its template and the figures, so that text and table
 * cannot disagree: a sentence has a number only by the name of its figure.
 */
#ifndef REPORT_NARRATIVE_H
#define REPORT_NARRATIVE_H

#include "report/figure/figure_make.h"
#include "report/check/verdict.h"

/*
 * Fills the sections of the form that have a narrative.  {name} is a figure, an entered text, a
 * cell (表三/r1/总计) or a word of template.h.  A figure that is missing prints 暂无数据 and is a
 * remark, or an open question where the figure is one.  Lines of an entered text become
 * paragraphs; an empty paragraph is left out.  A section without template, or an unknown name, is
 * ERR_CONFIG.
 */
int narrative_fill(const struct figure_world *w, struct filled *f, struct verdicts *to,
		   struct err *err);

/* Title, text: one template, filled in. */
int narrative_text(const struct figure_world *w, const char *text, struct json at, struct buf *to,
		   struct err *err);

#endif
