#include "run/headline.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/csv.h"
#include "core/file.h"

enum { HEADER_MAX = 64 * 1024 };

/* A CSV file read as text, whatever its columns are. */
struct text_csv {
	char *path;
	int fd;
	struct reader *reader;
};

/* Every column is text: the header names them. */
static int header_schema(int fd, const char *path, struct schema *s, struct err *err)
{
	char head[HEADER_MAX], *at = head, *end;
	ssize_t n = pread(fd, head, sizeof(head) - 1, 0);

	if (n <= 0)
		return err_set(err, ERR_IO, "%s: cannot read its header", path);
	head[n] = '\0';
	head[strcspn(head, "\r\n")] = '\0';
	for (; at; at = end ? end + 1 : NULL) {
		end = strchr(at, ',');
		if (end)
			*end = '\0';
		schema_add(s, at, FIELD_UTF8);
	}
	return 0;
}

static int text_csv_open(struct text_csv *t, const char *folder, const char *file, struct err *err)
{
	struct schema schema = SCHEMA_INIT;
	int ret = -1;

	t->reader = NULL;
	t->path = file_join(folder, file);
	t->fd = open(t->path, O_RDONLY | O_CLOEXEC);
	if (t->fd < 0)
		err_sys(err, ERR_IO, "%s: cannot open", t->path);
	else if (header_schema(t->fd, t->path, &schema, err) == 0)
		ret = csv_reader_open(t->fd, t->path, (struct str){ "", 0 }, &schema, NULL,
				      &t->reader, err);
	schema_release(&schema);
	return ret;
}

static void text_csv_close(struct text_csv *t)
{
	reader_close(t->reader);
	if (t->fd >= 0)
		close(t->fd);
	free(t->path);
}

/* The cell, or "" where it is NULL or there is no such column. */
static struct str cell(const struct reader *r, const struct batch *b, int64_t row, const char *name)
{
	int column = schema_find(&r->schema, name);

	if (column < 0 || column_is_null(&b->columns[column], row))
		return (struct str){ "", 0 };
	return column_text(&b->columns[column], row);
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
