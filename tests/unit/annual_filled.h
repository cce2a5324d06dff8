/*
 * annual_filled: the annual report filled in for tests, and as it is printed.
 */
#ifndef TESTS_ANNUAL_FILLED_H
#define TESTS_ANNUAL_FILLED_H

#include "annual_case.h"
#include "report/form/filled.h"

static inline void annual_load(const char *edition, struct form *form)
{
	struct err err = ERR_INIT;

	if (form_load(annual_path(), (struct period){ PERIOD_YEAR, 2025 }, edition, form, &err) < 0)
		fail_msg("%s", err.msg);
}

static inline void annual_known(struct form *form, struct filled *f)
{
	annual_load("2021", form);
	annual_fill(form, f);
}

static inline void annual_print(const struct filled *f, struct doc *d)
{
	struct err err = ERR_INIT;

	doc_init(d);
	filled_doc(f, d);
	for (size_t i = 0; i < d->nblocks; i++)
		if (d->blocks[i].kind == DOC_TABLE &&
		    doc_table_finish(&d->blocks[i].table, "x", &err) < 0)
			fail_msg("%s", err.msg);
}

#endif
