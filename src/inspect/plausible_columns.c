/* Columns that changed though the version did not. */
#include <stdlib.h>

#include "core/mem.h"
#include "inspect/plausible.h"

static void add(struct findings *f, const char *change, const struct table_column *c)
{
	struct buf b = BUF_INIT;

	buf_printf(&b, "column %s without a new version", change);
	findings_add(f, FINDING_PLAUSIBILITY, b.p, "datapackage.json", (struct str){ NULL, 0 },
		     "%s", c->shown);
	buf_release(&b);
}

/* A column of the other table that stands at the same place, is not in this one and has
 * the same type; -1: none. */
static int twin(const struct release_table *a, size_t i, const struct release_table *b)
{
	if (i < b->ncolumns && release_table_find(a, b->columns[i].name) < 0 &&
	    strcmp(a->columns[i].type, b->columns[i].type) == 0)
		return (int)i;
	return -1;
}

static void compare_column(const struct table_column *now, const struct table_column *before,
			   struct findings *f)
{
	if (strcmp(now->type, before->type) != 0)
		add(f, "retyped", now);
	if (strcmp(now->unit, before->unit) != 0)
		add(f, "with another unit", now);
	if (strcmp(now->codes, before->codes) != 0)
		add(f, "with another code list", now);
	if (now->is_key != before->is_key)
		add(f, now->is_key ? "made a part of the key" : "taken out of the key", now);
}

void columns_compare(const struct release_table *now, const struct release_table *before,
		     struct findings *f)
{
	if (strcmp(now->version, before->version) != 0)
		return;
	for (size_t i = 0; i < now->ncolumns; i++) {
		int at = release_table_find(before, now->columns[i].name);

		if (at >= 0)
			compare_column(&now->columns[i], &before->columns[at], f);
		else
			add(f, twin(now, i, before) >= 0 ? "renamed" : "added", &now->columns[i]);
	}
	for (size_t i = 0; i < before->ncolumns; i++)
		if (release_table_find(now, before->columns[i].name) < 0 &&
		    twin(before, i, now) < 0)
			add(f, "removed", &before->columns[i]);
}
