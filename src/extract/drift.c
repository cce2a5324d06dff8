#include "extract/drift.h"

static const struct live_column *find_live(const struct live_table *live, const char *name)
{
	size_t i;

	for (i = 0; i < live->ncolumns; i++)
		if (strcmp(live->columns[i].name, name) == 0)
			return &live->columns[i];
	return NULL;
}

/* "; added a, b": the word before the first name. */
static void put(struct buf *b, const char *word, size_t *n, const char *name)
{
	if ((*n)++ == 0)
		buf_printf(b, "%s%s %s", b->n ? "; " : "", word, name);
	else
		buf_printf(b, ", %s", name);
}

static void put_columns(const struct reg_table *t, const struct live_table *live, struct buf *b)
{
	size_t i, n = 0;

	for (i = 0; i < live->ncolumns; i++)
		if (!reg_column(t, live->columns[i].name))
			put(b, "added", &n, live->columns[i].name);
	for (i = 0, n = 0; i < t->ncolumns; i++)
		if (!find_live(live, t->columns[i].name))
			put(b, "removed", &n, t->columns[i].name);
	for (i = 0, n = 0; i < t->ncolumns; i++) {
		const struct live_column *c = find_live(live, t->columns[i].name);

		if (!c || (c->stored & t->columns[i].stored))
			continue;
		put(b, "retyped", &n, c->name);
		buf_printf(b, " (%s now)", c->type);
	}
}

bool drift_compare(const struct reg_table *t, const struct live_table *live, struct buf *text)
{
	struct buf b = BUF_INIT;
	bool same;

	if (live)
		put_columns(t, live, &b);
	else
		buf_puts(&b, "the table is gone");
	same = b.n == 0;
	if (!same)
		buf_printf(text, "; %s: %s", t->name, b.p);
	buf_release(&b);
	return same;
}
