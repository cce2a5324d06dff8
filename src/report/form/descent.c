#include "report/form/descent.h"

#include <string.h>

enum { EDITIONS_MAX = sizeof(((struct descent *)0)->editions) / sizeof(struct json) };

/* The form's loader has judged the file: here what is no text is not there. */
static const char *text_of(struct json v)
{
	struct err ignored = ERR_INIT;
	const char *s;

	return json_is(v) && json_get_text(v, &s, &ignored) == 0 ? s : NULL;
}

static struct json item_with(struct json list, const char *key, const char *text)
{
	struct json i;

	for (i = json_first(list); json_is(i); i = json_next(i)) {
		const char *s = json_is_object(i) ? text_of(json_member(i, key)) : NULL;

		if (s && strcmp(s, text) == 0)
			break;
	}
	return i;
}

static struct json row_of(struct json edition, const char *table, const char *row)
{
	struct json t = item_with(json_member(edition, "tables"), "id", table);

	return item_with(json_member(t, "grid"), "row", row);
}

int descent_open(struct descent *d, const struct form *newer, const struct form *older,
		 struct err *err)
{
	struct json all[EDITIONS_MAX], list = json_member(json_root(newer->doc), "editions");
	int n = 0, from = -1, to = -1;

	for (struct json i = json_first(list); json_is(i); i = json_next(i)) {
		const char *name = text_of(json_member(i, "edition"));

		if (n == EDITIONS_MAX)
			return json_err(i, err, "more than %d editions", EDITIONS_MAX);
		if (name && strcmp(name, older->edition) == 0)
			from = n;
		if (name && strcmp(name, newer->edition) == 0)
			to = n;
		all[n++] = i;
	}
	if (to < 0 || from < 0)
		return err_set(err, ERR_DATA,
			       "form %s: the report before is of the edition %s, "
			       "which the form does not have",
			       newer->name, older->edition);
	if (from > to)
		return err_set(err, ERR_DATA,
			       "form %s: the report before is of the edition %s, later than %s",
			       newer->name, older->edition, newer->edition);
	d->n = 0;
	for (int i = to; i > from; i--)
		d->editions[d->n++] = all[i];
	return 0;
}

/* The code before that of edition i; what changed into *changed, when something did. */
static const char *step(const struct descent *d, int i, const char *table, const char *code,
			const char **changed)
{
	struct json row = row_of(d->editions[i], table, code);
	const char *was = text_of(json_member(row, "was")),
		   *what = text_of(json_member(row, "changed"));

	if (what && !*changed)
		*changed = what;
	return was ? was : code;
}

const char *descent_code(const struct descent *d, const char *table, const char *row)
{
	const char *changed = NULL;

	for (int i = 0; i < d->n; i++)
		row = step(d, i, table, row, &changed);
	return row;
}

const char *descent_changed(const struct descent *d, const char *table, const char *row)
{
	const char *changed = NULL;

	for (int i = 0; i < d->n; i++)
		row = step(d, i, table, row, &changed);
	return changed;
}
