#include "run/headline.h"

#include "run/text_csv.h"

static struct str cell(const struct reader *r, const struct batch *b, int64_t row, const char *name)
{
	return text_csv_cell(b, row, schema_find(&r->schema, name));
}

static bool matches(const struct reader *r, const struct batch *b, int64_t row, struct json wanted)
{
	struct err ignored = ERR_INIT;
	const char *value;
	struct json i;

	for (i = json_first(wanted); json_is(i); i = json_next(i))
		if (schema_find(&r->schema, json_key(i)) < 0 ||
		    json_get_str(i, &value, &ignored) < 0 ||
		    !str_is(cell(r, b, row, json_key(i)), str_of(value)))
			return false;
	return true;
}

/* The last row that matches: its cells as "\n" ended lines "NAME\tVALUE". */
static int search(struct reader *r, struct json wanted, struct buf *found, struct err *err)
{
	const struct batch *b;
	struct str value;
	int64_t row;
	size_t i;
	int more;

	while ((more = reader_next(r, &b, err)) == 1) {
		for (row = 0; row < b->nrows; row++) {
			if (!matches(r, b, row, wanted))
				continue;
			buf_clear(found);
			for (i = 0; i < r->schema.nfields; i++) {
				value = cell(r, b, row, r->schema.fields[i].name);
				buf_printf(found, "%s\t%.*s\n", r->schema.fields[i].name,
					   (int)value.n, value.p);
			}
		}
	}
	return more;
}

static struct str found_value(const struct buf *found, struct str name)
{
	const char *line = found->p, *end, *tab;

	for (; *line; line = end + 1) {
		end = strchr(line, '\n');
		tab = strchr(line, '\t');
		if (str_is((struct str){ line, (size_t)(tab - line) }, name))
			return (struct str){ tab + 1, (size_t)(end - tab) - 1 };
	}
	return (struct str){ "", 0 };
}

/* A total of every dimension is called a total once. */
static bool ends_with(const struct buf *b, struct str word)
{
	return b->n >= word.n && memcmp(b->p + b->n - word.n, word.p, word.n) == 0;
}

/* One row of the dictionary says what a cell of the row found is. */
static void tell_cell(const struct reader *r, const struct batch *b, int64_t row,
		      const struct buf *found, struct buf *where, struct buf *what)
{
	struct str value = found_value(found, cell(r, b, row, "name"));
	struct str role = cell(r, b, row, "role");
	struct str title = cell(r, b, row, "title"), unit = cell(r, b, row, "unit");

	if (value.n == 0)
		return;
	if (str_is(role, STR("名称")) && !ends_with(where, value))
		buf_printf(where, "%s%.*s", where->n ? " " : "", (int)value.n, value.p);
	else if (str_is(role, STR("指标")) || str_is(role, STR("字段")))
		buf_printf(what, "%s%.*s %.*s%s%.*s", what->n ? "，" : "", (int)title.n, title.p,
			   (int)value.n, value.p, unit.n ? " " : "", (int)unit.n, unit.p);
}

static int tell(struct reader *r, const struct buf *found, struct buf *to, struct err *err)
{
	struct buf where = BUF_INIT, what = BUF_INIT;
	const struct batch *b;
	int64_t row;
	int more;

	while ((more = reader_next(r, &b, err)) == 1)
		for (row = 0; row < b->nrows; row++)
			tell_cell(r, b, row, found, &where, &what);
	buf_printf(to, "%s%s%s", where.p, where.n && what.n ? "：" : "", what.p);
	buf_release(&where);
	buf_release(&what);
	return more;
}

int headline_read(const char *release, const char *name, struct json wanted, struct buf *to,
		  struct err *err)
{
	struct buf file = BUF_INIT, found = BUF_INIT;
	struct text_csv data, dictionary;
	int ret;

	buf_printf(&file, "%s.csv", name);
	ret = text_csv_open(&data, release, file.p, err);
	if (ret == 0)
		ret = search(data.reader, wanted, &found, err);
	text_csv_close(&data);
	if (ret == 0 && found.n) {
		ret = text_csv_open(&dictionary, release, "dictionary.csv", err);
		if (ret == 0)
			ret = tell(dictionary.reader, &found, to, err);
		text_csv_close(&dictionary);
	}
	buf_release(&file);
	buf_release(&found);
	return ret;
}
