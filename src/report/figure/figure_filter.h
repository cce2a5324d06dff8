/*
 * figure_filter: a filter of a report with its {names} filled in, and the same for people and
 * as JSON.
 */
#ifndef REPORT_FIGURE_FILTER_H
#define REPORT_FIGURE_FILTER_H

#include "core/site.h"
#include "report/figure/report_spec.h"
#include "report/figure/template.h"

struct figure_filter {
	struct filter filter; /* columns are views into the report's document */
	char **texts;	      /* owned */
	size_t ntexts;
};

int figure_filter_make(const struct filter *from, const struct template_words *words,
		       struct figure_filter *to, struct err *err);
void figure_filter_release(struct figure_filter *f);

/* "：公开属性 为 1（主动公开）；…", nothing without a term; site, for names of codes, may be
 * NULL. */
void figure_filter_words(const struct filter *f, const struct schema *schema, struct site *site,
			 struct buf *b);
/* {"count": "documents", "column": ..., "where": [...]}; column may be NULL. */
void figure_filter_json(const char *op, const char *of, const char *column, const struct filter *f,
			struct buf *b);

#endif
